// Who owes the open part of an order is the company that 1C names in it.
import { lockDeals } from '#modules/deals';
import type { Tx } from '#platform/database';

/** Of the open part `x` and its deal `d`: a deal of 1C may be of another client than its order. */
export const PAYER = 'coalesce(x.payer_id, d.company_id)';

/**
 * Debts of these companies of 1C go to whose they are now. The deals are locked before those of the
 * documents of the same wave: two waves that meet the other way round are undone and tried again.
 */
export async function settlePayers(
  tx: Tx, baseId: number, companyUids: readonly string[],
): Promise<void> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'dues-of-payers',
    text: `
      select distinct x.deal_id as id
      from customers.company_identity c
        join payments.sales_order o on o.base_id = c.base_id and o.company_uid = c.uid
        join payments.due x on x.deal_id = o.deal_id and x.base_id = o.base_id
          and x.order_uid = o.uid
      where c.base_id = $1 and c.uid = any($2::uuid[])
        and x.payer_id is distinct from c.company_id`,
    values: [baseId, companyUids],
  });
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await lockDeals(tx, ids);
  await tx.query({
    name: 'dues-settle-payers',
    text: `
      update payments.due x set payer_id = c.company_id
      from payments.sales_order o
        join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
      where x.deal_id = any($1::bigint[]) and o.base_id = x.base_id and o.uid = x.order_uid
        and x.payer_id is distinct from c.company_id`,
    values: [ids],
  });
}
