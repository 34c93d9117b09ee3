// What "find this deal" means: its title, its number, the number of a 1C order, its company by name
// or ИНН.
import type { SearchHit } from '#contract/search';
import type { Context } from '#platform/context';
import { allOf, anyOf, type Fragment, shiftParameters, unionOf } from '#platform/listing/fragment';
import { firstRows } from '#platform/listing/walk-order';
import { planSearch, textMatches, type SearchPlan } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { customMatches } from '#modules/fields';
import {
  exactMatches, knownFragment, mayBeNumber, tailMatches, type TypedNumber, typedNumber,
} from './order-numbers.ts';
import { dealBranches, visibleDeals } from './visibility.ts';

/** A name that fits more companies than this finds no deal. */
const COMPANIES_MAX = 500;
/** Six hits need fewer: each company brings fifty deals of its own. */
const COMPANIES_NEAR = 100;
/** A word that half of the titles have must not read them all; six of any thousand will do. */
const CANDIDATES_MAX = 1_000;

/** Copied from a requisition: the deals of that client, its branches too. */
const INN = /^(?:\d{10}|\d{12})$/;

/** Predicate over deals (alias d); every part of it can use an index of its own. */
export function dealMatches(ctx: Context, plan: SearchPlan): Fragment {
  return anyOf([...titleMatches(ctx, plan), ...otherMatches(ctx, plan, COMPANIES_MAX)]);
}

function otherMatches(ctx: Context, plan: SearchPlan, companies: number): Fragment[] {
  const ofCompany = ({ sql, values }: Fragment): Fragment => ({
    sql: `d.company_id = any(array(select k.id from customers.company k
      where ${sql} limit ${companies}))`,
    values,
  });
  const byInn = INN.test(plan.digits ?? '') ? [{ sql: 'k.inn = $1', values: [plan.digits] }] : [];
  return [
    ...[textMatches('k.name', plan), ...byInn].map(ofCompany),
    ...customMatches(ctx, { entity: 'deal', column: 'd.custom' }, plan),
  ];
}

/** Deals of this number whose titles have the words around it, or that it is the end of. */
function numberMatches(ctx: Context, typed: TypedNumber): Fragment[] {
  const rest = planSearch(typed.rest);
  return [
    allOf([exactMatches(typed), ...(rest ? [textMatches('d.title', rest)] : [])]),
    ...tailMatches(typed, visibleDeals(ctx.actor)),
  ];
}

/** The text as one number, where it may be one. */
function wholeMatches({ text, digits }: SearchPlan): Fragment[] {
  return mayBeNumber(text) ? [exactMatches({ number: text, digits })] : [];
}

/**
 * Titles with these words and deals of this number. A number that exists is what was meant: its
 * ten fragments are in every title that was made of a number, and cost 80 ms at 2.4 million.
 */
function titleMatches(ctx: Context, plan: SearchPlan): Fragment[] {
  const typed = typedNumber(plan.text);
  const title = textMatches('d.title', plan);
  if (!typed) return [title, ...wholeMatches(plan)];
  const numbers = numberMatches(ctx, typed);
  if (!typed.isSure) return [title, ...numbers];
  const known = knownFragment(typed, visibleDeals(ctx.actor));
  // One filter of the whole array, asked before anything of it is read.
  return [...numbers, {
    sql: `d.id = any(array(select d.id from deals.deal d where not (${known.sql})
      and (${shiftParameters(title.sql, known.values.length)})))`,
    values: [...known.values, ...title.values],
  }];
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
    const typed = typedNumber(plan.text);
    const numbered = typed ? await findByNumber(ctx, typed, limit) : [];
    if (numbered.length >= limit || (typed?.isSure && numbered.length > 0)) return numbered;
    // What is left are words: titles are walked from the newest, however many have them.
    const words = [textMatches('d.title', plan), ...otherMatches(ctx, plan, COMPANIES_NEAR)];
    const matches = anyOf(typed ? words : [...words, ...wholeMatches(plan)]);
    const near = await findDeals(ctx, matches, { limit, walks: true });
    const found = near.length >= limit ? near : await findDeals(ctx, matches, { limit });
    const ids = new Set(numbered.map(({ id }) => id));
    return [...numbered, ...found.filter(({ id }) => !ids.has(id))].slice(0, limit);
  },
};

/** Digits are in many titles: deals of such a number come before them, and leave them a half. */
function findByNumber(ctx: Context, typed: TypedNumber, limit: number): Promise<SearchHit[]> {
  return findDeals(ctx, anyOf(numberMatches(ctx, typed)),
    { limit: typed.isSure ? limit : Math.ceil(limit / 2) });
}

type Reach = {
  limit: number;
  /** Among the newest deals that the actor sees; among all of them when not given. */
  walks?: boolean;
};

async function findDeals(
  ctx: Context, matches: Fragment, { limit, walks }: Reach,
): Promise<SearchHit[]> {
  const branches = dealBranches(ctx.actor);
  const whole = [visibleDeals(ctx.actor)];
  const { sql, values } = walks ? amongNewest(branches?.ordered ?? whole, matches)
    : unionOf((branches?.counted ?? whole).map((part): Fragment => {
      const where = allOf([part, matches]);
      return { sql: candidates('deals.deal d', where.sql), values: where.values };
    }));
  const { rows } = await ctx.db.query<SearchHit>(
    `with found as materialized (${sql})
     select f.id, f.title, concat_ws(' · ', f.number, c.name) as subtitle
     from found f left join customers.company c on c.id = f.company_id
     order by f.is_open desc, f.updated_at desc, f.id desc limit ${limit}`, values);
  return rows;
}

function amongNewest(branches: readonly Fragment[], matches: Fragment): Fragment {
  const newest = firstRows({
    from: () => 'deals.deal d', alias: 'd', order: 'd.created_at desc, d.id desc', branches,
  });
  return {
    sql: candidates(newest.sql, shiftParameters(matches.sql, newest.values.length)),
    values: [...newest.values, ...matches.values],
  };
}

const candidates = (from: string, where: string) =>
  `select d.id, d.number, d.title, d.company_id, d.is_open, d.updated_at
   from ${from} where ${where} limit ${CANDIDATES_MAX}`;
