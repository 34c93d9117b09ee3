// A small company for tests: departments, people with real roles, companies, deals.
// Lower tables are filled by plain SQL; actors are loaded as a sign-in would load them.
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { type Db, inTransaction, one } from '#platform/database';
import { ensureDefaultRoles, loadActor } from '#modules/staff';
import { createDeal, ensurePresets } from '#modules/deals';
import { createLead, ensureLeadPresets } from '#modules/leads';
import type { DealCreate } from '#contract/deals';
import type { LeadCreate } from '#contract/leads';

/** Monday, a working day; tests move it as they like. */
export const TEST_NOW = new Date('2026-11-23T09:00:00.000Z');

export type Person = { id: number; departmentId: number; actor: Actor; ctx: Context };

export type PersonOptions = { role?: string; departmentId: number; name?: string; headOf?: number };

let count = 0;
const next = () => { count += 1; return count; };

async function insert(db: Db, text: string, values: unknown[]): Promise<number> {
  const row = await one<{ id: number }>(db, `${text} returning id`, values);
  return row!.id;
}

/** Roles, pipelines, stages and sources: what an installation has at its first start. */
export async function seedPresets(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
    await ensureLeadPresets(tx);
  });
}

export function addDepartment(db: Db, name = `Отдел ${next()}`, parentId?: number) {
  return insert(db, 'insert into staff.department (name, parent_id) values ($1, $2)',
    [name, parentId ?? null]);
}

/** A person with a login and one role; `role` is a code of the default roles. */
export async function addPerson(db: Db, options: PersonOptions): Promise<Person> {
  const { role = 'manager', departmentId } = options;
  const number = next();
  const accountId = await insert(
    db, 'insert into platform.account (login) values ($1)', [`person${number}`]);
  const id = await insert(db,
    'insert into staff.employee (account_id, name, department_id) values ($1, $2, $3)',
    [accountId, options.name ?? `Сотрудник ${number}`, departmentId]);
  await db.query(
    `insert into staff.employee_role (employee_id, role_id)
     select $1, id from staff.role where code = $2`, [id, role]);
  if (options.headOf !== undefined) {
    await db.query('insert into staff.department_head values ($1, $2)', [options.headOf, id]);
  }
  const actor = await loadActor(db, accountId, TEST_NOW);
  if (!actor) throw new Error(`No actor for ${role}`);
  return { id, departmentId, actor, ctx: contextOf(db, actor) };
}

/** What a verb gets from a request of that person. */
export function contextOf(db: Db, actor: Actor, now: Date = TEST_NOW): Context {
  return { db, actor, source: 'ui', requestId: null, now: () => now };
}

export function addCompany(db: Db, name = `ООО «Завод ${next()}»`, inn?: string) {
  return insert(db, 'insert into customers.company (name, inn) values ($1, $2)',
    [name, inn ?? null]);
}

/** A deal made by its own verb; the person is responsible for it. */
export async function addDeal(person: Person, input: Partial<DealCreate> = {}): Promise<number> {
  const deal = await createDeal(person.ctx, { title: `Насос ЦНС ${next()}`, ...input });
  return deal.id;
}

/** A lead made by its own verb; the person keeps it. */
export async function addLead(person: Person, input: Partial<LeadCreate> = {}): Promise<number> {
  const lead = await createLead(person.ctx, { title: `Обращение ${next()}`, ...input });
  return lead.id;
}

export async function leadStageId(db: Db, code: string): Promise<number> {
  const row = await one<{ id: number }>(db, 'select id from leads.stage where code = $1', [code]);
  if (!row) throw new Error(`No stage ${code} of leads`);
  return row.id;
}

export async function stageId(db: Db, pipeline: string, stage: string): Promise<number> {
  const row = await one<{ id: number }>(db,
    `select s.id from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
     where p.code = $1 and s.code = $2`, [pipeline, stage]);
  if (!row) throw new Error(`No stage ${pipeline}.${stage}`);
  return row.id;
}
