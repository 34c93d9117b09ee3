// What "find this deal" means: its title, its number, the number of a 1C order, its company.
import { layoutVariants } from '#contract/keyboard-layout';
import type { SearchHit } from '#contract/search';
import type { Context } from '#platform/context';
import { allOf, anyOf, type Fragment, shiftParameters, unionOf } from '#platform/listing/fragment';
import { planSearch, textMatches, type SearchPlan } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { customMatches } from '#modules/fields';
import { dealBranches, visibleDeals } from './visibility.ts';

const NUMBER = /^[сc]-?\s?(\d{1,15})$/;
/** Letters and digits in one word: the number of a document rather than a word. */
const DOCUMENT = /^(?=\S*\p{L})\S*\d{3,}\S*$/u;
/** What people write before a number; it says nothing of the title. */
const KIND_OF_DOCUMENT = /^(?:№|n|от|по|заказ\p{L}{0,2}|счет\p{L}{0,2}|сделк\p{L}{1,2})$/u;
/** A name that fits more companies than this, or a number more orders, finds no deal. */
const COMPANIES_MAX = 500;
/** Six hits need fewer: each company brings fifty deals of its own. */
const COMPANIES_NEAR = 100;
/** The newest deals that are looked through before the index of words is asked. */
const WALKED_ROWS = 2_500;
/** A word that half of the titles have must not read them all; six of any thousand will do. */
const CANDIDATES_MAX = 1_000;

/** Predicate over deals (alias d); every part of it can use an index of its own. */
export function dealMatches(
  ctx: Context, plan: SearchPlan, companies = COMPANIES_MAX,
): Fragment {
  const company = textMatches('k.name', plan);
  return anyOf([
    ...titleMatches(plan),
    {
      sql: `d.company_id = any(array(select k.id from customers.company k
        where ${company.sql} limit ${companies}))`,
      values: company.values,
    },
    ...ownMatches(ctx, plan),
  ]);
}

/**
 * Titles with these words and deals of this number. A number that exists is what was meant: its
 * ten fragments are in every title that was made of a number, and cost 80 ms at 2.4 million.
 */
function titleMatches(plan: SearchPlan): Fragment[] {
  const words = plan.text.split(' ');
  const documents = words.filter((word) => DOCUMENT.test(word));
  if (documents.length !== 1) return [textMatches('d.title', plan), ...numberMatches(plan)];
  const numbers = numberMatches({ ...plan, text: documents[0]! });
  const rest = planSearch(words
    .filter((word) => word !== documents[0] && !KIND_OF_DOCUMENT.test(word)).join(' '));
  const known = anyOf(numbers.map(({ sql, values }) => ({
    sql: `exists (select from deals.deal d where ${sql})`, values,
  })));
  const title = textMatches('t.title', plan);
  return [
    allOf([anyOf(numbers), ...(rest ? [textMatches('d.title', rest)] : [])]),
    // One filter of the whole array, asked before anything of it is read.
    {
      sql: `d.id = any(array(select t.id from deals.deal t where not (${known.sql})
        and (${shiftParameters(title.sql, known.values.length)})))`,
      values: [...known.values, ...title.values],
    },
  ];
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
    const matches = dealMatches(ctx, plan, COMPANIES_NEAR);
    const near = await findDeals(ctx, matches, { limit, walked: WALKED_ROWS });
    return near.length >= limit ? near : findDeals(ctx, matches, { limit });
  },
};

type Reach = {
  limit: number;
  /** Of the newest deals that the actor sees; all of them when not given. */
  walked?: number;
};

async function findDeals(
  ctx: Context, matches: Fragment, { limit, walked }: Reach,
): Promise<SearchHit[]> {
  const branches = dealBranches(ctx.actor);
  const parts = (walked ? branches?.ordered : branches?.counted) ?? [visibleDeals(ctx.actor)];
  const { sql, values } = unionOf(parts.map((part): Fragment => {
    const where = walked ? matches : allOf([part, matches]);
    const newest = `(select * from deals.deal d where ${part.sql}
      order by d.created_at desc, d.id desc limit ${walked}) d`;
    return {
      sql: `select d.id, d.number, d.title, d.company_id, d.is_open, d.updated_at
        from ${walked ? newest : 'deals.deal d'}
        where ${walked ? shiftParameters(where.sql, part.values.length) : where.sql}
        limit ${CANDIDATES_MAX}`,
      values: walked ? [...part.values, ...where.values] : where.values,
    };
  }));
  const { rows } = await ctx.db.query<SearchHit>(
    `with found as materialized (${sql})
     select f.id, f.title, concat_ws(' · ', f.number, c.name) as subtitle
     from found f left join customers.company c on c.id = f.company_id
     order by f.is_open desc, f.updated_at desc, f.id desc limit ${limit}`, values);
  return rows;
}
