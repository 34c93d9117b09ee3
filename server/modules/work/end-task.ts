// The end of a task that the program itself has set: what it asked for has been answered elsewhere.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { TASK_COLUMNS, type TaskRecord, writeTaskEvents } from './task-record.ts';

/** Nobody's right is asked: the caller knows that the task has lost its point. */
export async function endTask(
  tx: Tx, ctx: Context, id: number, how: 'completed' | 'cancelled',
): Promise<void> {
  const done = how === 'completed';
  const task = await one<TaskRecord>(tx, {
    name: 'work-end-task',
    text: `
      update work.task t set done_at = $2, done_by = $3, cancelled_at = $4, updated_at = $5,
        version = t.version + 1
      from staff.employee p
      where t.id = $1 and t.done_at is null and t.cancelled_at is null and p.id = t.assignee_id
      returning ${TASK_COLUMNS}`,
    values: [id, done ? ctx.now() : null, done ? ctx.actor.employeeId : null,
      done ? null : ctx.now(), ctx.now()],
  });
  if (task) await writeTaskEvents(tx, ctx, task, { kind: `task.${how}` });
}
