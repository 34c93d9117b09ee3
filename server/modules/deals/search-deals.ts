// What "find this deal" means: its title, its number, the number of a 1C order, its company.
import type { Context } from '#platform/context';
import { allOf, anyOf, type Fragment } from '#platform/listing/fragment';
import { planSearch, textMatches, type SearchPlan } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { visibleDeals } from './visibility.ts';

const NUMBER = /^[сc]-?\s?(\d{1,15})$/;
/** A name that fits more companies than this is no way to find a deal. */
const COMPANIES_MAX = 500;
/** A word that half of the titles have must not read them all; six of any thousand will do. */
const CANDIDATES_MAX = 1_000;

/** Predicate over deals (alias d); every part of it can use an index of its own. */
export function dealMatches(plan: SearchPlan): Fragment {
  const company = textMatches('k.name', plan);
  const parts: Fragment[] = [
    textMatches('d.title', plan),
    {
      sql: `d.company_id = any(array(select k.id from customers.company k
        where ${company.sql} limit ${COMPANIES_MAX}))`,
      values: company.values,
    },
    { sql: 'd.order_numbers && $1::text[]', values: [[plan.text.toUpperCase(), plan.text]] },
  ];
  const number = plan.digits ?? NUMBER.exec(plan.text)?.[1];
  if (number && number.length <= 15) {
    parts.push({ sql: 'd.id = $1::bigint', values: [Number(number)] });
  }
  return anyOf(parts);
}

/** The same for `q` of a list; what cannot be understood finds nothing. */
export function dealSearch(q: string | undefined): Fragment | undefined {
  if (!q?.trim()) return undefined;
  const plan = planSearch(q);
  return plan ? dealMatches(plan) : { sql: 'false', values: [] };
}

export const dealSearchProvider: SearchProvider = {
  entity: 'deal',
  right: { entity: 'deal', action: 'read' },
  search: async (ctx: Context, plan, limit) => {
    const where = allOf([visibleDeals(ctx.actor), dealMatches(plan)]);
    const { rows } = await ctx.db.query<{ id: number; title: string; subtitle: string }>(
      `with found as materialized (
         select d.id, d.number, d.title, d.company_id, d.is_open, d.updated_at
         from deals.deal d where ${where.sql} limit ${CANDIDATES_MAX}
       )
       select f.id, f.title, concat_ws(' · ', f.number, c.name) as subtitle
       from found f left join customers.company c on c.id = f.company_id
       order by f.is_open desc, f.updated_at desc, f.id desc limit ${limit}`, where.values);
    return rows;
  },
};
