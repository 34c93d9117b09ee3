// A group of products got other managers: they read the deals whose orders sell its goods, also
// those that came from 1C before. Who is manager no longer keeps what others sell in the same deal.
import type { Tx } from '#platform/database';
import { addProductReaders } from '#modules/deals';

// 7 M lines are read once; deals are handed over in portions that fit a statement.
const PORTION = 10_000;

export async function refreshOrderReaders(tx: Tx, groupId: number): Promise<void> {
  const { rows } = await tx.query<{ dealId: number; productId: number }>({
    name: 'group-orders',
    text: `
      select distinct o.deal_id as "dealId", p.id as "productId"
      from catalog.product p
        join catalog.product_identity i on i.product_id = p.id
        join payments.order_line l on l.base_id = i.base_id and l.product_uid = i.uid
        join payments.sales_order o on o.base_id = l.base_id and o.uid = l.order_uid
      where p.group_id = $1 and o.deal_id is not null`,
    values: [groupId],
  });
  for (let start = 0; start < rows.length; start += PORTION) {
    const portion = rows.slice(start, start + PORTION);
    await addProductReaders(
      tx, portion.map((row) => row.dealId), portion.map((row) => row.productId));
  }
}
