// The end of a task and its return: done, not needed any more, open again.
import type { TaskItem } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { loadTask, type WorkDeps } from './task-list.ts';
import { lockTask, writeTaskEvents } from './task-record.ts';

type Move = 'completed' | 'cancelled' | 'reopened';

/** Repeating the same move changes nothing and says nothing. */
async function moveTask(
  ctx: Context, deps: WorkDeps, id: number, move: Move,
): Promise<TaskItem> {
  await inTransaction(ctx.db, async (tx) => {
    const task = await lockTask(tx, ctx, id);
    const state = task.doneAt !== null ? 'completed'
      : task.cancelledAt !== null ? 'cancelled' : 'reopened';
    if (state === move) return;
    const now = ctx.now();
    const { employeeId } = ctx.actor;
    await tx.query(
      `update work.task set done_at = $2, done_by = $3, cancelled_at = $4, updated_at = $5,
         version = version + 1
       where id = $1`,
      [id, move === 'completed' ? now : null, move === 'completed' ? employeeId : null,
        move === 'cancelled' ? now : null, now]);
    await writeTaskEvents(tx, ctx, task, { kind: `task.${move}` });
  });
  return loadTask(ctx, deps, id);
}

export const completeTask = (ctx: Context, deps: WorkDeps, id: number) =>
  moveTask(ctx, deps, id, 'completed');

export const cancelTask = (ctx: Context, deps: WorkDeps, id: number) =>
  moveTask(ctx, deps, id, 'cancelled');

export const reopenTask = (ctx: Context, deps: WorkDeps, id: number) =>
  moveTask(ctx, deps, id, 'reopened');
