// Deals of the same company or contact, for the cards of all that hang together.
import type { RelatedRecord } from '#contract/related';
import { can, scopeOf } from '#platform/actor';
import { prepared } from '#platform/prepared';
import {
  showRelated, type FoundRelated, type RelatedSource,
} from '#platform/related';
import { visibleDeals } from './visibility.ts';

/** How deals hang on a record of that entity; $1 are its ids. Each part has an index. */
const LINKS: Readonly<Record<string, { sql: string; by: string }>> = {
  company: { sql: 'd.company_id = any($1::bigint[])', by: `'company'` },
  contact: { sql: 'd.contact_id = any($1::bigint[])', by: `'contact'` },
  deal: {
    sql: `d.id <> all($1::bigint[]) and (
      d.company_id = (select m.company_id from deals.deal m where m.id = ($1::bigint[])[1])
      or d.contact_id = (select m.contact_id from deals.deal m where m.id = ($1::bigint[])[1]))`,
    by: `case when d.company_id = (
        select m.company_id from deals.deal m where m.id = ($1::bigint[])[1])
      then 'company' else 'contact' end`,
  },
};

export const relatedDeals: RelatedSource = async (ctx, of): Promise<RelatedRecord[]> => {
  const link = Object.hasOwn(LINKS, of.entity) ? LINKS[of.entity] : undefined;
  if (!link) return [];
  const read = visibleDeals(ctx.actor, 'read', 2);
  const { rows } = await ctx.db.query<FoundRelated>(prepared('deals-related', `
    select d.id, d.number, d.title, null as topic, dp.name as department, e.name as responsible,
      d.is_open as "isOpen", d.created_at as "createdAt", ${link.by} as by,
      coalesce(${read.sql}, false) as visible
    from deals.deal d left join staff.department dp on dp.id = d.department_id
      left join staff.employee e on e.id = d.responsible_id
    where (${link.sql})${of.onlyVisible ? ` and ${read.sql}` : ''}
    order by d.is_open desc, d.id desc limit $2`, [of.ids, of.limit, ...read.values]));
  const reader = {
    knowsOfOthers: can(ctx.actor, 'deal', 'context'),
    routes: scopeOf(ctx.actor, 'lead', 'transfer') === 'all',
  };
  return rows.flatMap((row) => showRelated('deal', row, reader));
};
