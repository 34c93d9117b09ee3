// The tab «Оплаты»: orders, invoices, payments and shipments of one deal in one statement.
import type { DealMoney } from '#contract/payments';
import { requireDeal } from '#modules/deals';
import { maySee } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse } from '#platform/refuse';
import { stateSql } from './document-states.ts';
import { toldExtra } from './line-extra.ts';
import { LINE_LEFT, LINE_SHIPPED } from './shipped-sql.ts';
import { stageStates, type Received, type StageMoney } from './payment-schedule.ts';

type Line = DealMoney['orders'][number]['lines'][number];
type LineRow = Omit<Line, 'extra'> & { extra: Record<string, unknown> };
type OrderRow = Omit<DealMoney['orders'][number], 'stages' | 'lines' | 'paidKopecks'>
  & { stages: StageMoney[]; lines: LineRow[]; received: Received[] };
type MoneyRow = Omit<DealMoney, 'orders'> & { orders: OrderRow[] };

const ORDER_LINES = `
  select coalesce(json_agg(json_build_object(
    'position', l.position, 'productId', (select i.product_id from catalog.product_identity i
      where i.base_id = l.base_id and i.uid = l.product_uid),
    'article', l.article, 'name', coalesce(l.name, ''), 'characteristic', l.characteristic,
    'unit', l.unit, 'extra', coalesce(l.extra, '{}'),
    'quantity', l.quantity::text, 'price', l.price::text,
    'discountPercent', l.discount_percent::text, 'sumKopecks', l.sum_kopecks,
    'vatRate', l.vat_rate, 'vatKopecks', l.vat_kopecks, 'vatIncluded', l.vat_included,
    'cancelled', l.cancelled, 'shipOn', l.ship_on, 'cost', l.cost::text,
    ${LINE_LEFT}
  ) order by l.position), '[]')
  from payments.order_line l ${LINE_SHIPPED}
  where l.base_id = o.base_id and l.order_uid = o.uid`;

/** Counting parts of payments in the order of their dates. */
const ORDER_RECEIVED = `
  select coalesce(json_agg(json_build_object('on', r.paid_at::date, 'sumKopecks', r.sum_kopecks)
    order by r.paid_at nulls last, r.uid), '[]')
  from (
    select p.uid, p.paid_at, l.sum_kopecks from payments.payment_line l
      join payments.payment p on p.base_id = l.base_id and p.uid = l.payment_uid
    where l.base_id = o.base_id and l.order_uid = o.uid and p.counts and p.currency = o.currency
    union all
    select p.uid, p.paid_at, l.sum_kopecks from payments.invoice i
      join payments.payment_line l on l.base_id = i.base_id and l.invoice_uid = i.uid
        and l.order_uid is null
      join payments.payment p on p.base_id = l.base_id and p.uid = l.payment_uid
    where i.base_id = o.base_id and i.order_uid = o.uid and not i.gone
      and p.counts and p.currency = o.currency
  ) r`;

/** What a shipment carried of the orders of this deal. */
const SHIPMENT_LINES = `
  select json_agg(json_build_object('orderUid', l.order_uid, 'position', ol.position,
      'name', coalesce(ol.name, ''), 'article', ol.article, 'unit', ol.unit,
      'quantity', l.quantity::text, 'sumKopecks', l.sum_kopecks) order by l.position)
  from payments.shipment_line l
    join o on o.base_id = l.base_id and o.uid = l.order_uid
    left join payments.order_line ol on ol.base_id = l.base_id and ol.order_uid = l.order_uid
      and ol.line_uid = l.line_uid
  where l.base_id = s.base_id and l.shipment_uid = s.uid`;

const unlessSame = (field: string) =>
  `case when o.${field} is distinct from d.${field} then o.${field} end`;

/** People decide these of the deal; what 1C says now is shown beside and never applied. */
const ORDER_SAID = `
  json_build_object('manager', (
      select case when coalesce(e.id <> d.responsible_id, coalesce(e.name, o.manager_name)
        is distinct from r.name) then coalesce(e.name, o.manager_name) end
      from (values (1)) as one
        left join staff.employee_identity i on i.base_id = o.base_id and i.uid = o.manager_uid
        left join staff.employee e on e.id = i.employee_id
        left join staff.employee r on r.id = d.responsible_id),
    'tenderNo', o.tender_no, 'dealerContact', o.dealer_contact,
    'projectName', ${unlessSame('project_name')}, 'address', ${unlessSame('address')},
    'endCustomer', ${unlessSame('end_customer_name')}, 'comment', ${unlessSame('comment')})`;

