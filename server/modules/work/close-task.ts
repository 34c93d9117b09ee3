// The end of a task and its return: done, not needed any more, open again.
import type { TaskItem } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { refuse } from '#platform/refuse';
import { loadTask, type WorkDeps } from './task-list.ts';
import { tellAuthor } from './delegate-task.ts';
import { writeReminders } from './task-parts.ts';
import { lockTask, writeTaskEvents, type TaskRecord } from './task-record.ts';
import { makeNext } from './task-series.ts';

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
    await applyMove(tx, ctx, task, move);
  });
  return loadTask(ctx, deps, id);
}

/** Ticked off without a word, a request would wait for its answer for ever. */
const DECIDED_ELSEWHERE = 'approval';

async function applyMove(tx: Tx, ctx: Context, task: TaskRecord, move: Move): Promise<void> {
  if (task.kind === DECIDED_ELSEWHERE) throw refuse('task.wantsDecision');
  const now = ctx.now();
  const { employeeId } = ctx.actor;
  await tx.query(
    `update work.task set done_at = $2, done_by = $3, cancelled_at = $4, updated_at = $5,
       version = version + 1
     where id = $1`,
    [task.id, move === 'completed' ? now : null, move === 'completed' ? employeeId : null,
      move === 'cancelled' ? now : null, now]);
  await writeReminders(tx, ctx, [task.id]);
  await writeTaskEvents(tx, ctx, task, { kind: `task.${move}` });
  if (move !== 'completed') return;
  if (task.recurrence?.makes === 'done') await makeNext(tx, ctx, task);
  await tellAuthor(tx, ctx, task, { kind: 'task.done', words: 'Сделано' });
}

/** One of many: a task that is closed already counts as done. */
export async function completeLocked(tx: Tx, ctx: Context, task: TaskRecord): Promise<void> {
  if (task.doneAt === null) await applyMove(tx, ctx, task, 'completed');
}

export const completeTask = (ctx: Context, deps: WorkDeps, id: number) =>
  moveTask(ctx, deps, id, 'completed');

export const cancelTask = (ctx: Context, deps: WorkDeps, id: number) =>
  moveTask(ctx, deps, id, 'cancelled');

export const reopenTask = (ctx: Context, deps: WorkDeps, id: number) =>
  moveTask(ctx, deps, id, 'reopened');
