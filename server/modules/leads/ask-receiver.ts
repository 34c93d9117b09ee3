// Whoever gets a lead is told and asked to take it within a term of working time.
import type { Receiver } from './receiver.ts';
import { createTask, notify } from '#modules/work';
import { companySchedule } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { readSetting } from '#platform/settings';
import { addWorkingTime } from '#platform/working-time';
import type { LeadRow } from './lead-row.ts';

/** The same term as for deals that another department passes. */
const HOURS_SETTING = 'deals.acceptanceHours';
const HOURS_DEFAULT = 4;

type Asking = {
  receiver: Receiver; deal: { id: number; number: string };
  /** Nobody has to ask themselves: the passing is accepted at once. */
  toOneself: boolean;
};

/** In the list of a day's work the number alone says nothing. */
const taskTitle = ({ number, title }: LeadRow) =>
  `Принять обращение ${number}: ${title}`.slice(0, 300);

export async function askReceiver(
  tx: Tx, ctx: Context, lead: LeadRow, { receiver, deal, toOneself }: Asking,
): Promise<void> {
  const { asked, employee, department, why } = receiver;
  const row = await one<{ id: number }>(tx, {
    name: 'lead-passing-record',
    text: `
      insert into leads.passing (lead_id, deal_id, asked_employee_id, employee_id, department_id,
        why, created_by, created_at, accepted_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, case when $9 then $8::timestamptz end)
      returning id`,
    values: [lead.id, deal.id, asked.id, employee.id, department.id, why, ctx.actor.employeeId,
      ctx.now(), toOneself],
  });
  if (toOneself) return;
  const onceKey = `lead-passing:${row!.id}`;
  const about = { entity: 'lead', entityId: lead.id, onceKey };
  const instead = why === 'self' ? '' : `Вместо: ${asked.name}. `;
  const hours = await readSetting(tx, HOURS_SETTING, HOURS_DEFAULT);
  const task = await createTask(tx, ctx, {
    ...about, title: taskTitle(lead), kind: 'acceptance',
    assigneeId: employee.id, dueAt: addWorkingTime(companySchedule(), ctx.now(), hours * 60),
    note: `${instead}${lead.title}`,
  });
  await notify(tx, ctx, [{
    ...about, employeeId: employee.id, kind: 'lead.passed',
    title: `Вам передали обращение ${lead.number}`,
    body: `${instead}${lead.title}. Сделка ${deal.number}.`,
  }]);
  await tx.query({
    name: 'lead-passing-task', text: 'update leads.passing set task_id = $2 where id = $1',
    values: [row!.id, task.id],
  });
}
