// What the journal needs of the modules: who sees events of their records, what these are called,
// and by which verb a value goes back.
import { ONEC_DEAL_FIELDS } from '#contract/deals';
import { ONEC_COMPANY_MONEY } from '#contract/customers';
import type { Entity } from '#contract/rights';
import { SETTING_NAMES, SETTINGS, type SettingName } from '#contract/settings';
import {
  editCompany, editContact, readCompany, readContact, visibleCustomers,
} from '#modules/customers';
import { dealTitles, editDeal, requireDeal, visibleDeals } from '#modules/deals';
import { editLead, leadTitles, requireLead, visibleLeads } from '#modules/leads';
import { editDepartment, editEmployee, listDepartments, readEmployee } from '#modules/staff';
import type { EventScopes, RecordTitles, Restorers } from '#modules/timeline';
import { editTask, readTask, visibleTasks } from '#modules/work';
import { type Actor, can } from '#platform/actor';
import type { Context } from '#platform/context';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { changeSetting, listSettings } from '#platform/named-settings';
import { refuse } from '#platform/refuse';
import { work } from './access.ts';

const NOTHING: Fragment = { sql: 'false', values: [] };
const EVERYTHING: Fragment = { sql: 'true', values: [] };

const byRight = (entity: Entity) => (actor: Actor): Fragment =>
  (can(actor, entity, 'read') ? EVERYTHING : NOTHING);

/** Records of a table that the actor sees, as ids; all of them need no subquery. */
function within(table: string, seen: Fragment, id = 'id'): Fragment {
  if (seen.sql === 'true' || seen.sql === 'false') return seen;
  return {
    sql: `e.entity_id in (select ${id} from ${table} where ${seen.sql})`, values: seen.values,
  };
}

/**
 * That a term has passed is told by the deal itself: in the journal of what people and programs did
 * it is nobody's act, and one morning brings thousands.
 */
const NOT_BY_CLOCK: Fragment = {
  sql: `(e.kind <> 'deal.moneyChanged' or e.data->>'by' is distinct from 'clock')`, values: [],
};

export const eventScopes: EventScopes = {
  deal: (actor) => {
    const seen = within('deals.deal d', visibleDeals(actor), 'd.id');
    return seen.sql === 'false' ? seen : allOf([seen, NOT_BY_CLOCK]);
  },
  company: (actor) => within('customers.company c', visibleCustomers(actor, 'company')),
  contact: (actor) => within('customers.contact k', visibleCustomers(actor, 'contact')),
  lead: (actor) => within('leads.lead l', visibleLeads(actor)),
  // Parties and heads alone: what a deal's readers know of its tasks stands in the deal's events.
  task: (actor) => within('work.task t join staff.employee p on p.id = t.assignee_id',
    visibleTasks(actor), 't.id'),
  // Whom somebody was told of something is nobody's business.
  notification: () => NOTHING,
  customField: (actor) => (can(actor, 'setting', 'read')
    ? { sql: `e.kind <> 'customField.indexed'`, values: [] } : NOTHING),
  product: byRight('product'),
  // How far a file or a reconciliation has come is told to the open page alone, and what only
  // wakes a waiting 1C is nobody's act.
  exchange: (actor) => (can(actor, 'exchange', 'read') ? {
    sql: `e.kind not in ('history.progress', 'history.proofAsked', 'history.proved',
      'reconcile.progressed', 'exchange.commandWritten', 'exchange.commandSettled')`,
    values: [],
  } : NOTHING),
  employee: byRight('setting'),
  department: byRight('setting'),
  role: byRight('setting'),
  setting: byRight('setting'),
  pipeline: byRight('setting'),
  source: byRight('setting'),
  lossReason: byRight('setting'),
  leadStage: byRight('setting'),
  ownEntity: byRight('setting'),
  // Makes an open queue of pairs read itself anew; who decided on a pair is told by both records.
  duplicates: () => NOTHING,
  // Makes open sums follow the calendar; nobody has done anything.
  money: () => NOTHING,
  // Its progress is told to the open page alone.
  import: (actor) => (can(actor, 'setting', 'read')
    ? { sql: `e.kind <> 'import.progressed'`, values: [] } : NOTHING),
};

