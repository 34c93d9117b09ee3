// Whoever receives a deal accepts it within a term of working time: a task that says so. The deal
// counts as accepted when the task is done; the transfer only points at it.
import { companySchedule } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { readSetting } from '#platform/settings';
import { addWorkingTime } from '#platform/working-time';
import { createTask, notify } from '#modules/work';
import type { DealRow } from './deal-row.ts';

export const HOURS_SETTING = 'deals.acceptanceHours';
export const HOURS_DEFAULT = 4;

export type Asked = { transferId: number; employeeId: number | null; reason: string };

/** Nobody to ask means no task: the deal waits in its department until it gets a responsible. */
export async function askAcceptance(
  tx: Tx, ctx: Context, deal: DealRow, { transferId, employeeId, reason }: Asked,
): Promise<void> {
  const ofPipeline = await one<{ hours: number | null }>(tx,
    'select acceptance_hours as hours from deals.pipeline where id = $1', [deal.pipelineId]);
  const hours = ofPipeline?.hours ?? await readSetting(tx, HOURS_SETTING, HOURS_DEFAULT);
  const dueAt = addWorkingTime(companySchedule(), ctx.now(), hours * 60);
  const taskId = employeeId === null ? null : await askPerson(tx, ctx, deal, {
    transferId, employeeId, reason, dueAt,
  });
  await tx.query({
    name: 'deal-transfer-asked',
    text: `update deals.transfer set accept_until = $2, task_id = $3, accept_hours = $4
      where id = $1`,
    values: [transferId, dueAt, taskId, hours],
  });
}

async function askPerson(
  tx: Tx, ctx: Context, deal: DealRow,
  asked: { transferId: number; employeeId: number; reason: string; dueAt: Date },
): Promise<number> {
  const { transferId, employeeId, reason, dueAt } = asked;
  const onceKey = `deal-transfer:${transferId}`;
  const about = { entity: 'deal', entityId: deal.id, onceKey };
  const task = await createTask(tx, ctx, {
    ...about, title: `Принять сделку ${deal.number}`, kind: 'acceptance', assigneeId: employeeId,
    dueAt, note: reason,
  });
  if (employeeId !== ctx.actor.employeeId) {
    await notify(tx, ctx, [{
      ...about, employeeId, kind: 'deal.transferred',
      title: `Вам передали сделку ${deal.number}`, body: reason,
    }]);
  }
  return task.id;
}
