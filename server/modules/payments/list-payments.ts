// Payments of the deals one sees: one row per payment line that belongs to a deal.
import type { FieldInfo, ListQuery } from '#contract/listing';
import type { PaymentItem, PaymentSum } from '#contract/payments';
import { dealColumns, dealSearch } from '#modules/deals';
import { maySee } from '#platform/actor';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { fieldInfos } from '#platform/listing/catalogue';
import { anyOf, type Fragment } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import {
  runList, viewPredicate, type ListPage, type ListSource,
} from '#platform/listing/run-list';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { refuse } from '#platform/refuse';
import { visibleRows } from '#platform/visibility';
import { stateSql } from './document-states.ts';
import { COMPANY_CURRENCY } from './dues.ts';
import { PART_COUNTS, PAYMENT_CATALOGUE } from './payment-catalogue.ts';

// The key of a line must be a number for paging: the payment's place in time and its position.
const FROM = `(
    select l.base_id, l.payment_uid, l.position, l.sum_kopecks, o.deal_id,
      o.counts as order_counts, o.currency as order_currency,
      ('x' || substr(md5(l.payment_uid::text || l.position), 1, 13))::bit(52)::bigint as line_key
    from payments.payment_line l
      left join payments.invoice i on l.order_uid is null and i.base_id = l.base_id
        and i.uid = l.invoice_uid and not i.gone
      join payments.sales_order o on o.base_id = l.base_id
        and o.uid = coalesce(l.order_uid, i.order_uid)
  ) x
  join payments.payment p on p.base_id = x.base_id and p.uid = x.payment_uid
  join deals.deal d on d.id = x.deal_id
  left join customers.company c on c.id = d.company_id`;

const COLUMNS = `p.uid, p.number, p.paid_at as "paidAt", p.kind, p.direction, p.currency,
  x.sum_kopecks as "sumKopecks", ${stateSql('p')} as state, d.id as "dealId",
  d.number as "dealNumber", d.title as "dealTitle", c.name as "companyName"`;

/** A payment is found by its number, or as its deal is: by title, number, order, company. */
function searchOf(ctx: Context, q: string | undefined): Fragment | undefined {
  const deals = dealSearch(ctx, q);
  return deals && anyOf([{ sql: 'p.number = $1', values: [q?.trim()] }, deals]);
}

function requireMoney(ctx: Context): void {
  if (!maySee(ctx.actor, 'deal.money')) throw refuse('right.missing');
}

export function paymentFieldInfos(ctx: Context): FieldInfo[] {
  requireMoney(ctx);
  return fieldInfos(PAYMENT_CATALOGUE, ctx.actor.hidden);
}

/** What counts of the view in each currency that is not ours: never converted, never added up. */
async function otherSums(
  ctx: Context, source: ListSource, query: ListQuery, frame: FilterFrame,
): Promise<PaymentSum[]> {
  const { sql, values } = viewPredicate(source, query, frame);
  const { rows } = await ctx.db.query<PaymentSum>(`
    select p.currency, sum(x.sum_kopecks)::bigint as "sumKopecks"
    from ${fromClause(source, sql)}
    where ${PART_COUNTS} and p.currency <> '${COMPANY_CURRENCY}' and (${sql})
    group by p.currency order by p.currency`, values);
  return rows;
}

export type PaymentPage = ListPage<PaymentItem> & { otherSums?: PaymentSum[] };

export async function listPayments(ctx: Context, query: ListQuery): Promise<PaymentPage> {
  requireMoney(ctx);
  const visibility = visibleRows(
    ctx.actor, { entity: 'deal', action: 'read' }, dealColumns);
  const source = {
    catalogue: PAYMENT_CATALOGUE, from: FROM, columns: COLUMNS, visibility,
    search: searchOf(ctx, query.q),
  };
  const frame = { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() };
  const [page, others] = await Promise.all([
    runList<PaymentItem>(ctx.db, source, query, frame),
    query.sums ? otherSums(ctx, source, query, frame) : null,
  ]);
  return { ...page, ...(others ? { otherSums: others } : {}) };
}
