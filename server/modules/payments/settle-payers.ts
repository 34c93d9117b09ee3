// Who owes the open part of an order is the company that 1C names in it.
import { holdDeals } from '#modules/deals';
import type { Tx } from '#platform/database';

/** Of the open part `x` and its deal `d`: a deal of 1C may be of another client than its order. */
export const PAYER = 'coalesce(x.payer_id, d.company_id)';

/**
 * Debts of these companies of 1C go to whose they are now. All their deals are held, those without
 * debts too: a shipment that names no company may be giving one a debt at this moment, and does not
 * see what is not committed. Within a wave that is before the deals of its documents: two waves
 * that meet the other way round are undone by the database, and tried again.
 */
export async function settlePayers(
  tx: Tx, baseId: number, companyUids: readonly string[],
): Promise<void> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'deals-of-payers',
    text: `select distinct deal_id as id from payments.sales_order
      where base_id = $1 and company_uid = any($2::uuid[]) and deal_id is not null`,
    values: [baseId, companyUids],
  });
  if (rows.length === 0) return;
  await holdDeals(tx, rows.map(({ id }) => id));
  await tx.query({
    name: 'dues-settle-payers',
    text: `
      update payments.due x set payer_id = c.company_id
      from payments.sales_order o
        join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
      where o.base_id = $1 and o.company_uid = any($2::uuid[]) and x.deal_id = o.deal_id
        and x.base_id = o.base_id and x.order_uid = o.uid
        and x.payer_id is distinct from c.company_id`,
    values: [baseId, companyUids],
  });
}
