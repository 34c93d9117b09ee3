// A person makes a task for themselves or a colleague; the colleague is told.
import type { TaskCreate, TaskItem } from '#contract/work';
import { ownerByDefault, requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { requireAccess } from '#modules/timeline';
import { changeValues } from '#modules/fields';
import { createTask } from './create-tasks.ts';
import { askedMoment, notifyAssignee } from './edit-task.ts';
import { beginSeries } from './task-series.ts';
import { checkRecurrence } from './task-parts.ts';
import { loadTask, type WorkDeps } from './task-list.ts';
import { requireWorking } from './task-record.ts';

export async function addTask(
  ctx: Context, deps: WorkDeps, input: TaskCreate,
): Promise<TaskItem> {
  requireRight(ctx.actor, 'task', 'create');
  const { entity, entityId } = input;
  if ((entity === undefined) !== (entityId === undefined)) {
    const reason = 'entity и entityId передают вместе.';
    throw refuse('request.invalid', reason, [{ field: 'entityId', reason }]);
  }
  const record = entity === undefined || entityId === undefined ? {}
    : { entityId: await requireAccess(ctx, deps.entityAccess, { entity, entityId }) };
  const assigneeId = input.assigneeId ?? ownerByDefault(ctx.actor, 'task');
  if (assigneeId === null) throw refuseField('assigneeId', 'Укажите исполнителя.');
  const title = input.title.trim();
  if (!title) throw refuseField('title', 'Название задачи не заполнено.');
  const task = {
    ...input, ...record, title, assigneeId, dueAt: askedMoment(input.dueAt) ?? null,
    note: input.note?.trim() || null,
  };
  checkRecurrence(task.recurrence, task.dueAt);
  const id = await inTransaction(ctx.db, async (tx) => {
    await requireWorking(tx, assigneeId);
    const custom = await changeValues(
      tx, ctx, { entity: 'task', id: null, values: null }, input.custom);
    const made = await createTask(tx, ctx, { ...task, custom: custom.next });
    if (task.recurrence) await beginSeries(tx, made.id);
    await notifyAssignee(tx, ctx, { ...task, id: made.id });
    return made.id;
  });
  return loadTask(ctx, deps, id);
}
