// A transfer taken back by whoever made it, as long as the deal stays where it was sent and nobody
// has accepted it: department, responsible and readers are again as before, the question is gone.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import type { RowOutcome } from '#platform/mass/actions';
import { SYSTEM } from '#platform/actor';
import { cancelTask, passOpenTasks } from '#modules/work';
import { type DealRow, lockDeal } from './deal-row.ts';
import { type ReaderWhy, readersOf, setReaders } from './readers.ts';
import { nameReferences } from './references.ts';
import { updateDeal } from './update-deal.ts';

type Readers = { why: ReaderWhy; employeeIds: number[] }[];
export type TransferBack = {
  departmentId: number | null; responsibleId: number | null; readers: Readers;
};

/** What must stand again after the undo; asked before the transfer. */
export async function transferredBefore(ctx: Context, deal: DealRow): Promise<TransferBack> {
  const { rows } = await ctx.db.query<Readers[number]>(
    `select why, json_agg(employee_id order by employee_id) as "employeeIds"
     from deals.deal_reader where deal_id = $1 and why in ('responsible', 'giver') group by why`,
    [deal.id]);
  const { departmentId, responsibleId } = deal;
  return { departmentId, responsibleId, readers: rows };
}

type LastTransfer = {
  id: number; departmentId: number; responsibleId: number | null; createdBy: number | null;
  taskId: number | null; isAccepted: boolean; passedTaskIds: number[];
};

function lastTransfer(tx: Tx, dealId: number): Promise<LastTransfer | undefined> {
  return one<LastTransfer>(tx,
    `select t.id, t.to_department_id as "departmentId", t.to_employee_id as "responsibleId",
       t.created_by as "createdBy", t.task_id as "taskId",
       t.passed_task_ids as "passedTaskIds",
       t.accepted_at is not null or exists (select from work.task w
         where w.id = t.task_id and w.done_at is not null) as "isAccepted"
     from deals.transfer t where t.deal_id = $1 order by t.id desc limit 1`, [dealId]);
}

export async function undoTransfer(
  ctx: Context, id: number, back: TransferBack,
): Promise<RowOutcome> {
  return inTransaction(ctx.db, async (tx) => {
    // The giver reads the deal but does not edit it any more; taking back is their own act.
    const deal = await lockDeal(tx, ctx, id, 'read');
    const last = await lastTransfer(tx, id);
    const stays = last && last.createdBy === ctx.actor.employeeId
      && last.departmentId === deal.departmentId && last.responsibleId === deal.responsibleId;
    if (!stays) throw refuse('record.changed', 'Сделку с тех пор передали дальше.');
    if (last.isAccepted) throw refuse('record.changed', 'Сделку уже приняли.');
    await putBack(tx, ctx, deal, { back, last });
    return { status: 'done' };
  });
}

async function putBack(
  tx: Tx, ctx: Context, deal: DealRow, { back, last }: { back: TransferBack; last: LastTransfer },
): Promise<void> {
  const { departmentId, responsibleId } = back;
  const changes = await nameReferences(tx, changesBetween(deal, { departmentId, responsibleId }));
  const visibleBefore = await readersOf(tx, deal.id);
  const version = await updateDeal(tx, ctx, deal.id,
    { department_id: departmentId, responsible_id: responsibleId });
  for (const why of ['responsible', 'giver'] as const) {
    const readers = back.readers.find((one) => one.why === why)?.employeeIds ?? [];
    await setReaders(tx, deal.id, why, readers);
  }
  if (last.taskId !== null) {
    // The task is somebody else's; it goes because its reason has gone.
    await cancelTask({ ...ctx, actor: { ...SYSTEM, employeeId: ctx.actor.employeeId } },
      { entityAccess: {}, entityTitles: {} }, last.taskId);
  }
  if (responsibleId !== null && deal.responsibleId !== null) {
    await passOpenTasks(tx, ctx,
      { entity: 'deal', entityId: deal.id, assigneeId: deal.responsibleId },
      { employeeId: responsibleId, ids: last.passedTaskIds });
  }
  await tx.query('delete from deals.transfer where id = $1', [last.id]);
  await writeEvents(tx, ctx, [{
    kind: 'deal.transferred', entity: 'deal', entityId: deal.id, visibleBefore,
    data: { version, reason: 'Передача отменена', changes },
  }]);
}
