// An order in the hands of a person: the exchange must not count its deals at the same moment.
import { requireDeal, type DealRow } from '#modules/deals';
import type { MergeIdentity } from '#modules/customers';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { refuse } from '#platform/refuse';

/** How the exchange is kept away from orders; it stands above this module and is handed in. */
export type LockIdentities = (tx: Tx, identities: MergeIdentity[]) => Promise<void>;

export type HeldOrder = {
  baseId: number; uid: string; number: string; dealId: number; title: string | null;
};

type Wanted = { uid: string; dealId: number };

const read = (tx: Tx, { uid, dealId }: Wanted) => one<HeldOrder>(tx, `
  select o.base_id as "baseId", o.uid, o.number, o.deal_id as "dealId",
    (select nullif(l.name, '') from payments.order_line l
      where l.base_id = o.base_id and l.order_uid = o.uid and not l.cancelled
      order by l.position limit 1) as title
  from payments.sales_order o where o.deal_id = $1 and o.uid = $2`, [dealId, uid]);

/** The order and its deal, which the actor may edit; whoever was quicker is a 'record.changed'. */
export async function lockOrder(
  tx: Tx, ctx: Context, wanted: Wanted, lockIdentities: LockIdentities,
): Promise<{ order: HeldOrder; deal: DealRow }> {
  const deal = await requireDeal(ctx, tx, wanted.dealId, 'edit');
  const found = await read(tx, wanted);
  if (!found) throw refuse('record.missing', 'В этой сделке такого заказа нет.');
  await lockIdentities(tx, [{ baseId: found.baseId, uid: found.uid }]);
  const order = await read(tx, wanted);
  if (!order) throw refuse('record.changed', 'Заказ уже в другой сделке: обновите карточку.');
  return { order, deal };
}
