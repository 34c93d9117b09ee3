// Tasks that repeat. The next one of a series carries its number, and a number exists once: however
// often a task is finished or the clock runs, it has one follower.
import type { Recurrence } from '#contract/task-parts';
import { addDays, businessDate, minuteOfDay, momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { addMonths } from '#platform/listing/relative-date';
import { addWorkingDays, workingDayFrom } from '#platform/production-calendar';
import { createTask } from './create-tasks.ts';
import { lockTask, type TaskRecord } from './task-record.ts';

const BATCH_ROWS = 200;
/** A daily series that slept for years catches up without a day per step. */
const STEPS_MAX = 5_000;

/** The day that many steps of the series after `anchor`, before days off move it. */
function stepFrom(anchor: string, { every, interval }: Recurrence, steps: number): string {
  const count = interval * steps;
  switch (every) {
    case 'day': return addDays(anchor, count);
    case 'workday': return addWorkingDays(companyCalendar(), anchor, count);
    case 'week': return addDays(anchor, 7 * count);
    case 'month': return addMonths(anchor, count);
  }
}

/** The first day of the series after both `anchor` and `past`; null when the series has ended. */
export function nextDay(
  rule: Recurrence, anchor: string, past: string,
): { anchorOn: string; dueOn: string } | null {
  if (rule.left === 0) return null;
  for (let steps = 1; steps <= STEPS_MAX; steps += 1) {
    const anchorOn = stepFrom(anchor, rule, steps);
    if (rule.untilOn && anchorOn > rule.untilOn) return null;
    if (anchorOn > past) return { anchorOn, dueOn: workingDayFrom(companyCalendar(), anchorOn) };
  }
  return null;
}

/** The first task of a series is its number 0. */
export async function beginSeries(tx: Tx, taskId: number): Promise<void> {
  await tx.query(
    'update work.task set series_id = id, series_number = 0 where id = $1', [taskId]);
}

/** Makes the follower of a locked task; does nothing when it is there already. */
export async function makeNext(tx: Tx, ctx: Context, task: TaskRecord): Promise<void> {
  const rule = task.recurrence;
  if (!rule || task.dueAt === null || task.seriesId === null) return;
  const zone = companyTimeZone();
  const due = new Date(task.dueAt);
  const anchor = rule.anchorOn ?? businessDate(due, zone);
  const past = rule.makes === 'done' ? companyToday(ctx.now()) : anchor;
  const next = nextDay(rule, anchor, past);
  if (!next) {
    // The clock must not ask an ended series again.
    await tx.query(
      `update work.task set recurrence = recurrence || '{"left": 0}' where id = $1`, [task.id]);
    return;
  }
  const minute = minuteOfDay(due, zone);
  const clock = [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, '0')).join(':');
  await createTask(tx, ctx, {
    title: task.title, kind: task.kind as 'task', entity: task.entity, entityId: task.entityId,
    assigneeId: task.forEmployeeId ?? task.assigneeId, note: task.note, priority: task.priority,
    checklist: task.checklist.map(({ text }) => ({ text, done: false })),
    reminders: task.reminders, watcherIds: task.watcherIds, custom: task.custom,
    dueAt: momentOf(next.dueOn, clock, zone),
    recurrence: {
      ...rule, anchorOn: next.anchorOn,
      ...(typeof rule.left === 'number' ? { left: rule.left - 1 } : {}),
    },
    series: { id: task.seriesId, number: (task.seriesNumber ?? 0) + 1 },
  });
}

/** Followers of those that repeat by the calendar and whose deadline has come. */
export async function repeatTasks(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const { rows } = await db.query<{ id: number }>({
    name: 'work-series-due',
    text: `
      select t.id from work.task t
      where t.recurrence is not null and t.cancelled_at is null and t.due_at <= $1
        and t.recurrence ->> 'makes' = 'due'
        and not exists (select from work.task n where n.series_id = t.series_id
          and n.series_number = t.series_number + 1)
        and coalesce((t.recurrence ->> 'left')::int, 1) > 0
      order by t.id limit ${BATCH_ROWS}`,
    values: [now()],
  });
  for (const { id } of rows) {
    await inTransaction(db, async (tx) => makeNext(tx, ctx, await lockTask(tx, ctx, id)));
  }
  return rows.length;
}
