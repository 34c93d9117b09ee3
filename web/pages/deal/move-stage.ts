import { dealStageMove } from '#contract/deals';
import type { DealCard, Stage } from '#contract/deals';
import { ApiProblem, call } from '../../api/client.ts';
import { asksForFields } from '../../stage/stage-request.ts';
import { tellTaken } from '../../stage/stage-taken.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { patchDeal, refreshDeal, refreshDealLists } from './use-deal.ts';

export type Loss = { lostReason?: string | null; lossReasonId?: number };
/** `anyway`: also from a stage that somebody has moved it to meanwhile. */
type Move = { deal: DealCard; to: Stage; retry?: () => void; anyway?: boolean } & Loss;

async function send(move: Move): Promise<boolean> {
  const { deal, to, lostReason, lossReasonId, retry, anyway } = move;
  patchDeal(deal.id, { stageId: to.id });
  try {
    const { approval } = await call(dealStageMove, {
      params: { id: deal.id },
      body: {
        stageId: to.id, ...(lostReason ? { lostReason } : {}),
        ...(lossReasonId ? { lossReasonId } : {}),
        ...(anyway ? {} : { fromStageId: deal.stageId }),
      },
    });
    if (!approval) return true;
    patchDeal(deal.id, { stageId: deal.stageId });
    toast(ruDeals.asksHead(deal.number, approval.askedOf.name));
    return false;
  } catch (error) {
    patchDeal(deal.id, { stageId: deal.stageId });
    const ask = { record: { entity: 'deal' as const, id: deal.id }, stageName: to.name };
    if (retry && error instanceof ApiProblem && asksForFields(error, { ...ask, retry })) {
      return false;
    }
    const failed = ruDeals.moveFailed(deal.number);
    if (!tellTaken(error, failed, () => void send({ ...move, anyway: true }))) {
      failToast(failed, error);
    }
    return false;
  } finally {
    refreshDeal(deal.id);
    refreshDealLists();
  }
}

/** Moves at once on the card; the toast takes it back, a refused move goes back by itself. */
export async function moveOnCard(move: Move & { from: Stage }): Promise<void> {
  const { deal, from, to } = move;
  const retry = () => void moveOnCard(move);
  if (from.id === to.id || !await send({ ...move, retry })) return;
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
