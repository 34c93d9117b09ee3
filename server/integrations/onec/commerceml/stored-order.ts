// An order as it is kept in rows, for a word of 1C about one whose snapshot is not kept any more:
// it came with a file of history, or longer ago than raw bodies live.
import type { OrderLineRow, OrderRow, OnecUid, PaymentStageRow } from '#contract/onec-rows';
import { one, type Db } from '#platform/database';

type Row = Omit<OrderRow, 'lines' | 'stages' | 'extra'>
  & { lines: OrderLineRow[]; stages: PaymentStageRow[]; extra: OrderRow['extra'] | null };

const LINES = `
  select coalesce(json_agg(json_build_object('lineUid', l.line_uid, 'productUid', l.product_uid,
      'article', l.article, 'name', l.name, 'characteristic', l.characteristic,
      'quantity', l.quantity::text, 'unit', l.unit, 'price', l.price::text,
      'discountPercent', l.discount_percent::text, 'sumKopecks', l.sum_kopecks,
      'vatRate', l.vat_rate, 'vatSumKopecks', l.vat_kopecks, 'vatIncluded', l.vat_included,
      'cancelled', l.cancelled, 'shipOn', l.ship_on, 'cost', l.cost::text,
      'extra', coalesce(l.extra, '{}')) order by l.position), '[]')
  from payments.order_line l where l.base_id = o.base_id and l.order_uid = o.uid`;

const STAGES = `
  select coalesce(json_agg(json_build_object('variant', s.variant, 'payOn', s.pay_on,
      'percent', s.percent::text, 'sumKopecks', s.sum_kopecks) order by s.position), '[]')
  from payments.payment_stage s where s.base_id = o.base_id and s.order_uid = o.uid`;

export async function storedOrder(
  db: Db, baseId: number, uid: OnecUid,
): Promise<OrderRow | undefined> {
  const row = await one<Row>(db, {
    name: 'onec-stored-order',
    text: `
      select o.uid, o.number, to_char(o.ordered_at, 'YYYY-MM-DD"T"HH24:MI:SS') as date, o.posted,
        o.deleted, o.company_uid as "companyUid", o.end_customer_name as "endCustomerName",
        o.end_customer_inn as "endCustomerInn", o.organization, o.manager_uid as "managerUid",
        o.manager_name as "managerName", o.currency, o.total_kopecks as "totalKopecks", o.status,
        o.crm_deal_id as "crmDealId", o.comment, o.project_name as "projectName", o.address,
        o.tender_no as "tenderNo", o.dealer_contact as "dealerContact", o.extra,
        (${LINES}) as lines, (${STAGES}) as stages
      from payments.sales_order o where o.base_id = $1 and o.uid = $2 and not o.gone`,
    values: [baseId, uid],
  });
  return row && { ...row, extra: row.extra ?? {} };
}
