// The receiver of a deal takes it or sends it back with a reason; the giver is told either way.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { notify, passOpenTasks, settleTask } from '#modules/work';
import { type DealRow, lockDeal } from './deal-row.ts';
import { readersOf, setReaders } from './readers.ts';
import { nameReferences } from './references.ts';
import { headOf } from './responsible.ts';
import { withdrawApprovals } from './stage-approvals.ts';
import { waitingTransfer, type WaitingTransfer } from './transfer-row.ts';
import { updateDeal } from './update-deal.ts';
import { visibleDeals } from './visibility.ts';

type Asked = { deal: DealRow; transfer: WaitingTransfer };

/** The responsible answers, or whoever may transfer this deal: the head of the department. */
async function requireAsked(tx: Tx, ctx: Context, dealId: number): Promise<Asked> {
  const deal = await lockDeal(tx, ctx, dealId);
  const transfer = await waitingTransfer(tx, deal.id);
  if (!transfer) {
    throw refuse('record.changed', 'Сделка не ждёт приёмки: её уже приняли, вернули или передали.');
  }
  const { employeeId } = ctx.actor;
  if (employeeId !== null && employeeId === deal.responsibleId) return { deal, transfer };
  const may = visibleDeals(ctx.actor, 'transfer', 1);
  const row = await one<{ may: boolean }>(tx,
    `select coalesce(${may.sql}, false) as may from deals.deal d where d.id = $1`,
    [deal.id, ...may.values]);
  if (!row?.may) {
    throw refuse('right.missing', 'Сделку принимает тот, кому её передали, или руководитель.');
  }
  return { deal, transfer };
}

export async function acceptTransfer(ctx: Context, dealId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const asked = await requireAsked(tx, ctx, dealId);
    await markAccepted(tx, ctx, asked);
    if (asked.transfer.taskId !== null) {
      await settleTask(tx, ctx, asked.transfer.taskId, 'completed');
    }
  });
}

async function markAccepted(tx: Tx, ctx: Context, { deal, transfer }: Asked): Promise<void> {
  await tx.query({
    name: 'deal-transfer-accept',
    text: 'update deals.transfer set accepted_at = $2, accepted_by = $3 where id = $1',
    values: [transfer.id, ctx.now(), ctx.actor.employeeId],
  });
  await writeEvents(tx, ctx, [{
    kind: 'deal.transferAccepted', entity: 'deal', entityId: deal.id,
    data: { transferId: transfer.id },
  }]);
  await tellGivers(tx, ctx, { deal, transfer }, {
    kind: 'deal.transferAccepted', title: `Сделку ${deal.number} приняли`, body: deal.title,
  });
}

/**
 * Whoever ticks the task «Принять сделку» has accepted the deal: tasks know nothing of deals, so a
 * job comes here after the tick. Repeats harmlessly.
 */
export async function acceptByTask(ctx: Context, taskId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const found = await one<{ dealId: number; doneBy: number | null }>(tx, {
      name: 'deal-transfer-of-task',
      text: `select t.deal_id as "dealId", k.done_by as "doneBy"
        from deals.transfer t join work.task k on k.id = t.task_id
        where t.task_id = $1 and k.done_at is not null`,
      values: [taskId],
    });
    if (!found) return;
    const deal = await lockDeal(tx, ctx, found.dealId);
    const transfer = await waitingTransfer(tx, deal.id);
    if (transfer?.taskId !== taskId) return;
    const doer = { ...ctx, actor: { ...ctx.actor, employeeId: found.doneBy } };
    await markAccepted(tx, doer, { deal, transfer });
  });
}

