// What was due yesterday is overdue today: the sums of those deals are computed again by clock.
import { companyToday } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { recomputeDeals } from './recompute-deals.ts';

const BATCH_DEALS = 500;

/** Recomputes deals with a payment stage that fell due within `days`; repeats harmlessly. */
export async function refreshOverdue(db: Db, now: () => Date, days = 7): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const today = companyToday(now());
  const { rows } = await db.query<{ id: number }>(
    `select distinct o.deal_id as id
     from payments.payment_stage t
       join payments.sales_order o on o.base_id = t.base_id and o.uid = t.order_uid
     where t.pay_on between $1::date - $2::int and $1::date - 1
       and o.deal_id is not null and o.counts
     order by 1`, [today, days]);
  for (let start = 0; start < rows.length; start += BATCH_DEALS) {
    const ids = rows.slice(start, start + BATCH_DEALS).map((row) => row.id);
    await inTransaction(db, (tx) =>
      recomputeDeals(tx, ctx, ids, { created: new Set(), history: false }));
  }
  return rows.length;
}
