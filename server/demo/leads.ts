// The demo's leads: operators of the call centre write down requests, pass most of them to people,
// close the hopeless ones; some receivers take them, some say «не моё». Everything by the verbs.
import {
  acceptLead, convertLead, createLead, moveStage, readStages, readTopics, returnLead,
} from '#modules/leads';
import type { LeadChannel, LeadCreate, LeadStage, LeadTopic } from '#contract/leads';
import type { SourceTrace } from '#contract/source-trace';
import { loadActor } from '#modules/staff';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import type { DemoCompany } from './company.ts';
import type { LoadedCustomers } from './customers.ts';
import { hasDemoFields, leadValues } from './fields.ts';
import { type Chance, chanceOf } from './random.ts';

type DemoLeadsOptions = {
  company: DemoCompany; customers: LoadedCustomers; seed: number; now: Date; count?: number;
};

type Stage = DemoLeadsOptions & {
  db: Db; chance: Chance; operators: number[]; sellers: number[]; stages: LeadStage[];
  topics: LeadTopic[]; actors: Map<number, Context['actor']>;
  /** Of custom fields alone, so that the rest of the demo stays as it was. */
  values: Chance | null;
};

/** Lively and still quick: each lead is two or three transactions. */
const COUNT = 160;
const DAYS = 12;
const HOUR_MS = 3_600_000;

const CHANNELS: readonly LeadChannel[] = ['call', 'call', 'call', 'letter', 'site', 'chat'];
const PEOPLE = [
  'Анна Сергеевна', 'Игорь', 'Пётр Волков', 'Наталья', 'Дмитрий Олегович', 'Светлана', 'Михаил',
  'Артём Белов', 'Ольга Ивановна', 'Фёдор',
];
const WANTS = [
  'Насос для скважины 120 м', 'Компрессор на цех покраски', 'Дизельная станция 100 кВт',
  'Запчасти к винтовому компрессору', 'Мотопомпа на объект', 'Токарный станок, б/у',
  'Сварочный аппарат с водяным охлаждением', 'Срок поставки по счёту', 'Ремонт пневмоинструмента',
  'Подбор насоса для котельной', 'Доставка в Новосибирск', 'Акт сверки за квартал',
];
const CAMPAIGNS = ['насосы-поиск', 'компрессоры-рся', 'электростанции', 'бренд'];
const REFUSALS = ['Не моя группа товаров', 'Клиент другого менеджера', 'Не мой отдел'];

/** Ids of the new leads. The same seed makes the same leads around the same day. */
export async function createDemoLeads(db: Db, options: DemoLeadsOptions): Promise<number[]> {
  const stage = await setStage(db, options);
  const ids: number[] = [];
  const { count = COUNT } = options;
  for (let made = 0; made < count; made += 1) ids.push(await playLead(stage, made / count));
  return ids;
}

async function setStage(db: Db, options: DemoLeadsOptions): Promise<Stage> {
  const { company, seed, now } = options;
  const people = [...company.people.values()];
  const ofRole = (role: string) => people.filter((person) => person.role === role)
    .map((person) => person.id);
  const { rows } = await db.query<{ id: number; accountId: number }>(
    `select id, account_id as "accountId" from staff.employee
     where account_id is not null and dismissed_at is null`);
  const actors = new Map<number, Context['actor']>();
  for (const { id, accountId } of rows) {
    const actor = await loadActor(db, accountId, now);
    if (actor) actors.set(id, actor);
  }
  return {
    ...options, db, actors, chance: chanceOf(seed ^ 0x1ead), operators: ofRole('operator'),
    sellers: ofRole('manager'), stages: await readStages(db), topics: await readTopics(db),
    values: await hasDemoFields(db) ? chanceOf(seed ^ 0xf1e1d) : null,
  };
}

function contextAt({ db, actors }: Stage, employeeId: number, at: number): Context | null {
  const actor = actors.get(employeeId);
  return actor ? { db, actor, source: 'ui', requestId: null, now: () => new Date(at) } : null;
}

/** From the oldest to the newest: what is fresh is still with the operator. */
async function playLead(stage: Stage, age: number): Promise<number> {
  const { chance, now, operators } = stage;
  const at = now.getTime() - Math.round((1 - age) * DAYS * 24 * HOUR_MS) - HOUR_MS / 2;
  const ctx = contextAt(stage, chance.pick(operators), at)!;
  const lead = await createLead(ctx, requestOf(stage));
  const isFresh = age > 0.9;
  if (isFresh && chance.hit(0.7)) return lead.id;
  if (chance.hit(0.22)) await lose(stage, ctx, lead.id);
  else await pass(stage, { ...ctx, now: () => new Date(at + HOUR_MS / 4) }, lead.id);
  return lead.id;
}

function requestOf({ chance, customers, topics, values }: Stage): LeadCreate {
  const channel = chance.pick(CHANNELS);
  const topic = chance.pick(topics);
  const known = chance.hit(0.5) ? chance.pick(customers.companies) : null;
  const product = chance.pick(customers.products);
  const wants = chance.pick(WANTS);
  return {
    title: wants, channel, topicId: topic.id, personName: chance.pick(PEOPLE),
    ...(topic.needsText ? { topicText: wants } : {}),
    ...(known ? { companyId: known.id, companyName: known.row.name } : {}),
    phones: [phoneOf(chance, known?.row.phones[0])],
    ...(channel === 'letter' ? { emails: [`zakaz${chance.between(1, 60)}@klient.example`] } : {}),
    trace: traceOf(chance, channel), ...(values ? { custom: leadValues(values) } : {}),
    ...(channel === 'site' ? {
      lines: [{
        productId: product.id, article: product.article, name: product.name,
        quantity: String(chance.between(1, 4)), vatRate: '22' as const,
        price: (product.priceKopecks / 100).toFixed(2),
      }],
    } : {}),
  };
}

/** Code 907 is not given out, so nobody can be called by mistake; some numbers come twice. */
const phoneOf = (chance: Chance, known: string | undefined): string =>
  (known && chance.hit(0.7) ? known
    : `+7 907 ${chance.between(100, 160)}-${chance.between(10, 20)}-00`);

function traceOf(chance: Chance, channel: LeadChannel): SourceTrace {
  if (channel === 'call') {
    const [did, didChannel] = chance.pick([
      ['+78125550101', 'Городской номер'], ['+78125550111', 'Яндекс Директ'],
      ['+78125550113', '2ГИС'],
    ] as const);
    return { did, didChannel };
  }
  if (channel !== 'site') return {};
  return {
    utm: { source: 'yandex', medium: 'cpc', campaign: chance.pick(CAMPAIGNS) },
    firstPage: 'https://promtehnika.example/catalog', referrer: 'https://yandex.ru/',
    siteNumber: String(chance.between(10_000, 99_999)),
  };
}

async function lose({ chance, stages }: Stage, ctx: Context, id: number): Promise<void> {
  const ends = stages.filter((stage) => stage.semantics === 'lost');
  await moveStage(ctx, { id, stageId: chance.pick(ends).id });
}

async function pass(stage: Stage, ctx: Context, id: number): Promise<void> {
  const { chance, sellers } = stage;
  const done = await convertLead(ctx, { id, version: 1, employeeId: chance.pick(sellers) });
  const receiver = contextAt(stage, done.employee.id, ctx.now().getTime() + HOUR_MS);
  if (!receiver || chance.hit(0.15)) return;
  if (chance.hit(0.12)) await returnLead(receiver, { id, reason: chance.pick(REFUSALS) });
  else await acceptLead(receiver, id);
}
