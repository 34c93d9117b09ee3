import { dealStageMove } from '#contract/deals';
import type { DealCard, Stage } from '#contract/deals';
import { call } from '../../api/client.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { ruStageRules } from '../../texts/ru-stage-rules.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { patchDeal, refreshDeal, refreshDealLists } from './use-deal.ts';

export type Loss = { lostReason?: string | null; lossReasonId?: number };
type Move = { deal: DealCard; to: Stage } & Loss;

async function send({ deal, to, lostReason, lossReasonId }: Move): Promise<boolean> {
  patchDeal(deal.id, { stageId: to.id });
  try {
    const { approval } = await call(dealStageMove, {
      params: { id: deal.id },
      body: {
        stageId: to.id, ...(lostReason ? { lostReason } : {}),
        ...(lossReasonId ? { lossReasonId } : {}),
      },
    });
    if (!approval) return true;
    patchDeal(deal.id, { stageId: deal.stageId });
    toast(ruStageRules.sent(deal.number, approval.askedOf.name));
    return false;
  } catch (error) {
    patchDeal(deal.id, { stageId: deal.stageId });
    failToast(ruDeals.moveFailed(deal.number), error);
    return false;
  } finally {
    refreshDeal(deal.id);
    refreshDealLists();
  }
}

/** Moves at once on the card; the toast takes it back, a refused move goes back by itself. */
export async function moveOnCard(move: Move & { from: Stage }): Promise<void> {
  const { deal, from, to } = move;
  if (from.id === to.id || !await send(move)) return;
  announce(ruDeals.moved(deal.number, to.name));
  toast(ruDeals.moved(deal.number, to.name), {
    undo: () => {
      const back = { deal: { ...deal, stageId: to.id }, to: from, lostReason: deal.lostReason };
      void send(back).then((isBack) => {
        if (isBack) announce(ruDeals.movedBack(deal.number, from.name));
      });
    },
  });
}