const MONEY = `
  with o as (select * from payments.sales_order where deal_id = $1),
  part as (
    select l.base_id, l.payment_uid, o.uid as order_uid, o.number as order_number, l.sum_kopecks
    from o join payments.payment_line l on l.base_id = o.base_id and l.order_uid = o.uid
    union all
    select l.base_id, l.payment_uid, o.uid, o.number, l.sum_kopecks
    from o
      join payments.invoice i on i.base_id = o.base_id and i.order_uid = o.uid and not i.gone
      join payments.payment_line l on l.base_id = i.base_id and l.invoice_uid = i.uid
        and l.order_uid is null
  )
  select d.amount_kopecks as "amountKopecks", d.paid_kopecks as "paidKopecks",
    d.paid_percent as "paidPercent", d.shipped_kopecks as "shippedKopecks",
    d.shipped_percent as "shippedPercent", d.overpaid, d.deferred_until as "deferredUntil",
    greatest(d.amount_kopecks - d.paid_kopecks, 0) as "balanceKopecks",
    d.overdue_kopecks as "overdueKopecks", d.receivable_kopecks as "receivableKopecks",
    d.next_pay_on as "nextPayOn",
    (select coalesce(json_agg(json_build_object(
      'uid', o.uid, 'number', o.number, 'orderedAt', o.ordered_at, 'counts', o.counts,
      'posted', o.posted, 'deleted', o.deleted or o.gone, 'status', o.status,
      'said', ${ORDER_SAID},
      'organization', o.organization, 'mayPropose', exists (select from commands.receiver r
        where r.base_id = o.base_id),
      'ownEntity', (select json_build_object('id', e.id, 'name', e.name)
        from customers.own_entity_alias a join customers.own_entity e on e.id = a.own_entity_id
        where a.name = o.organization),
      'currency', o.currency, 'totalKopecks', o.total_kopecks,
      'linesDifferKopecks', case when exists (select from payments.order_line l
          where l.base_id = o.base_id and l.order_uid = o.uid)
        then o.lines_kopecks - o.total_kopecks else 0 end,
      'received', (${ORDER_RECEIVED}),
      'shippedKopecks', (select coalesce(sum(l.sum_kopecks), 0)::bigint
        from payments.shipment_line l
          join payments.shipment s on s.base_id = l.base_id and s.uid = l.shipment_uid
        where l.base_id = o.base_id and l.order_uid = o.uid and s.counts),
      'lines', (${ORDER_LINES}),
      'stages', (select coalesce(json_agg(json_build_object('variant', t.variant,
          'payOn', t.pay_on, 'sumKopecks', t.sum_kopecks)
          order by t.pay_on nulls last, t.position), '[]')
        from payments.payment_stage t where t.base_id = o.base_id and t.order_uid = o.uid)
      ) order by o.ordered_at, o.uid), '[]') from o) as orders,
    (select coalesce(json_agg(json_build_object(
      'uid', i.uid, 'number', i.number, 'invoicedAt', i.invoiced_at, 'dueOn', i.due_on,
      'currency', i.currency, 'totalKopecks', i.total_kopecks, 'orderUid', i.order_uid,
      'state', ${stateSql('i', 'i.cancelled')}) order by i.invoiced_at, i.uid), '[]')
      from o join payments.invoice i on i.base_id = o.base_id and i.order_uid = o.uid) as invoices,
    (select coalesce(json_agg(json_build_object(
      'uid', p.uid, 'number', p.number, 'paidAt', p.paid_at, 'kind', p.kind,
      'direction', p.direction, 'purpose', p.purpose, 'currency', p.currency,
      'sumKopecks', part.sum_kopecks, 'orderUid', part.order_uid,
      'orderNumber', part.order_number,
      'state', ${stateSql('p')}) order by p.paid_at, p.uid), '[]')
      from part join payments.payment p on p.base_id = part.base_id and p.uid = part.payment_uid
    ) as payments,
    (select coalesce(json_agg(json_build_object(
      'uid', s.uid, 'number', s.number, 'kind', s.kind, 'shippedAt', s.shipped_at,
      'sumKopecks', sl.kopecks, 'orderNumbers', sl.numbers, 'lines', (${SHIPMENT_LINES}),
      'state', ${stateSql('s')}) order by s.shipped_at, s.uid), '[]')
      from (
        select l.base_id, l.shipment_uid, sum(l.sum_kopecks)::bigint as kopecks,
          array_agg(distinct o.number) as numbers
        from o join payments.shipment_line l on l.base_id = o.base_id and l.order_uid = o.uid
        group by 1, 2
      ) sl join payments.shipment s on s.base_id = sl.base_id and s.uid = sl.shipment_uid
    ) as shipments
  from deals.deal d where d.id = $1`;

/** Refuses like any card when the deal is not visible, and when the reader may not see money. */
export async function readDealMoney(ctx: Context, dealId: number): Promise<DealMoney> {
  const judged = requireDeal(ctx, ctx.db, dealId, 'read');
  if (!maySee(ctx.actor, 'deal.money')) {
    await judged;
    throw refuse('right.missing');
  }
  // Side by side: a refusal comes first and drops what was read.
  const [, row] = await Promise.all([judged, one<MoneyRow>(ctx.db, {
    name: 'deal-money', text: MONEY, values: [dealId],
  })]);
  if (!row) throw refuse('record.missing');
  const today = companyToday(ctx.now());
  const seesCost = maySee(ctx.actor, 'line.cost');
  // Often a name with a telephone.
  const unseen = maySee(ctx.actor, 'person.reach') ? {} : { dealerContact: null };
  return {
    ...row,
    orders: row.orders.map(({ received, ...order }) => ({
      ...order,
      said: { ...order.said, ...unseen },
      paidKopecks: received.reduce((sum, part) => sum + part.sumKopecks, 0),
      lines: order.lines.map((line) => toldLine(line, seesCost)),
      stages: stageStates(order.stages, received, today),
    })),
  };
}

function toldLine({ cost, extra, ...line }: LineRow, seesCost: boolean): Line {
  const told = { ...line, extra: toldExtra(extra, seesCost) };
  return seesCost ? { ...told, cost: cost ?? null } : told;
}
