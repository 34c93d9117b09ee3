// Replaces the open parts of deals whole; a row that stays as it was is not written.
import type { Tx } from '#platform/database';
import type { Due } from './dues.ts';

type Dues = { dealId: number; dues: Due[] };

/** The caller holds the locks of these deals. */
export async function storeDues(tx: Tx, deals: readonly Dues[]): Promise<void> {
  if (deals.length === 0) return;
  const rows = deals.flatMap(({ dealId, dues }) => dues.map((due) => ({
    deal_id: dealId, base_id: due.baseId, order_uid: due.orderUid, position: due.position,
    variant: due.variant, pay_on: due.payOn, aged_on: due.agedOn, currency: due.currency,
    uncovered_kopecks: due.uncoveredKopecks, receivable_kopecks: due.receivableKopecks,
  })));
  await tx.query({
    name: 'dues-store',
    text: `
      with n as materialized (
        select * from json_populate_recordset(null::payments.due, $2::json)
      ), gone as (
        delete from payments.due d where d.deal_id = any($1::bigint[]) and not exists (
          select from n where n.deal_id = d.deal_id and n.base_id = d.base_id
            and n.order_uid = d.order_uid and n.position = d.position)
      )
      insert into payments.due as d (deal_id, base_id, order_uid, position, variant, pay_on,
        aged_on, currency, uncovered_kopecks, receivable_kopecks, payer_id)
      select n.deal_id, n.base_id, n.order_uid, n.position, n.variant, n.pay_on, n.aged_on,
        n.currency, n.uncovered_kopecks, n.receivable_kopecks, c.company_id
      from n
        left join payments.sales_order o on o.base_id = n.base_id and o.uid = n.order_uid
        left join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
      on conflict on constraint due_pk do update set (variant, pay_on, aged_on, currency,
          uncovered_kopecks, receivable_kopecks, payer_id)
        = row (excluded.variant, excluded.pay_on, excluded.aged_on, excluded.currency,
          excluded.uncovered_kopecks, excluded.receivable_kopecks, excluded.payer_id)
      where (d.variant, d.pay_on, d.aged_on, d.currency, d.uncovered_kopecks,
          d.receivable_kopecks, d.payer_id)
        is distinct from (excluded.variant, excluded.pay_on, excluded.aged_on, excluded.currency,
          excluded.uncovered_kopecks, excluded.receivable_kopecks, excluded.payer_id)`,
    values: [deals.map(({ dealId }) => dealId), JSON.stringify(rows)],
  });
}
