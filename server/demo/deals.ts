// The demo's deals in work: people make them, fill them, talk about them and hand them over by the
// same verbs as on the screen. Orders and money come from the fake 1C, not from here.
import { addComment } from '#modules/timeline';
import { createTask } from '#modules/work';
import { listGroups, setGroupOwners } from '#modules/catalog';
import {
  acceptTransfer, createDeal, dealAccess, moveStage, readPipelines, replaceLines, returnTransfer,
  setParticipants, transferDeal,
} from '#modules/deals';
import { loadActor } from '#modules/staff';
import type { Pipeline } from '#contract/deals';
import { momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import { type Context, systemContext } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { addWorkingDays } from '#platform/production-calendar';
import type { DemoCompany, DemoPerson } from './company.ts';
import type { LoadedCustomers } from './customers.ts';
import { type DealPlan, planDeal, type Seller } from './deal-plans.ts';
import { dealValues, hasDemoFields } from './fields.ts';
import { type Chance, chanceOf } from './random.ts';

export type DemoDealsOptions = {
  company: DemoCompany; customers: LoadedCustomers; seed: number; now: Date; count?: number;
};

type Stage = { db: Db; now: Date; company: DemoCompany; contexts: Map<number, Context>;
  pipelines: Pipeline[]; sources: Map<string, number>; contacts: Map<number, number[]>;
  /** Of custom fields alone, so that the rest of the demo stays as it was. */
  values: Chance | null };

const COUNT = 240;
/** Of three transfers one is accepted, one comes back and one waits. */
const ANSWERS = 3;

/** Ids of the new deals. The same seed makes the same deals around the same day. */
export async function createDemoDeals(db: Db, options: DemoDealsOptions): Promise<number[]> {
  const { company, customers, seed, now, count = COUNT } = options;
  const chance = chanceOf(seed ^ 0xdea1);
  const stage = await setStage(db, options);
  await appointProductManager(db, company, now);
  const sellers = sellersOf(company, customers);
  const ids: number[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push(await playDeal(stage, planDeal(chance, { sellers, ...customers })));
  }
  return ids;
}

/** Salespeople who still work here; two of them are the logins that visitors try first. */
function sellersOf(company: DemoCompany, { products }: LoadedCustomers): Seller[] {
  const names = new Map([...company.departments].map(([name, id]) => [id, name]));
  const selling = new Set(products.map((product) => product.department));
  const sellers = [...company.people].flatMap(([login, person]): Seller[] => {
    const department = names.get(person.departmentId) ?? '';
    const sells = person.role === 'manager' && selling.has(department) && login !== 'baranov';
    return sells ? [{ ...person, login, department }] : [];
  });
  const shown = sellers.filter(({ login }) => login === 'manager' || login === 'manager2');
  return [...sellers, ...shown, ...shown];
}

async function setStage(db: Db, { company, now, seed }: DemoDealsOptions): Promise<Stage> {
  const accounts = await db.query<{ id: number; accountId: number }>(
    `select id, account_id as "accountId" from staff.employee where account_id is not null`);
  const contexts = new Map<number, Context>();
  for (const { id, accountId } of accounts.rows) {
    const actor = await loadActor(db, accountId, now);
    if (actor) contexts.set(id, { db, actor, source: 'ui', requestId: null, now: () => now });
  }
  const people = await db.query<{ companyId: number; ids: number[] }>(
    `select company_id as "companyId", json_agg(id order by id) as ids
     from customers.contact where company_id is not null group by 1`);
  const system = systemContext(db, 'system', () => now);
  const sources = await db.query<{ id: number; code: string }>('select id, code from deals.source');
  return {
    db, now, company, contexts, pipelines: await readPipelines(system),
    sources: new Map(sources.rows.map(({ id, code }) => [code, id])),
    contacts: new Map(people.rows.map((row) => [row.companyId, row.ids])),
    values: await hasDemoFields(db) ? chanceOf(seed ^ 0xf1e1d) : null,
  };
}

async function appointProductManager(db: Db, company: DemoCompany, now: Date): Promise<void> {
  const ctx = systemContext(db, 'system', () => now);
  const owner = company.people.get('product');
  if (!owner) return;
  for (const { id, name } of await listGroups(ctx)) {
    if (/^(Насос|Мотопомп)/.test(name)) await setGroupOwners(ctx, { id, employeeIds: [owner.id] });
  }
}

/** The moment of a working day at that hour, never later than now. */
function momentAt(stage: Stage, daysAgo: number, hour: number): Date {
  const date = addWorkingDays(companyCalendar(), companyToday(stage.now), -daysAgo);
  const at = momentOf(date, `${String(hour).padStart(2, '0')}:15`, companyTimeZone());
  return at < stage.now ? at : new Date(stage.now.getTime() - 60_000);
}

function contextAt(stage: Stage, person: DemoPerson, at: Date): Context {
  return { ...stage.contexts.get(person.id)!, now: () => at };
}

async function playDeal(stage: Stage, plan: DealPlan): Promise<number> {
  const pipeline = stage.pipelines.find(({ code }) => code === plan.pipeline)!;
  const born = contextAt(stage, plan.seller, momentAt(stage, plan.bornDaysAgo, 10));
  const { id } = await createDeal(born, {
    title: plan.title, pipelineId: pipeline.id, companyId: plan.company.id,
    contactId: stage.contacts.get(plan.company.id)?.[0] ?? null,
    sourceId: stage.sources.get(plan.source) ?? null, projectName: plan.projectName,
    ...(plan.estimateKopecks === null ? {} : { estimateKopecks: plan.estimateKopecks }),
    ...(stage.values ? { custom: customOf(stage, stage.values, plan) } : {}),
  });
  if (plan.lines.length > 0) await replaceLines(born, { id, version: 1, lines: plan.lines });
  await inviteGuests(stage, plan, born, id);
  await walkStages(stage, plan, pipeline, id);
  await talk(stage, plan, id);
  if (plan.task) await giveTask(stage, plan, id);
  if (plan.handOver) await handOver(stage, plan, id);
  return id;
}

function customOf({ company, now }: Stage, chance: Chance, { title }: DealPlan) {
  const engineer = company.people.get('engineer');
  return dealValues(chance, { title, now, ...(engineer ? { engineerId: engineer.id } : {}) });
}

async function inviteGuests(
  stage: Stage, plan: DealPlan, ctx: Context, id: number,
): Promise<void> {
  const guests = plan.guests.flatMap((login) => stage.company.people.get(login)?.id ?? []);
  if (guests.length > 0) await setParticipants(ctx, { id, employeeIds: guests });
}

/** One stage after another, evenly between the birth of the deal and today. */
async function walkStages(
  stage: Stage, plan: DealPlan, pipeline: Pipeline, id: number,
): Promise<void> {
  const codes = plan.lostReason ? [...plan.stages, 'lost'] : plan.stages;
  for (const [index, code] of codes.entries()) {
    const left = plan.bornDaysAgo * (1 - (index + 1) / (codes.length + 1));
    const ctx = contextAt(stage, plan.seller, momentAt(stage, Math.floor(left), 13));
    const stageId = pipeline.stages.find((row) => row.code === code)!.id;
    const reason = code === 'lost' && plan.lostReason ? { lostReason: plan.lostReason } : {};
    await moveStage(ctx, { id, stageId, ...reason });
  }
}

async function talk(stage: Stage, plan: DealPlan, id: number): Promise<void> {
  for (const [index, body] of plan.comments.entries()) {
    const daysAgo = Math.floor(plan.bornDaysAgo / (index + 2));
    const ctx = contextAt(stage, plan.seller, momentAt(stage, daysAgo, 15 + index));
    await addComment(ctx, { deal: dealAccess }, { entity: 'deal', entityId: id, body });
  }
}

/** Of an old deal yesterday: before what colleagues say there, so that history runs by days. */
const OLD_DAYS = 30;

async function giveTask(stage: Stage, plan: DealPlan, id: number): Promise<void> {
  const { title, kind, inDays, hour } = plan.task!;
  const date = addWorkingDays(companyCalendar(), companyToday(stage.now), inDays);
  const dueAt = momentOf(date, `${String(hour).padStart(2, '0')}:00`, companyTimeZone());
  const ago = Math.max(plan.bornDaysAgo > OLD_DAYS ? 1 : 0, -inDays);
  const made = contextAt(stage, plan.seller, momentAt(stage, ago, 9));
  await inTransaction(stage.db, (tx) => createTask(tx, made, {
    title, kind, entity: 'deal', entityId: id, assigneeId: plan.seller.id, dueAt,
  }));
}

/** The head of the seller's department finds that the deal belongs to another one. */
async function handOver(stage: Stage, plan: DealPlan, id: number): Promise<void> {
  const heads = [...stage.company.people.values()].filter(({ role }) => role === 'head');
  const own = heads.find(({ departmentId }) => departmentId === plan.seller.departmentId);
  const other = heads.find(({ departmentId }) => departmentId !== plan.seller.departmentId);
  if (!own || !other) return;
  await transferDeal(contextAt(stage, own, momentAt(stage, 0, 11)), {
    id, departmentId: other.departmentId,
    reason: `Профиль другого отдела: ${plan.title}`,
  });
  const answering = contextAt(stage, other, momentAt(stage, 0, 12));
  if (id % ANSWERS === 0) await acceptTransfer(answering, id);
  if (id % ANSWERS === 1) {
    await returnTransfer(answering, { id, reason: 'Клиент давно работает с вами, оставьте себе' });
  }
}
