import { leadsBoard, leadStageMove } from '#contract/leads';
import type { LeadColumn, LeadItem, LeadStage } from '#contract/leads';
import { leadMove } from '#contract/lead-stages';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { moveOnBoard } from '../../board/board-data.ts';
import type { BoardOf } from '../../board/board-data.ts';
import { asksForFields } from '../../stage/stage-request.ts';
import { tellTaken } from '../../stage/stage-taken.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshLead } from './use-leads-board.ts';

/** Figures of a stage that follow its cards. */
const BOARD_SUMS = ['estimateKopecks'] as const;

type Moved = Pick<LeadItem, 'id' | 'number' | 'stageId'>;

function showOnBoards(lead: Moved, stageId: number): void {
  queryClient.setQueriesData<BoardOf<LeadColumn>>({ queryKey: keyOf(leadsBoard) }, (board) =>
    (board ? moveOnBoard(board, lead as LeadItem, stageId, BOARD_SUMS) : board));
}

/** `anyway`: also from where somebody has moved it meanwhile. */
type Sent = { lostReason?: string | undefined; retry?: () => void; anyway?: boolean };

async function sendMove(
  lead: Moved, stage: LeadStage, sent: Sent = {},
): Promise<boolean> {
  const { lostReason, retry, anyway } = sent;
  await queryClient.cancelQueries({ queryKey: keyOf(leadsBoard) });
  showOnBoards(lead, stage.id);
  try {
    await call(leadStageMove, {
      params: { id: lead.id },
      body: {
        stageId: stage.id, ...(lostReason ? { lostReason } : {}),
        ...(anyway ? {} : { fromStageId: lead.stageId }),
      },
    });
    return true;
  } catch (error) {
    showOnBoards({ ...lead, stageId: stage.id }, lead.stageId);
    const ask = { record: { entity: 'lead' as const, id: lead.id }, stageName: stage.name };
    if (retry && error instanceof ApiProblem && asksForFields(error, { ...ask, retry })) {
      return false;
    }
    const failed = ruLeads.moveFailed(lead.number);
    if (!tellTaken(error, failed, () => void sendMove(lead, stage, { ...sent, anyway: true }))) {
      failToast(failed, error);
    }
    return false;
  } finally {
    refreshLead(lead.id);
  }
}

type Move = { lead: Moved; from: LeadStage; to: LeadStage; lostReason?: string };

/** Moves at once on the screen, then on the server; what may not be moved says why. */
export async function moveLead(move: Move): Promise<void> {
  const { lead, from, to, lostReason } = move;
  if (lead.stageId === to.id) return;
  const answer = leadMove(from, to);
  if (!answer.allowed) {
    toast(ruLeads.moveFailed(lead.number), { detail: answer.reason });
    return;
  }
  if (!await sendMove(lead, to, { lostReason, retry: () => void moveLead(move) })) return;
  announce(ruLeads.moved(lead.number, to.name));
  toast(ruLeads.moved(lead.number, to.name), {
    undo: () => {
      void sendMove({ ...lead, stageId: to.id }, from).then((isBack) => {
        if (isBack) announce(ruLeads.movedBack(lead.number, from.name));
      });
    },
  });
}
