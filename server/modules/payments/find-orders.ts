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
/** A typed beginning may fit thousands: the highest numbers are the newest of a year. */
const NUMBERS_MAX = 200;
const LAST_LETTER = '\u{10FFFF}';

/**
 * Keys of orders, each branch by an index of its own: joined by «or» they would read all 2.4
 * million. A beginning is a range, for LIKE of a parameter cannot use the index of numbers.
 */
function branchesOf(q: string): Fragment[] {
  const plan = planSearch(q);
  if (!plan) return [];
  const typed = q.trim();
  const numbers = [...new Set(layoutVariants(typed).flatMap((text) => [text, text.toUpperCase()]))];
  const name = textMatches('k.name', plan);
  const company = plan.digits === null ? name
    : anyOf([name, { sql: 'k.inn = $1', values: [plan.digits] }]);
  return [
    ...numbers.map((text) => ({
      sql: `(select n.base_id, n.uid from payments.sales_order n
        where n.number >= $1::text and n.number < $2::text
        order by n.number desc limit ${NUMBERS_MAX})`,
      values: [text, text + LAST_LETTER],
    })),
    { sql: ofCompanies(`select k.id from customers.company k
        where k.deleted_at is null and (${company.sql}) limit ${COMPANIES_MAX}`),
    values: company.values },
  ];
}

/** The newest orders of each company that `ids` selects. */
const ofCompanies = (ids: string) => `(select n.base_id, n.uid
  from (${ids}) k join customers.company_identity i on i.company_id = k.id
    cross join lateral (select n.base_id, n.uid from payments.sales_order n
      where n.base_id = i.base_id and n.company_uid = i.uid
      order by n.ordered_at desc nulls last limit ${FOUND_MAX}) n)`;

const ofCompany = (companyId: number): Fragment =>
  ({ sql: ofCompanies('select $1::bigint as id'), values: [companyId] });

/** Newest first, twenty at most. */
export async function findOrders(
  ctx: Context, { q = '', dealId }: { q?: string; dealId?: number },
): Promise<{ items: FoundOrder[] }> {
  const deal = dealId === undefined ? null : await requireDeal(ctx, ctx.db, dealId);
  const branches = q.trim() ? branchesOf(q)
    : deal?.companyId ? [ofCompany(deal.companyId)] : [];
  if (branches.length === 0) return { items: [] };
  const seen = visibleDeals(ctx.actor, 'read', 2);
  const edits = visibleDeals(ctx.actor, 'edit', 2 + seen.values.length);
  const values: unknown[] = [
    dealId ?? null, maySee(ctx.actor, 'deal.money'), ...seen.values, ...edits.values];
  const keys = branches.map((branch) => {
    const sql = shiftParameters(branch.sql, values.length);
    values.push(...branch.values);
    return sql;
  });
  const { rows } = await ctx.db.query<FoundOrder>(prepared('orders-find', `
    select o.uid, o.number, o.ordered_at as "orderedAt", o.currency, o.counts,
      case when $2::boolean then o.total_kopecks end as "totalKopecks", d.id as "dealId",
      d.number as "dealNumber", d.title as "dealTitle", coalesce(${edits.sql}, false) as "mayMove",
      (select json_build_object('id', c.id, 'name', c.name)
        from customers.company_identity i join customers.company c on c.id = i.company_id
        where i.base_id = o.base_id and i.uid = o.company_uid) as company
    from (${keys.join(' union ')}) k
      join payments.sales_order o on o.base_id = k.base_id and o.uid = k.uid
      join deals.deal d on d.id = o.deal_id
    where not o.gone and (${seen.sql}) and d.id is distinct from $1::bigint
    order by o.ordered_at desc nulls last, o.uid limit ${FOUND_MAX}`,
  values));
  return { items: rows };
}
