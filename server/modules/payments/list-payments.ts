// Payments of the deals one sees: one row per payment line that belongs to a deal.
import type { ListQuery } from '#contract/listing';
import type { PaymentItem } from '#contract/payments';
import { dealColumns } from '#modules/deals';
import { maySee } from '#platform/actor';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { defineCatalogue } from '#platform/listing/catalogue';
import { runList, type ListPage } from '#platform/listing/run-list';
import { refuse } from '#platform/refuse';
import { visibleRows } from '#platform/visibility';
import { stateSql } from './document-states.ts';

const catalogue = defineCatalogue({
  noun: 'payments',
  idColumn: 'x.line_key',
  defaultSort: '-paidOn',
  fields: {
    paidOn: { label: 'Дата', type: 'date', column: 'p.paid_at::date', sortable: true },
    number: { label: 'Номер', type: 'text', column: 'p.number', sortable: true },
    sumKopecks: { label: 'Сумма', type: 'money', column: 'x.sum_kopecks', sortable: true },
    currency: { label: 'Валюта', type: 'choice', column: 'p.currency' },
    kind: { label: 'Вид', type: 'choice', column: 'p.kind' },
    counts: { label: 'Проведена', type: 'flag', column: 'p.counts' },
    deal: { label: 'Сделка', type: 'reference', column: 'd.id', choiceSource: 'deals' },
    department: {
      label: 'Отдел', type: 'reference', column: 'd.department_id', choiceSource: 'departments',
    },
    company: {
      label: 'Клиент', type: 'reference', column: 'd.company_id', choiceSource: 'companies',
    },
  },
});

// The key of a line must be a number for paging: the payment's place in time and its position.
const FROM = `(
    select l.base_id, l.payment_uid, l.position, l.sum_kopecks, o.deal_id,
      ('x' || substr(md5(l.payment_uid::text || l.position), 1, 13))::bit(52)::bigint as line_key
    from payments.payment_line l
      left join payments.invoice i on l.order_uid is null and i.base_id = l.base_id
        and i.uid = l.invoice_uid
      join payments.sales_order o on o.base_id = l.base_id
        and o.uid = coalesce(l.order_uid, i.order_uid)
  ) x
  join payments.payment p on p.base_id = x.base_id and p.uid = x.payment_uid
  join deals.deal d on d.id = x.deal_id
  left join customers.company c on c.id = d.company_id`;

const COLUMNS = `p.uid, p.number, p.paid_at as "paidAt", p.kind, p.direction, p.currency,
  x.sum_kopecks as "sumKopecks", ${stateSql('p')} as state, d.id as "dealId",
  d.number as "dealNumber", d.title as "dealTitle", c.name as "companyName"`;

export async function listPayments(
  ctx: Context, query: ListQuery,
): Promise<ListPage<PaymentItem>> {
  if (!maySee(ctx.actor, 'deal.money')) throw refuse('right.missing');
  const visibility = visibleRows(
    ctx.actor, { entity: 'deal', action: 'read' }, dealColumns);
  return runList<PaymentItem>(
    ctx.db, { catalogue, from: FROM, columns: COLUMNS, visibility }, query,
    { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() });
}
