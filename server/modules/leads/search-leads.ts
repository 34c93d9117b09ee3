// What "find this lead" means: its title, number, who called, their company, a part of the phone.
import type { Context } from '#platform/context';
import { allOf, anyOf, type Fragment } from '#platform/listing/fragment';
import { planSearch, reachPatterns, textMatches, type SearchPlan } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { customMatches } from '#modules/fields';
import { visibleLeads } from './visibility.ts';

const NUMBER = /^[лl]-?\s?(\d{1,15})$/;
/** A name that fits more companies than this is no way to find a lead. */
const COMPANIES_MAX = 500;
/** A word that half of the titles have must not read them all. */
const CANDIDATES_MAX = 1_000;

/** Predicate over leads (alias l); every part of it can use an index of its own. */
export function leadMatches(ctx: Context, plan: SearchPlan): Fragment {
  const company = textMatches('k.name', plan);
  const parts: Fragment[] = [
    textMatches('l.title', plan),
    textMatches('l.person_name', plan),
    textMatches('l.company_name', plan),
    ...customMatches(ctx, { entity: 'lead', column: 'l.custom' }, plan),
    {
      sql: `l.company_id = any(array(select k.id from customers.company k
        where ${company.sql} limit ${COMPANIES_MAX}))`,
      values: company.values,
    },
  ];
  if (!ctx.actor.hidden.has('person.reach')) parts.push(...reachMatches(plan));
  const number = plan.digits ?? NUMBER.exec(plan.text)?.[1];
  if (number && number.length <= 15) {
    parts.push({ sql: 'l.id = $1::bigint', values: [Number(number)] });
  }
  return anyOf(parts);
}

function reachMatches(plan: SearchPlan): Fragment[] {
  const patterns = reachPatterns(plan);
  if (patterns.length === 0) return [];
  const likes = patterns.map((_, index) => `r.value like $${index + 1}::text`).join(' or ');
  return [{
    sql: `l.id = any(array(select r.lead_id from leads.reach r where ${likes}
      limit ${CANDIDATES_MAX}))`,
    values: patterns,
  }];
}

/** The same for `q` of a list; what cannot be understood finds nothing. */
export function leadSearch(ctx: Context, q: string | undefined): Fragment | undefined {
  if (!q?.trim()) return undefined;
  const plan = planSearch(q);
  return plan ? leadMatches(ctx, plan) : { sql: 'false', values: [] };
}

export const leadSearchProvider: SearchProvider = {
  entity: 'lead',
  right: { entity: 'lead', action: 'read' },
  search: async (ctx: Context, plan, limit) => {
    const where = allOf([visibleLeads(ctx.actor), leadMatches(ctx, plan)]);
    const { rows } = await ctx.db.query<{ id: number; title: string; subtitle: string }>(
      `with found as materialized (
         select l.id, l.number, l.title, l.company_id, l.company_name, l.person_name, l.is_open,
           l.updated_at
         from leads.lead l where ${where.sql} limit ${CANDIDATES_MAX}
       )
       select f.id, f.title,
         concat_ws(' · ', f.number, coalesce(c.name, f.company_name, f.person_name)) as subtitle
       from found f left join customers.company c on c.id = f.company_id
       order by f.is_open desc, f.updated_at desc, f.id desc limit ${limit}`, where.values);
    return rows;
  },
};
