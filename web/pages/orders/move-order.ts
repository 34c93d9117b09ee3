import { orderMove, ordersFind, orderSplit } from '#contract/orders';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruOrders } from '../../texts/ru-orders.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshDeal, refreshDealLists } from '../deal/use-deal.ts';

type Moving = { uid: string; number: string; fromId: number; toId: number };

function refresh(...dealIds: number[]): void {
  for (const id of dealIds) refreshDeal(id);
  refreshDealLists();
  void queryClient.invalidateQueries({ queryKey: keyOf(ordersFind) });
}

async function send({ uid, fromId, toId }: Moving, withdrawEmpty: boolean) {
  try {
    return await call(orderMove, {
      params: { id: toId }, body: { uid, fromDealId: fromId, ...(withdrawEmpty
        ? { withdrawEmpty } : {}) },
    });
  } finally {
    refresh(fromId, toId);
  }
}

/** The way back of a move, or of a split whose deal nobody has touched. */
function undo(moving: Moving, withdrawEmpty: boolean): void {
  const { fromId, toId } = moving;
  send({ ...moving, fromId: toId, toId: fromId }, withdrawEmpty)
    .catch((error: unknown) => failToast(ruOrders.failed, error));
}

/** The deal it left is no more: the way back leads into a new one of the same name. */
function undoWithdrawn({ uid, number, toId }: Moving, title: string): void {
  splitOrder({ uid, number, fromId: toId }, title)
    .catch((error: unknown) => failToast(ruOrders.failed, error));
}

export async function moveOrder(
  moving: Moving, withdraw?: { title: string } | null,
): Promise<void> {
  const { fromWithdrawn } = await send(moving, Boolean(withdraw));
  const said = ruOrders.moved(moving.number);
  announce(said);
  toast(said, {
    undo: () => (fromWithdrawn ? undoWithdrawn(moving, withdraw?.title ?? '')
      : undo(moving, false)),
  });
}

export async function splitOrder(
  { uid, number, fromId }: Omit<Moving, 'toId'>, title: string,
): Promise<number> {
  const born = await call(orderSplit, {
    params: { id: fromId }, body: { uid, ...(title ? { title } : {}) },
  });
  refresh(fromId, born.dealId);
  const said = ruOrders.splitDone(number, born.number);
  announce(said);
  toast(said, { undo: () => undo({ uid, number, fromId, toId: born.dealId }, true) });
  return born.dealId;
}