export async function returnTransfer(
  ctx: Context, input: { id: number; reason: string },
): Promise<{ version: number }> {
  const reason = input.reason.trim();
  if (!reason) throw refuseField('reason', 'Напишите, почему возвращаете сделку.');
  return inTransaction(ctx.db, async (tx) => {
    const { deal, transfer } = await requireAsked(tx, ctx, input.id);
    const to = await giverOf(tx, transfer);
    const visibleBefore = await readersOf(tx, deal.id);
    const changes = await nameReferences(tx, changesBetween(deal, to));
    const version = await updateDeal(tx, ctx, deal.id,
      { department_id: to.departmentId, responsible_id: to.responsibleId });
    await tx.query({
      name: 'deal-transfer-return',
      text: `update deals.transfer set returned_at = $2, returned_by = $3, return_reason = $4
        where id = $1`,
      values: [transfer.id, ctx.now(), ctx.actor.employeeId, reason],
    });
    await withdrawApprovals(tx, ctx, [deal.id]);
    await giveBackReaders(tx, deal.id, to.responsibleId);
    await giveBackTasks(tx, ctx, { deal, transfer }, to.responsibleId);
    await writeEvents(tx, ctx, [{
      kind: 'deal.transferReturned', entity: 'deal', entityId: deal.id, visibleBefore,
      data: { version, reason, changes, transferId: transfer.id },
    }]);
    await tellGivers(tx, ctx, { deal, transfer }, {
      kind: 'deal.transferReturned', title: `Сделку ${deal.number} вернули`, body: reason,
    });
    return { version };
  });
}

/** Back to whom it was; if they no longer work there, to the head of that department. */
async function giverOf(
  tx: Tx, transfer: WaitingTransfer,
): Promise<{ departmentId: number; responsibleId: number | null }> {
  const { fromDepartmentId: departmentId, fromEmployeeId } = transfer;
  const department = departmentId === null ? undefined : await one(tx,
    'select from staff.department where id = $1 and archived_at is null', [departmentId]);
  if (departmentId === null || !department) {
    throw refuse('record.referenced',
      'Отдела, который передал сделку, больше нет: передайте её нужному отделу.');
  }
  const person = fromEmployeeId === null ? undefined : await one<{ id: number }>(tx,
    'select id from staff.employee where id = $1 and dismissed_at is null', [fromEmployeeId]);
  return { departmentId, responsibleId: person?.id ?? await headOf(tx, departmentId) };
}

/** A returned transfer leaves nobody reading: givers are those of transfers that stand. */
async function giveBackReaders(
  tx: Tx, dealId: number, responsibleId: number | null,
): Promise<void> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'deal-givers-left',
    text: `select distinct g.id from deals.transfer t,
        unnest(array[t.from_employee_id, t.created_by]) as g (id)
      where t.deal_id = $1 and t.returned_at is null and g.id is not null`,
    values: [dealId],
  });
  await setReaders(tx, dealId, 'responsible', responsibleId === null ? [] : [responsibleId]);
  await setReaders(tx, dealId, 'giver', rows.map(({ id }) => id));
}

async function giveBackTasks(
  tx: Tx, ctx: Context, { deal, transfer }: Asked, responsibleId: number | null,
): Promise<void> {
  if (transfer.taskId !== null) await settleTask(tx, ctx, transfer.taskId, 'cancelled');
  if (responsibleId === null || deal.responsibleId === null) return;
  await passOpenTasks(tx, ctx,
    { entity: 'deal', entityId: deal.id, assigneeId: deal.responsibleId },
    { employeeId: responsibleId, ids: transfer.passedTaskIds });
}

async function tellGivers(
  tx: Tx, ctx: Context, { deal, transfer }: Asked,
  words: { kind: string; title: string; body: string },
): Promise<void> {
  const givers = new Set([transfer.fromEmployeeId, transfer.createdBy]);
  await notify(tx, ctx, [...givers]
    .filter((id): id is number => id !== null && id !== ctx.actor.employeeId)
    .map((employeeId) => ({
      employeeId, ...words, entity: 'deal', entityId: deal.id,
      onceKey: `deal-transfer:${transfer.id}:${words.kind}`,
    })));
}
