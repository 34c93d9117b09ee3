import { dealRead, dealsBoard, dealsList, dealStageMove } from '#contract/deals';
import type { BoardColumn, DealItem, Stage } from '#contract/deals';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { moveOnBoard } from '../../board/board-data.ts';
import type { BoardOf } from '../../board/board-data.ts';
import { asksForFields } from '../../stage/stage-request.ts';
import { tellTaken } from '../../stage/stage-taken.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

/** Figures of a stage that follow its cards. */
export const BOARD_SUMS = ['amountKopecks', 'paidKopecks'] as const;

function showOnBoards(deal: DealItem, stageId: number): void {
  queryClient.setQueriesData<BoardOf<BoardColumn>>({ queryKey: keyOf(dealsBoard) }, (board) =>
    (board ? moveOnBoard(board, deal, stageId, BOARD_SUMS) : board));
}

function readAgain(dealId: number): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(dealsBoard) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealsList) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealRead, { params: { id: dealId } }) });
}

/** `retry`: the same once more; `anyway`: also from where somebody has moved it meanwhile. */
type Again = { retry?: () => void; anyway?: boolean };

async function sendMove(deal: DealItem, stage: Stage, again: Again = {}): Promise<boolean> {
  const { retry, anyway } = again;
  await queryClient.cancelQueries({ queryKey: keyOf(dealsBoard) });
  showOnBoards(deal, stage.id);
  try {
    const body = { stageId: stage.id, ...(anyway ? {} : { fromStageId: deal.stageId }) };
    const { approval } = await call(dealStageMove, { params: { id: deal.id }, body });
    if (!approval) return true;
    showOnBoards({ ...deal, stageId: stage.id }, deal.stageId);
    toast(ruDeals.asksHead(deal.number, approval.askedOf.name));
    return false;
  } catch (error) {
    showOnBoards({ ...deal, stageId: stage.id }, deal.stageId);
    const ask = { record: { entity: 'deal' as const, id: deal.id }, stageName: stage.name };
    if (retry && error instanceof ApiProblem && asksForFields(error, { ...ask, retry })) {
      return false;
    }
    const failed = ruDeals.moveFailed(deal.number);
    if (!tellTaken(error, failed, () => void sendMove(deal, stage, { ...again, anyway: true }))) {
      failToast(failed, error);
    }
    return false;
  } finally {
    readAgain(deal.id);
  }
}

/** Moves at once on the screen, then on the server; refused moves go back, others can be undone. */
export async function moveDeal(deal: DealItem, from: Stage, to: Stage): Promise<void> {
  if (deal.stageId === to.id) return;
  if (!await sendMove(deal, to, { retry: () => void moveDeal(deal, from, to) })) return;
  announce(ruDeals.moved(deal.number, to.name));
  toast(ruDeals.moved(deal.number, to.name), {
    undo: () => {
      void sendMove({ ...deal, stageId: to.id }, from).then((isBack) => {
        if (isBack) announce(ruDeals.movedBack(deal.number, from.name));
      });
    },
  });
}
