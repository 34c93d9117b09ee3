// A task given to another is taken or comes back with a reason; whoever gave it is told.
import type { TaskItem } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { notify } from './notify.ts';
import { loadTask, type WorkDeps } from './task-list.ts';
import { lockTask, writeTaskEvents, type TaskRecord } from './task-record.ts';

type News = { kind: string; words: string; body?: string };

/** Author and watchers hear what became of it, but not whoever did it. */
export async function tellAuthor(
  tx: Tx, ctx: Context, task: TaskRecord, { kind, words, body }: News,
): Promise<void> {
  const people = new Set([...(task.authorId === null ? [] : [task.authorId]), ...task.watcherIds]);
  if (ctx.actor.employeeId !== null) people.delete(ctx.actor.employeeId);
  await notify(tx, ctx, [...people].map((employeeId) => ({
    employeeId, kind, title: `${words}: ${task.title}`, body: body ?? ctx.actor.name,
    entity: task.entity ?? 'task', entityId: task.entityId ?? task.id, taskId: task.id,
  })));
}

async function lockOwn(tx: Tx, ctx: Context, id: number): Promise<TaskRecord> {
  const task = await lockTask(tx, ctx, id);
  const mine = [ctx.actor.employeeId, ...ctx.actor.actsFor].includes(task.assigneeId);
  if (!mine) throw refuse('right.missing', 'Взять или вернуть задачу может её исполнитель.');
  if (task.doneAt !== null || task.cancelledAt !== null) throw refuse('record.changed');
  return task;
}

export async function acceptTask(ctx: Context, deps: WorkDeps, id: number): Promise<TaskItem> {
  await inTransaction(ctx.db, async (tx) => {
    const task = await lockOwn(tx, ctx, id);
    if (task.acceptedAt !== null) return;
    await tx.query(
      `update work.task set accepted_at = $2, updated_at = $2, version = version + 1
       where id = $1`, [id, ctx.now()]);
    await writeTaskEvents(tx, ctx, task, { kind: 'task.accepted' });
    await tellAuthor(tx, ctx, task, { kind: 'task.accepted', words: 'Взято в работу' });
  });
  return loadTask(ctx, deps, id);
}

/** The author has it again, with the reason in their notification and in the history. */
export async function returnTask(
  ctx: Context, deps: WorkDeps, input: { id: number; reason: string },
): Promise<TaskItem> {
  const reason = input.reason.trim();
  if (!reason) throw refuseField('reason', 'Напишите, почему возвращаете задачу.');
  await inTransaction(ctx.db, async (tx) => {
    const task = await lockOwn(tx, ctx, input.id);
    if (task.authorId === null || task.authorId === task.assigneeId) {
      throw refuse('request.invalid', 'Эту задачу никто не поручал: вернуть её некому.');
    }
    await tx.query(
      `update work.task set assignee_id = author_id, accepted_at = null, for_employee_id = null,
         updated_at = $2, version = version + 1
       where id = $1`, [input.id, ctx.now()]);
    await writeTaskEvents(tx, ctx, task, {
      kind: 'task.returned',
      data: { reason, changes: { assigneeId: { old: task.assigneeId, new: task.authorId } } },
    });
    await tellAuthor(tx, ctx, task,
      { kind: 'task.returned', words: 'Вернули дело', body: reason });
  });
  return loadTask(ctx, deps, input.id);
}
