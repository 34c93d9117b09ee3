// A person says whose deal an order is. From then on the link is theirs: whatever 1C says of the
// deal of this order later, it stays. The sums of both deals are counted from rows.
//
// Events: order.moved on the deal it left, order.linked on the deal it came to {uid, number}; then
// deal.moneyChanged where sums changed. Whoever reads one of the deals learns nothing of the other.
import {
  dropToldOrder, giveDeal, lockDeals, requireDeal, tellDeal, withdrawDeal,
} from '#modules/deals';
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { Refusal, refuse } from '#platform/refuse';
import { settleReadersOfDeals } from './goods-readers.ts';
import { fillDeals } from './link-orders.ts';
import { lockOrder, type HeldOrder, type LockIdentities } from './lock-order.ts';
import { recomputeDeals } from './recompute-deals.ts';

export type MoveOrder = {
  id: number; uid: string; fromDealId: number; withdrawEmpty?: boolean | undefined;
};
export type MovedOrder = { dealId: number; fromDealId: number; fromWithdrawn: boolean };

export async function moveOrder(
  ctx: Context, input: MoveOrder, lockIdentities: LockIdentities,
): Promise<MovedOrder> {
  const { id, uid, fromDealId, withdrawEmpty = false } = input;
  if (id === fromDealId) throw refuse('record.duplicate', 'Заказ уже в этой сделке.');
  return inTransaction(ctx.db, async (tx) => {
    await requireDeal(ctx, tx, id, 'edit');
    const { order } = await lockOrder(tx, ctx, { uid, dealId: fromDealId }, lockIdentities);
    await relink(tx, ctx, order, id);
    const fromWithdrawn = withdrawEmpty && await withdrawIfEmpty(tx, ctx, fromDealId);
    return { dealId: id, fromDealId, fromWithdrawn };
  });
}

/** A new deal of the same responsible and client, which begins where its pipeline begins. */
export async function splitOrder(
  ctx: Context, input: { id: number; uid: string; title?: string | undefined },
  lockIdentities: LockIdentities,
): Promise<{ dealId: number; number: string }> {
  if (!scopeOf(ctx.actor, 'deal', 'create')) throw refuse('right.missing');
  const { id, uid, title } = input;
  return inTransaction(ctx.db, async (tx) => {
    const { order, deal } = await lockOrder(tx, ctx, { uid, dealId: id }, lockIdentities);
    const { pipelineId, departmentId, responsibleId, companyId, contactId, sourceId } = deal;
    const born = await giveDeal(tx, ctx, {
      title: title?.trim() || order.title || `Заказ ${order.number || 'без номера'}`,
      pipelineId, departmentId, responsibleId,
      ...(companyId === null ? {} : { companyId }), ...(contactId === null ? {} : { contactId }),
      ...(sourceId === null ? {} : { sourceId }),
      from: { entity: 'deal', id: deal.id, number: deal.number },
    });
    await relink(tx, ctx, order, born.id);
    return { dealId: born.id, number: born.number };
  });
}

async function relink(tx: Tx, ctx: Context, order: HeldOrder, toId: number): Promise<void> {
  const { baseId, uid, number, dealId } = order;
  const deals = [dealId, toId].sort((a, b) => a - b);
  await lockDeals(tx, deals);
  await tx.query(
    `update payments.sales_order set deal_id = $3, linked_by = $4
     where base_id = $1 and uid = $2`, [baseId, uid, toId, ctx.actor.employeeId]);
  await dropToldOrder(tx, { baseId, uid });
  await fillDeals(tx, ctx, { baseId, history: false }, [uid]);
  await settleReadersOfDeals(tx, deals);
  const changed = await recomputeDeals(tx, ctx, deals, { created: new Set(), history: false });
  await writeEvents(tx, ctx, [
    { kind: 'order.moved', entity: 'deal', entityId: dealId, data: { uid, number } },
    { kind: 'order.linked', entity: 'deal', entityId: toId, data: { uid, number } },
    ...changed.map(({ dealId: entityId, changes }) => ({
      kind: 'deal.moneyChanged', entity: 'deal', entityId, data: { changes },
    })),
  ]);
  for (const id of deals) await tellDeal(tx, ctx, id);
}

/** Only what nobody has worked in is taken back; anything else stays, and that is no failure. */
async function withdrawIfEmpty(tx: Tx, ctx: Context, dealId: number): Promise<boolean> {
  const left = await one(tx,
    'select from payments.sales_order where deal_id = $1 limit 1', [dealId]);
  if (left) return false;
  try {
    await withdrawDeal({ ...ctx, db: joinTransaction(tx) }, dealId);
    return true;
  } catch (error) {
    const isTied = error instanceof Refusal || (error as { code?: string }).code === '23503';
    if (isTied) return false;
    throw error;
  }
}
