// Short answers for comboboxes and the one search: best first, only what the reader may see.
import type { LookupItem } from '#contract/customers';
import type { Context } from '#platform/context';
import { allOf, type Fragment, shiftParameters } from '#platform/listing/fragment';
import { foldedSql, likePattern } from '#platform/listing/fold-text';
import { planSearch, type SearchPlan } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { foundBy } from '#modules/fields';
import { companyCondition } from './list-contacts.ts';
import { companyIds, contactIds } from './matches.ts';
import { ownedRows } from './owners.ts';

/** Ranked are so many of each kind of match; «ооо» fits too many to rank them all. */
const CANDIDATES_MAX = 300;
const LOOKUP_LIMIT = 20;

export type Lookup = { q?: string | undefined; limit?: number | undefined };

/** Companies for a combobox; without a text the newest ones. */
export async function lookupCompanies(
  ctx: Context, { q, limit = LOOKUP_LIMIT }: Lookup,
): Promise<LookupItem[]> {
  if (q?.trim()) {
    const plan = planSearch(q);
    return plan ? findCompanies(ctx, plan, limit) : [];
  }
  return queryCompanies(ctx, { sql: 'true', values: [] }, NEWEST, limit);
}

/** Contacts for a combobox, of one company when it is given; without a text the newest ones. */
export async function lookupContacts(
  ctx: Context, { q, companyId, limit = LOOKUP_LIMIT }: Lookup & { companyId?: number | undefined },
): Promise<LookupItem[]> {
  const ofCompany: Fragment = companyId === undefined
    ? { sql: 'true', values: [] }
    : {
      sql: `k.id in (select l.contact_id from customers.contact_company l
        where l.company_id = $1::bigint)`,
      values: [companyId],
    };
  if (!q?.trim()) return queryContacts(ctx, ofCompany, NEWEST, limit);
  const plan = planSearch(q);
  if (!plan) return [];
  const ids = contactIds(ctx, plan, companyId === undefined ? CANDIDATES_MAX : undefined);
  const matches = allOf([ofCompany, { ...ids, sql: `k.id in (${ids.sql})` }]);
  return queryContacts(ctx, matches, byBeginning(plan, NO_REASON), limit);
}

function findCompanies(ctx: Context, plan: SearchPlan, limit: number): Promise<LookupItem[]> {
  const ids = companyIds(ctx, plan, CANDIDATES_MAX);
  const matches = { ...ids, sql: `c.id in (${ids.sql})` };
  return queryCompanies(ctx, matches, byBeginning(plan, whyFound(ctx, 'company', plan)), limit);
}

function findContacts(ctx: Context, plan: SearchPlan, limit: number): Promise<LookupItem[]> {
  const ids = contactIds(ctx, plan, CANDIDATES_MAX);
  const matches = { ...ids, sql: `k.id in (${ids.sql})` };
  return queryContacts(ctx, matches, byBeginning(plan, whyFound(ctx, 'contact', plan)), limit);
}

/** `reason`: SQL of the words that say why a row was found. */
type Order = { sql: string; values: unknown[]; reason: string };

const NO_REASON: Fragment = { sql: 'null', values: [] };
const NEWEST: Order = { sql: 'f.created_at desc, f.id desc', values: [], reason: 'null' };

const whyFound = (ctx: Context, entity: 'company' | 'contact', plan: SearchPlan): Fragment =>
  foundBy(ctx, { entity, name: 'f.name', column: 'f.custom' }, plan);

/** Names that begin with the text first, then the shorter ones: they are nearer to it. */
function byBeginning(plan: SearchPlan, reason: Fragment): Order {
  return {
    sql: `${foldedSql('f.name')} like $1::text desc, length(f.name), f.id`,
    values: [likePattern(plan.text, 'startsWith'), ...reason.values],
    reason: shiftParameters(reason.sql, 1),
  };
}

/** The condition with its parameters after those of the order and of the reason. */
const ordered = ({ values }: Order, visible: Fragment): Fragment => ({
  sql: shiftParameters(visible.sql, values.length), values: [...values, ...visible.values],
});

async function queryCompanies(
  ctx: Context, matches: Fragment, order: Order, limit: number,
): Promise<LookupItem[]> {
  const visible = ordered(order, allOf([
    { sql: 'c.deleted_at is null', values: [] }, ownedRows(ctx.actor, 'company', 'read'), matches,
  ]));
  const { rows } = await ctx.db.query<LookupItem>(`
    select f.id, f.name as title, concat_ws(' · ', ${order.reason}, 'ИНН ' || f.inn,
      'КПП ' || f.kpp,
      case when f.inn is null then f.address end) as subtitle
    from customers.company f
    where f.id in (select c.id from customers.company c where ${visible.sql})
    order by ${order.sql} limit ${Math.trunc(limit)}`, visible.values);
  return rows;
}

async function queryContacts(
  ctx: Context, matches: Fragment, order: Order, limit: number,
): Promise<LookupItem[]> {
  const visible = ordered(order, allOf([
    { sql: 'k.deleted_at is null', values: [] }, ownedRows(ctx.actor, 'contact', 'read'), matches,
  ]));
  const { rows } = await ctx.db.query<LookupItem>(`
    select f.id, f.name as title,
      concat_ws(' · ', ${order.reason}, f.position, c.name) as subtitle
    from customers.contact f
      left join customers.company c on c.id = f.company_id and (${companyCondition(ctx.actor)})
    where f.id in (select k.id from customers.contact k where ${visible.sql})
    order by ${order.sql} limit ${Math.trunc(limit)}`, visible.values);
  return rows;
}

/** What customers bring to the one search. */
export const customersSearch: SearchProvider[] = [
  { entity: 'company', right: { entity: 'company', action: 'read' }, search: findCompanies },
  { entity: 'contact', right: { entity: 'contact', action: 'read' }, search: findContacts },
];