const namesFrom = (table: string, column = 'name') => async (ctx: Context, ids: number[]) => {
  const { rows } = await ctx.db.query<{ id: number; name: string }>(
    `select id, ${column} as name from ${table} where id = any($1::bigint[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row.name]));
};

/** Rows of the journal are seen already: their names may be, too. */
export const recordTitles: RecordTitles = {
  deal: dealTitles,
  company: namesFrom('customers.company'),
  contact: namesFrom('customers.contact'),
  lead: leadTitles,
  task: namesFrom('work.task', 'title'),
  employee: namesFrom('staff.employee'),
  department: namesFrom('staff.department'),
  role: namesFrom('staff.role'),
  pipeline: namesFrom('deals.pipeline'),
  source: namesFrom('deals.source'),
  lossReason: namesFrom('deals.loss_reason'),
  stage: namesFrom('deals.stage'),
  leadStage: namesFrom('leads.stage'),
  productGroup: namesFrom('catalog.product_group'),
  ownEntity: namesFrom('customers.own_entity'),
  import: namesFrom('imports.import', 'file_name'),
};

export async function stageNames(ctx: Context): Promise<Map<number, string>> {
  const { rows } = await ctx.db.query<{ id: number; name: string }>(
    'select id, name from deals.stage');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type Versioned = { version: number };
const versionOf = (current: Record<string, unknown>) => (current as Versioned).version;

export const restorers: Restorers = {
  deal: {
    fields: ['title', 'companyId', 'contactId', 'sourceId', 'responsibleId', 'estimateKopecks',
      'comment', 'projectName', 'endCustomerName', 'endCustomerInn', 'address', 'ownEntityId'],
    onecFields: ONEC_DEAL_FIELDS,
    read: (ctx, id) => requireDeal(ctx, ctx.db, id),
    write: (ctx, id, value, now) => editDeal(ctx, { id, version: versionOf(now), ...value }),
  },
  company: {
    fields: ['name', 'fullName', 'inn', 'kpp', 'ogrn', 'kind', 'address', 'responsibleId'],
    onecFields: ONEC_COMPANY_MONEY,
    read: async (ctx, id) => withResponsible(await readCompany(ctx, id)),
    write: (ctx, id, value, now) => editCompany(ctx, { id, version: versionOf(now), ...value }),
  },
  contact: {
    fields: ['name', 'position', 'companyId', 'responsibleId'],
    read: async (ctx, id) => withResponsible(await readContact(ctx, id)),
    write: (ctx, id, value, now) => editContact(ctx, { id, version: versionOf(now), ...value }),
  },
  lead: {
    fields: ['title', 'personName', 'companyName', 'companyId', 'contactId', 'sourceId',
      'responsibleId', 'topicText', 'comment'],
    read: (ctx, id) => requireLead(ctx, ctx.db, id),
    write: (ctx, id, value, now) => editLead(ctx, { id, version: versionOf(now), ...value }),
  },
  task: {
    fields: ['title', 'assigneeId', 'dueAt', 'note', 'priority'],
    read: async (ctx, id) => {
      const task = await readTask(ctx, work, id);
      // History holds moments as the program writes them.
      const dueAt = task.dueAt === null ? null : new Date(task.dueAt).toISOString();
      return { ...task, dueAt, assigneeId: task.assignee.id };
    },
    write: (ctx, id, value, now) => editTask(ctx, work, { id, version: versionOf(now), ...value }),
  },
  employee: {
    fields: ['name', 'position', 'email', 'phone', 'departmentId', 'deputyId', 'absentFrom',
      'absentUntil'],
    read: async (ctx, id) => {
      const person = await readEmployee(ctx.db, ctx.actor, id);
      return { ...person, departmentId: person.department.id, deputyId: person.deputy?.id ?? null };
    },
    write: (ctx, id, value, now) => editEmployee(ctx, { id, version: versionOf(now), ...value }),
  },
  department: {
    fields: ['name', 'parentId', 'kind', 'position'],
    read: async (ctx, id) => {
      const found = (await listDepartments(ctx.db)).find((each) => each.id === id);
      if (!found) throw refuse('record.missing');
      return found;
    },
    write: (ctx, id, value) => editDepartment(ctx, { id, ...value }),
  },
  setting: {
    fields: SETTING_NAMES,
    read: async (ctx) => Object.fromEntries(
      (await listSettings(ctx)).map(({ name, value }) => [name, value])),
    write: async (ctx, _id, value) => {
      // Nothing in history stands for the value of the program.
      for (const [name, each] of Object.entries(value)) {
        const { fallback } = SETTINGS[name as SettingName];
        await changeSetting(ctx, { name, value: each ?? fallback });
      }
    },
  },
};

type Card = { responsible?: { id: number } | null; company?: { id: number } | null };

const withResponsible = (card: Card & object): Record<string, unknown> => ({
  ...card, responsibleId: card.responsible?.id ?? null, companyId: card.company?.id ?? null,
});
