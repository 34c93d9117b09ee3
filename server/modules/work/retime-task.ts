import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { lockOpenTask } from './open-tasks.ts';
import { writeReminders } from './task-parts.ts';
import { writeTaskEvents } from './task-record.ts';

/** A deadline that the program counted is counted anew; one that a person has moved stays. */
export async function retimeTask(
  tx: Tx, ctx: Context, { id, from, to }: { id: number; from: string; to: Date },
): Promise<void> {
  const task = await lockOpenTask(tx, id);
  if (!task?.dueAt || Date.parse(task.dueAt) !== Date.parse(from)) return;
  await tx.query(
    'update work.task set due_at = $2, updated_at = $3, version = version + 1 where id = $1',
    [id, to, ctx.now()]);
  await writeReminders(tx, ctx, [id]);
  await writeTaskEvents(tx, ctx, task, {
    kind: 'task.edited',
    data: { changes: { dueAt: { old: new Date(from).toISOString(), new: to.toISOString() } } },
  });
}
