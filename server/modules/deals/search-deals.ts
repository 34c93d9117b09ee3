// What "find this deal" means: its title, its number, the number of a 1C order, its company.
import { layoutVariants } from '#contract/keyboard-layout';
import type { SearchHit } from '#contract/search';
import type { Context } from '#platform/context';
import { allOf, anyOf, type Fragment, unionOf } from '#platform/listing/fragment';
import { planSearch, textMatches, type SearchPlan } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { customMatches } from '#modules/fields';
import { dealBranches, visibleDeals } from './visibility.ts';

const NUMBER = /^[сc]-?\s?(\d{1,15})$/;
/** Letters and digits in one word: the number of a document rather than words. */
const DOCUMENT = /^(?=\S*\p{L})\S*\d{3,}\S*$/u;
/** A name that fits more companies than this, or a number more orders, finds no deal. */
const COMPANIES_MAX = 500;
/** Six hits need fewer: each company brings fifty deals of its own. */
const COMPANIES_NEAR = 100;
/** A word that half of the titles have must not read them all; six of any thousand will do. */
const CANDIDATES_MAX = 1_000;

/** Predicate over deals (alias d); every part of it can use an index of its own. */
export function dealMatches(
  ctx: Context, plan: SearchPlan, companies = COMPANIES_MAX,
): Fragment {
  const company = textMatches('k.name', plan);
  return anyOf([
    textMatches('d.title', plan),
    {
      sql: `d.company_id = any(array(select k.id from customers.company k
        where ${company.sql} limit ${companies}))`,
      values: company.values,
    },
    ...ownMatches(ctx, plan),
    ...numberMatches(plan),
  ]);
}

const ownMatches = (ctx: Context, plan: SearchPlan): Fragment[] =>
  customMatches(ctx, { entity: 'deal', column: 'd.custom' }, plan);

/** The deal of this number, deals of the order of this number. */
function numberMatches(plan: SearchPlan): Fragment[] {
  // As ids: of an array's elements PostgreSQL believes each to be in every two hundredth row.
  const orders: Fragment = {
    sql: `d.id = any(array(select o.id from deals.deal o
      where o.order_numbers && $1::text[] limit ${COMPANIES_MAX}))`,
    values: [layoutVariants(plan.text).flatMap((text) => [text.toUpperCase(), text])],
  };
  const number = plan.digits ?? NUMBER.exec(plan.text)?.[1];
  return number && number.length <= 15
    ? [orders, { sql: 'd.id = $1::bigint', values: [Number(number)] }] : [orders];
}

/** The same for `q` of a list; what cannot be understood finds nothing. */
export function dealSearch(ctx: Context, q: string | undefined): Fragment | undefined {
  if (!q?.trim()) return undefined;
  const plan = planSearch(q);
  return plan ? dealMatches(ctx, plan) : { sql: 'false', values: [] };
}

export const dealSearchProvider: SearchProvider = {
  entity: 'deal',
  right: { entity: 'deal', action: 'read' },
  search: async (ctx: Context, plan, limit) => {
    // Ten fragments of a number cost 80 ms at 2.4 million titles, and the number itself is known.
    const named = DOCUMENT.test(plan.text)
      ? await findDeals(
        ctx, anyOf([...numberMatches(plan), ...ownMatches(ctx, plan)]), limit) : [];
    return named.length > 0 ? named
      : findDeals(ctx, dealMatches(ctx, plan, COMPANIES_NEAR), limit);
  },
};

async function findDeals(ctx: Context, matches: Fragment, limit: number): Promise<SearchHit[]> {
  const parts = dealBranches(ctx.actor)?.counted ?? [visibleDeals(ctx.actor)];
  const { sql, values } = unionOf(parts.map((part): Fragment => {
    const where = allOf([part, matches]);
    return {
      sql: `select d.id, d.number, d.title, d.company_id, d.is_open, d.updated_at
        from deals.deal d where ${where.sql} limit ${CANDIDATES_MAX}`,
      values: where.values,
    };
  }));
  const { rows } = await ctx.db.query<SearchHit>(
    `with found as materialized (${sql})
     select f.id, f.title, concat_ws(' · ', f.number, c.name) as subtitle
     from found f left join customers.company c on c.id = f.company_id
     order by f.is_open desc, f.updated_at desc, f.id desc limit ${limit}`, values);
  return rows;
}
