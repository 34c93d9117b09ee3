// A deal goes to another department in one action. Everything it has stays with it: id, number,
// history, lines, money, timers. The giver keeps reading it, the receiver is asked to accept it.
import type { TasksFate } from '#contract/transfers';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { cancelOpenTasks, passOpenTasks } from '#modules/work';
import { askAcceptance } from './ask-acceptance.ts';
import { type DealRow, lockDeal } from './deal-row.ts';
import { addReaders, readersOf, setReaders } from './readers.ts';
import { nameReferences } from './references.ts';
import { headOf } from './responsible.ts';
import { withdrawApprovals } from './stage-approvals.ts';
import { supersedeTransfer } from './transfer-row.ts';
import { updateDeal } from './update-deal.ts';

export type TransferDeal = {
  id: number; departmentId: number; employeeId?: number | null | undefined; reason: string;
  tasks?: TasksFate | undefined;
};

type Receiver = { departmentId: number; responsibleId: number | null };

export async function transferDeal(
  ctx: Context, input: TransferDeal,
): Promise<{ version: number }> {
  const reason = input.reason.trim();
  if (!reason) throw refuseField('reason', 'Напишите, зачем передаёте сделку.');
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id, 'transfer');
    const to = await receiverOf(tx, input);
    const changes = await nameReferences(tx, changesBetween(deal, to));
    if (Object.keys(changes).length === 0) {
      throw refuseField('departmentId', 'Сделка уже там.');
    }
    const visibleBefore = await readersOf(tx, deal.id);
    const version = await updateDeal(tx, ctx, deal.id,
      { department_id: to.departmentId, responsible_id: to.responsibleId });
    await passReaders(tx, ctx, deal, to);
    await withdrawApprovals(tx, ctx, [deal.id]);
    await supersedeTransfer(tx, ctx, deal.id);
    const passed = await settleTasks(tx, ctx, deal, { to, fate: input.tasks ?? 'pass' });
    const transferId = await recordTransfer(tx, ctx, deal, { ...to, reason, passed });
    await askAcceptance(tx, ctx, deal,
      { transferId, employeeId: to.responsibleId, reason });
    await writeEvents(tx, ctx, [{
      kind: 'deal.transferred', entity: 'deal', entityId: deal.id, visibleBefore,
      data: { version, reason, changes, tasksPassed: passed.length },
    }]);
    return { version };
  });
}

/** The named person of that department, else its head, else nobody yet. */
async function receiverOf(tx: Tx, input: TransferDeal): Promise<Receiver> {
  const { departmentId } = input;
  const department = await one(tx,
    'select from staff.department where id = $1 and archived_at is null', [departmentId]);
  if (!department) throw refuseField('departmentId', 'Такого подразделения нет.');
  const head = await headOf(tx, departmentId);
  const employeeId = input.employeeId ?? null;
  if (employeeId === null || employeeId === head) return { departmentId, responsibleId: head };
  const employee = await one(tx,
    `select from staff.employee
     where id = $1 and department_id = $2 and dismissed_at is null`, [employeeId, departmentId]);
  if (!employee) throw refuseField('employeeId', 'В этом подразделении такого сотрудника нет.');
  return { departmentId, responsibleId: employeeId };
}

/** Who gave the deal away, and whose it was, go on reading it: «переданные мной». */
async function passReaders(tx: Tx, ctx: Context, deal: DealRow, to: Receiver): Promise<void> {
  const givers = [deal.responsibleId, ctx.actor.employeeId]
    .filter((id): id is number => id !== null && id !== to.responsibleId);
  await setReaders(tx, deal.id, 'responsible', to.responsibleId === null ? [] : [to.responsibleId]);
  await addReaders(tx, deal.id, 'giver', givers);
}

/** Open tasks of whoever had the deal: with the deal, left where they are, or not needed. */
async function settleTasks(
  tx: Tx, ctx: Context, deal: DealRow, { to, fate }: { to: Receiver; fate: TasksFate },
): Promise<number[]> {
  if (deal.responsibleId === null || deal.responsibleId === to.responsibleId) return [];
  const of = { entity: 'deal', entityId: deal.id, assigneeId: deal.responsibleId };
  if (fate === 'cancel') await cancelOpenTasks(tx, ctx, of);
  if (fate !== 'pass' || to.responsibleId === null) return [];
  return passOpenTasks(tx, ctx, of, { employeeId: to.responsibleId });
}

async function recordTransfer(
  tx: Tx, ctx: Context, deal: DealRow, to: Receiver & { reason: string; passed: number[] },
): Promise<number> {
  const row = await one<{ id: number }>(tx, {
    name: 'deal-transfer-record',
    text: `
      insert into deals.transfer (deal_id, from_department_id, from_employee_id,
        to_department_id, to_employee_id, reason, created_by, created_at, passed_task_ids)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    values: [
      deal.id, deal.departmentId, deal.responsibleId, to.departmentId, to.responsibleId,
      to.reason, ctx.actor.employeeId, ctx.now(), to.passed,
    ],
  });
  return row!.id;
}
