// The transfer of a deal that waits for an answer. There is at most one, and whoever touches it
// holds the lock of its deal.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { settleTask } from '#modules/work';

export type WaitingTransfer = {
  id: number;
  fromDepartmentId: number | null;
  fromEmployeeId: number | null;
  createdBy: number | null;
  taskId: number | null;
  passedTaskIds: number[];
};

export const WAITING = `t.accepted_at is null and t.returned_at is null
  and t.superseded_at is null`;

export async function waitingTransfer(tx: Tx, dealId: number): Promise<WaitingTransfer | null> {
  return await one<WaitingTransfer>(tx, {
    name: 'deal-transfer-waiting',
    text: `
      select t.id, t.from_department_id as "fromDepartmentId",
        t.from_employee_id as "fromEmployeeId", t.created_by as "createdBy",
        t.task_id as "taskId", t.passed_task_ids as "passedTaskIds"
      from deals.transfer t where t.deal_id = $1 and ${WAITING}`,
    values: [dealId],
  }) ?? null;
}

/** A deal that is given on without an answer: the question to the former receiver is void. */
export async function supersedeTransfer(tx: Tx, ctx: Context, dealId: number): Promise<void> {
  const before = await waitingTransfer(tx, dealId);
  if (!before) return;
  await tx.query({
    name: 'deal-transfer-supersede',
    text: 'update deals.transfer set superseded_at = $2 where id = $1',
    values: [before.id, ctx.now()],
  });
  if (before.taskId !== null) await settleTask(tx, ctx, before.taskId, 'cancelled');
}
