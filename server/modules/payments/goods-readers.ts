// Product managers read the deals whose orders sell goods of their groups, and cease to when the
// goods, their group or its managers change.
import { holdDeals, setGoodsReaders, type Sold } from '#modules/deals';
import { inTransaction, type Db, type Tx } from '#platform/database';

// Deals of a portion are held while their readers are settled, and documents of 1C wait for that.
const PORTION = 500;

/** After these orders were written and their deals held: the goods of all their orders decide. */
export async function settleReadersOfOrders(
  tx: Tx, baseId: number, uids: string[],
): Promise<void> {
  if (uids.length === 0) return;
  const { rows } = await tx.query<{ dealId: number }>({
    name: 'orders-deals-with-goods',
    text: `
      select distinct o.deal_id as "dealId" from payments.sales_order o
      where o.base_id = $1 and o.uid = any($2::uuid[]) and o.deal_id is not null
        and exists (select from catalog.product_group_owner)`,
    values: [baseId, uids],
  });
  await settleReadersOfDeals(tx, rows.map(({ dealId }) => dealId));
}

export async function settleReadersOfDeals(tx: Tx, dealIds: number[]): Promise<void> {
  if (dealIds.length === 0) return;
  const { rows } = await tx.query<Sold>({
    name: 'deals-goods',
    text: `
      select distinct o.deal_id as "dealId", p.product_id as "productId"
      from payments.sales_order o
        cross join lateral (
          select l.product_uid from payments.order_line l
          where l.base_id = o.base_id and l.order_uid = o.uid
          offset 0
        ) l
        join catalog.product_identity p on p.base_id = o.base_id and p.uid = l.product_uid
      where o.deal_id = any($1::bigint[])`,
    values: [dealIds],
  });
  await setGoodsReaders(tx, dealIds, rows);
}

/**
 * A group got other managers or other goods: every deal that sells from it, or one of the products
 * that have `moved` out of it or into it.
 */
export async function refreshOrderReaders(
  db: Db, groupId: number, moved: number[] = [],
): Promise<void> {
  const { rows } = await db.query<{ dealId: number }>({
    name: 'group-orders',
    text: `
      select distinct o.deal_id as "dealId"
      from catalog.product p
        join catalog.product_identity i on i.product_id = p.id
        join payments.order_line l on l.base_id = i.base_id and l.product_uid = i.uid
        join payments.sales_order o on o.base_id = l.base_id and o.uid = l.order_uid
      where (p.group_id = $1 or p.id = any($2::bigint[])) and o.deal_id is not null
      order by o.deal_id`,
    values: [groupId, moved],
  });
  for (let start = 0; start < rows.length; start += PORTION) {
    const ids = rows.slice(start, start + PORTION).map(({ dealId }) => dealId);
    await inTransaction(db, async (tx) => {
      await holdDeals(tx, ids);
      await settleReadersOfDeals(tx, ids);
    });
  }
}

/** Goods that came after their orders, or by a silent load: looked at anew once a night. */
export async function refreshAllOrderReaders(db: Db): Promise<void> {
  const { rows } = await db.query<{ id: number }>(
    'select distinct group_id as id from catalog.product_group_owner order by 1');
  for (const { id } of rows) await refreshOrderReaders(db, id);
}
