// What must be equal however the same snapshots arrived: rows of documents, sums of deals keyed by
// their orders (ids of deals depend on the order of arrival), and tombstones. Rows of objects that
// 1C deleted for good are left out: a tombstone may have come before any snapshot of them.
import { createHash } from 'node:crypto';
import type { Db } from '#platform/database';

const PARTS: Record<string, string> = {
  orders: `select uid, number, total_kopecks, counts, company_uid, lines_kopecks
    from payments.sales_order where not gone order by uid`,
  orderLines: `select order_uid, position, line_uid, trim_scale(quantity)::text, sum_kopecks,
      cancelled
    from payments.order_line where exists (select 1 from payments.sales_order h
      where h.uid = order_uid and not h.gone) order by order_uid, position`,
  stages: `select order_uid, position, variant, pay_on, sum_kopecks
    from payments.payment_stage where exists (select 1 from payments.sales_order h
      where h.uid = order_uid and not h.gone) order by order_uid, position`,
  invoices: `select uid, number, total_kopecks, counts, order_uid
    from payments.invoice where not gone order by uid`,
  payments: `select uid, number, total_kopecks, counts, company_uid
    from payments.payment where not gone order by uid`,
  paymentLines: `select payment_uid, position, order_uid, invoice_uid, sum_kopecks
    from payments.payment_line where exists (select 1 from payments.payment h
      where h.uid = payment_uid and not h.gone) order by payment_uid, position`,
  shipments: `select uid, kind, counts from payments.shipment where not gone order by uid`,
  shipmentLines: `select shipment_uid, position, order_uid, line_uid, trim_scale(quantity)::text,
      sum_kopecks
    from payments.shipment_line where exists (select 1 from payments.shipment h
      where h.uid = shipment_uid and not h.gone) order by shipment_uid, position`,
  deals: `select o.uid, d.amount_kopecks, d.amount_source, d.paid_kopecks, d.paid_percent,
      d.overpaid, d.shipped_kopecks, d.shipped_percent, d.deferred_until,
      d.company_id is not null as has_company
    from payments.sales_order o left join deals.deal d on d.id = o.deal_id
    where not o.gone order by o.uid`,
  advances: `select i.uid, c.advance_kopecks
    from customers.company_identity i join customers.company c on c.id = i.company_id
    order by i.uid`,
  contacts: `select i.uid, c.name, c.position, i.company_uid
    from customers.contact_identity i join customers.contact c on c.id = i.contact_id
    where i.gone_at is null order by i.uid`,
  objects: `select type, uid, rev, encode(sha256, 'hex'), deleted
    from onec.object order by type, uid`,
};

export type ExchangeState = Record<string, string>;

/** One hash per part, so that a difference says where it is. */
export async function exchangeState(db: Db): Promise<ExchangeState> {
  const state: ExchangeState = {};
  for (const [name, text] of Object.entries(PARTS)) {
    const { rows } = await db.query(text);
    const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
    state[name] = `${rows.length} rows ${hash}`;
  }
  return state;
}

/**
 * Notices and tasks that exist more than once for the same thing; must be empty. A deal whose date
 * moved after it had fired is rightly told of each of its dates.
 */
export async function doubledNotices(db: Db): Promise<unknown[]> {
  const { rows } = await db.query(`
    select 'notification' as what, entity_id, title, employee_id, count(*)
    from work.notification n where entity = 'deal'
    group by entity_id, title, employee_id having count(*) > greatest(1, (
      select count(*) from payments.deferral f
      where f.deal_id = n.entity_id and f.state = 'fired'))
    union all
    select 'task', entity_id, note, assignee_id, count(*)
    from work.task where kind = 'deferral'
    group by entity_id, note, assignee_id having count(*) > 1`);
  return rows;
}
