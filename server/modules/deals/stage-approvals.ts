// A stage that wants the whole payment lets an unpaid deal in by the word of a head: the request,
// the task of the head, and the end of both.
import { companySchedule, companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { readSetting } from '#platform/settings';
import { addWorkingTime } from '#platform/working-time';
import { loadActingStaff, whoActsForDepartment } from '#modules/staff';
import { createTask, settleTask, notify } from '#modules/work';
import { HOURS_DEFAULT, HOURS_SETTING } from './ask-acceptance.ts';
import type { DealRow } from './deal-row.ts';

export type AskedApproval = { id: number; askedOf: { id: number; name: string } };

/** Asks the head of the deal's department, or who stands in for them; a repeated ask is one. */
export async function askApproval(
  tx: Tx, ctx: Context, deal: DealRow, { stage, note }: {
    stage: { id: number; name: string }; note: string | null;
  },
): Promise<AskedApproval> {
  const known = await openApproval(tx, deal.id);
  if (known?.stageId === stage.id) return known;
  if (known) await withdrawApprovals(tx, ctx, [deal.id]);
  const askedOf = await headFor(tx, ctx, deal);
  const row = await one<{ id: number }>(tx,
    `insert into deals.stage_approval (deal_id, stage_id, asked_by, asked_of, note, created_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [deal.id, stage.id, ctx.actor.employeeId, askedOf.id, note, ctx.now()]);
  const id = row!.id;
  const about = { entity: 'deal', entityId: deal.id, onceKey: `stage-approval:${id}` };
  // As long as for a deal that is given over: due at once, it would be late as soon as asked.
  const hours = await readSetting(tx, HOURS_SETTING, HOURS_DEFAULT);
  const dueAt = addWorkingTime(companySchedule(), ctx.now(), hours * 60);
  const task = await createTask(tx, ctx, {
    ...about, title: `Согласовать стадию «${stage.name}» без полной оплаты: ${deal.number}`,
    kind: 'approval', assigneeId: askedOf.id, dueAt, note,
  });
  await tx.query('update deals.stage_approval set task_id = $2 where id = $1', [id, task.id]);
  await notify(tx, ctx, [{
    ...about, employeeId: askedOf.id, kind: 'deal.approvalAsked',
    title: `Сделка ${deal.number} ждёт вашего слова`,
    body: note ?? `${ctx.actor.name}: стадия «${stage.name}» без полной оплаты`,
  }]);
  await writeEvents(tx, ctx, [{
    kind: 'deal.approvalAsked', entity: 'deal', entityId: deal.id,
    data: { approvalId: id, stage, askedOf, note },
  }]);
  return { id, askedOf };
}

type OpenApproval = AskedApproval & { stageId: number };

function openApproval(tx: Tx, dealId: number): Promise<OpenApproval | undefined> {
  return one<OpenApproval>(tx, {
    name: 'deal-open-approval',
    text: `
      select a.id, a.stage_id as "stageId",
        json_build_object('id', e.id, 'name', e.name) as "askedOf"
      from deals.stage_approval a join staff.employee e on e.id = a.asked_of
      where a.deal_id = $1 and a.state = 'open'`,
    values: [dealId],
  });
}

async function headFor(
  tx: Tx, ctx: Context, deal: DealRow,
): Promise<{ id: number; name: string }> {
  if (ctx.actor.employeeId === null) {
    throw refuse('stage.forbidden', 'Сделка оплачена не полностью: её закрывает руководитель.');
  }
  const acting = whoActsForDepartment(
    await loadActingStaff(tx), deal.departmentId, companyToday(ctx.now()));
  const head = acting && await one<{ id: number; name: string }>(tx,
    'select id, name from staff.employee where id = $1', [acting.employeeId]);
  if (head) return head;
  throw refuse('stage.forbidden', 'Сделка оплачена не полностью, а согласовать её некому.');
}

/** The deals went on in another way: nobody has to decide on them any more. */
export async function withdrawApprovals(tx: Tx, ctx: Context, dealIds: number[]): Promise<void> {
  const { rows } = await tx.query<{ taskId: number | null }>({
    name: 'deal-withdraw-approvals',
    text: `
      update deals.stage_approval set state = 'withdrawn', decided_by = $2, decided_at = $3
      where deal_id = any($1::bigint[]) and state = 'open'
      returning task_id as "taskId"`,
    values: [dealIds, ctx.actor.employeeId, ctx.now()],
  });
  for (const { taskId } of rows) {
    if (taskId !== null) await settleTask(tx, ctx, taskId, 'cancelled');
  }
}
