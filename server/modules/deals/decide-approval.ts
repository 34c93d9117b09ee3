// A head says yes or no. Yes moves the deal as the head's own act, under the lock of the deal, so
// that two answers, or an answer and a move, can never both count.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { settleTask, notify } from '#modules/work';
import { lockDeal } from './deal-row.ts';
import { enterStage } from './move-stage.ts';
import { withdrawApprovals } from './stage-approvals.ts';

type Approval = {
  id: number; dealId: number; stageId: number; stageName: string; askedBy: number;
  askedName: string; taskId: number | null; state: string;
};

const SELECT = `
  select a.id, a.deal_id as "dealId", a.stage_id as "stageId", s.name as "stageName",
    a.asked_by as "askedBy", e.name as "askedName", a.task_id as "taskId", a.state
  from deals.stage_approval a join deals.stage s on s.id = a.stage_id
    join staff.employee e on e.id = a.asked_by
  where a.id = $1`;

async function requireApproval(tx: Tx, id: number): Promise<Approval> {
  const row = await one<Approval>(tx, SELECT, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

/** Throws 'record.changed' when somebody has answered or the deal has moved meanwhile. */
export async function decideApproval(
  ctx: Context, input: { id: number; approve: boolean; answer?: string },
): Promise<{ dealId: number }> {
  const answer = input.answer?.trim() || null;
  return inTransaction(ctx.db, async (tx) => {
    const { dealId } = await requireApproval(tx, input.id);
    const deal = await lockDeal(tx, ctx, dealId, 'decide');
    const approval = await requireApproval(tx, input.id);
    if (approval.state !== 'open') {
      throw refuse('record.changed', 'Просьба уже решена или отозвана.');
    }
    await tx.query(
      `update deals.stage_approval set state = $2, answer = $3, decided_by = $4, decided_at = $5
       where id = $1`,
      [approval.id, input.approve ? 'approved' : 'refused', answer, ctx.actor.employeeId,
        ctx.now()]);
    if (approval.taskId !== null) await settleTask(tx, ctx, approval.taskId, 'completed');
    const stage = { id: approval.stageId, name: approval.stageName };
    await writeEvents(tx, ctx, [{
      kind: input.approve ? 'deal.approvalGiven' : 'deal.approvalRefused', entity: 'deal',
      entityId: dealId,
      data: {
        approvalId: approval.id, stage, answer,
        askedBy: { id: approval.askedBy, name: approval.askedName },
      },
    }]);
    if (input.approve) await enterStage(tx, ctx, deal, { stageId: approval.stageId });
    await tellAsker(tx, ctx, { approval, number: deal.number, approve: input.approve, answer });
    return { dealId };
  });
}

type Answered = { approval: Approval; number: string; approve: boolean; answer: string | null };

async function tellAsker(
  tx: Tx, ctx: Context, { approval, number, approve, answer }: Answered,
): Promise<void> {
  if (approval.askedBy === ctx.actor.employeeId) return;
  await notify(tx, ctx, [{
    employeeId: approval.askedBy, entity: 'deal', entityId: approval.dealId,
    kind: approve ? 'deal.approvalGiven' : 'deal.approvalRefused',
    title: approve
      ? `${number}: «${approval.stageName}» согласовано`
      : `${number}: в стадии «${approval.stageName}» отказано`,
    body: answer, onceKey: `stage-approval-answer:${approval.id}`,
  }]);
}

/** Whoever asked takes the request back. */
export async function withdrawApproval(ctx: Context, input: { id: number }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { dealId } = await requireApproval(tx, input.id);
    await lockDeal(tx, ctx, dealId);
    const approval = await requireApproval(tx, input.id);
    if (approval.askedBy !== ctx.actor.employeeId) {
      throw refuse('right.missing', 'Просьбу отзывает тот, кто просил.');
    }
    if (approval.state !== 'open') return;
    await withdrawApprovals(tx, ctx, [dealId]);
    await writeEvents(tx, ctx, [{
      kind: 'deal.approvalWithdrawn', entity: 'deal', entityId: dealId,
      data: { approvalId: approval.id, stage: { id: approval.stageId, name: approval.stageName } },
    }]);
  });
}
