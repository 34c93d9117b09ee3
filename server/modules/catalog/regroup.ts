// A product went from one group to another, or came into one: those who derive rights from the
// managers of a group listen to this event. Groups without managers give no rights to anybody.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

type Regrouped = { id: number; groups: (number | null)[] };

/** One event for each group with managers that lost or won some of the products. */
export async function tellOfRegrouping(
  tx: Tx, ctx: Context, products: Regrouped[],
): Promise<void> {
  const productsOf = new Map<number, number[]>();
  for (const { id, groups } of products) {
    for (const group of groups) {
      if (group !== null) productsOf.set(group, [...(productsOf.get(group) ?? []), id]);
    }
  }
  if (productsOf.size === 0) return;
  const { rows } = await tx.query<{ id: number }>({
    name: 'product-groups-managed',
    text: `select distinct group_id as id from catalog.product_group_owner
      where group_id = any($1::bigint[]) order by 1`,
    values: [[...productsOf.keys()]],
  });
  await writeEvents(tx, ctx, rows.map(({ id }) => ({
    kind: 'productGroup.goodsChanged', entity: 'productGroup', entityId: id,
    data: { productIds: productsOf.get(id) },
  })));
}
