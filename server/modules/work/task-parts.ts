// Rows that hang on a task: who watches it, and the moments at which its assignee is reminded.
import type { Recurrence } from '#contract/task-parts';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { isDate } from '#platform/clock';
import { refuseField } from '#platform/refuse';

export async function writeWatchers(
  tx: Tx, tasks: readonly { id: number; watcherIds: readonly number[] }[],
): Promise<void> {
  const pairs = tasks.flatMap(({ id, watcherIds }) => watcherIds.map((who) => [id, who] as const));
  if (pairs.length === 0) return;
  await tx.query({
    name: 'work-add-watchers',
    text: `insert into work.task_watcher (task_id, employee_id)
      select * from unnest($1::bigint[], $2::bigint[]) on conflict do nothing`,
    values: [pairs.map(([id]) => id), pairs.map(([, who]) => who)],
  });
}

export async function replaceWatchers(
  tx: Tx, id: number, watcherIds: readonly number[],
): Promise<void> {
  await tx.query(
    'delete from work.task_watcher where task_id = $1 and employee_id <> all($2::bigint[])',
    [id, watcherIds]);
  await writeWatchers(tx, [{ id, watcherIds }]);
}

/** Reminders of open tasks anew from deadline and minutes; those that have passed stay silent. */
export async function writeReminders(
  tx: Tx, ctx: Context, taskIds: readonly number[],
): Promise<void> {
  if (taskIds.length === 0) return;
  await tx.query({
    name: 'work-drop-reminders',
    text: 'delete from work.reminder where task_id = any($1::bigint[])',
    values: [taskIds],
  });
  await tx.query({
    name: 'work-write-reminders',
    text: `
      insert into work.reminder (task_id, remind_at)
      select distinct t.id, t.due_at - m * interval '1 minute'
      from work.task t, unnest(t.reminders) as m
      where t.id = any($1::bigint[]) and t.due_at is not null and t.done_at is null
        and t.cancelled_at is null and t.due_at - m * interval '1 minute' > $2
      on conflict do nothing`,
    values: [taskIds, ctx.now()],
  });
}

/** A series needs a deadline to count from, and an end that is a day. */
export function checkRecurrence(
  recurrence: Recurrence | null | undefined, dueAt: unknown,
): void {
  if (!recurrence) return;
  if (!dueAt) throw refuseField('recurrence', 'Чтобы задача повторялась, укажите ей срок.');
  if (recurrence.untilOn && !isDate(recurrence.untilOn)) {
    throw refuseField('recurrence', 'Дата окончания повторов — не дата.');
  }
}
