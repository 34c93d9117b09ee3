// Orders that a person may link to a deal: by number, by ИНН, by the name of the client; without a
// word those of the deal's own company. Only orders of deals that the person sees.
import { layoutVariants } from '#contract/keyboard-layout';
import type { FoundOrder } from '#contract/orders';
import { requireDeal, visibleDeals } from '#modules/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { anyOf, shiftParameters, type Fragment } from '#platform/listing/fragment';
import { prepared } from '#platform/prepared';
import { planSearch, textMatches } from '#platform/search/plan';

const FOUND_MAX = 20;
/** A word of many companies would bring every order of theirs: the nearest hundred will do. */
const COMPANIES_MAX = 100;
const CANDIDATES_MAX = 500;

/** Of orders (alias o); each part finds its rows by an index of its own. */
function orderMatches(q: string): Fragment | null {
  const plan = planSearch(q);
  if (!plan) return null;
  const typed = q.trim();
  const numbers = [...new Set(layoutVariants(typed).flatMap((text) => [text, text.toUpperCase()]))];
  const name = textMatches('k.name', plan);
  const inn = plan.digits;
  const company = inn === null ? name : anyOf([name, { sql: 'k.inn = $1', values: [inn] }]);
  return anyOf([
    { sql: 'o.number like any($1::text[])', values: [numbers.map((text) => `${escaped(text)}%`)] },
    {
      sql: `(o.base_id, o.company_uid) in (select i.base_id, i.uid
        from customers.company_identity i where i.company_id in (select k.id
          from customers.company k where k.deleted_at is null and (${company.sql})
          limit ${COMPANIES_MAX}))`,
      values: company.values,
    },
  ]);
}

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

const ofCompany = (companyId: number): Fragment => ({
  sql: `(o.base_id, o.company_uid) in (select i.base_id, i.uid
    from customers.company_identity i where i.company_id = $1)`,
  values: [companyId],
});

/** Newest first, twenty at most. */
export async function findOrders(
  ctx: Context, { q = '', dealId }: { q?: string; dealId?: number },
): Promise<{ items: FoundOrder[] }> {
  const deal = dealId === undefined ? null : await requireDeal(ctx, ctx.db, dealId);
  const matches = q.trim() ? orderMatches(q)
    : deal?.companyId ? ofCompany(deal.companyId) : null;
  if (!matches) return { items: [] };
  const seen = visibleDeals(ctx.actor, 'read', 2);
  const edits = visibleDeals(ctx.actor, 'edit', 2 + seen.values.length);
  const offset = 2 + seen.values.length + edits.values.length;
  const { rows } = await ctx.db.query<FoundOrder>(prepared('orders-find', `
    select o.uid, o.number, o.ordered_at as "orderedAt", o.currency, o.counts,
      case when $2 then o.total_kopecks end as "totalKopecks", d.id as "dealId",
      d.number as "dealNumber", d.title as "dealTitle", coalesce(${edits.sql}, false) as "mayMove",
      (select json_build_object('id', c.id, 'name', c.name)
        from customers.company_identity i join customers.company c on c.id = i.company_id
        where i.base_id = o.base_id and i.uid = o.company_uid) as company
    from (select o.* from payments.sales_order o
        where o.deal_id is not null and not o.gone
          and (${shiftParameters(matches.sql, offset)})
        order by o.ordered_at desc nulls last limit ${CANDIDATES_MAX}) o
      join deals.deal d on d.id = o.deal_id
    where (${seen.sql}) and d.id is distinct from $1
    order by o.ordered_at desc nulls last, o.uid limit ${FOUND_MAX}`,
  [dealId ?? null, maySee(ctx.actor, 'deal.money'), ...seen.values, ...edits.values,
    ...matches.values]));
  return { items: rows };
}
