// What 1C said of a deal's orders without sending them, for the card.
import type { OrderAnswer } from '#contract/commands';
import type { Db } from '#platform/database';

/** An order whose document has come speaks for itself. */
export async function answersOf(db: Db, dealId: number): Promise<OrderAnswer[]> {
  const { rows } = await db.query<OrderAnswer>({
    name: 'onec-answers-of-deal',
    text: `
      select b.ib as base, s.number, s.ordered_on as "orderedOn", s.status,
        s.paid_number as "paidNumber", s.paid_on as "paidOn",
        s.shipped_number as "shippedNumber", s.shipped_on as "shippedOn", s.cancelled, s.deleted,
        s.said_at as "saidAt"
      from onec.order_state s join onec.base b on b.id = s.base_id
      where s.deal_id = $1 and not exists (select from payments.sales_order o
        where o.base_id = s.base_id and o.uid = s.uid and not o.gone)
      order by s.said_at desc limit 20`,
    values: [dealId],
  });
  return rows;
}
