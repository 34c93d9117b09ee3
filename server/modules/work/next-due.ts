// The next action of a record as a cell of its list: the deadline of its earliest open task.
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { changedSince } from '#platform/mass/field-edits';
import { refuseField } from '#platform/refuse';
import { editTask } from './edit-task.ts';
import type { WorkDeps } from './task-list.ts';
import { lockTask } from './task-record.ts';

/** Titles of records are read for the answer of a single edit; a cell has none. */
const DEPS: WorkDeps = { entityAccess: {}, entityTitles: {} };

export type NextDueUndo = { taskId: number; from: string | null; to: string | null };

type Next = { id: number; version: number; dueAt: string | null };

const instant = (moment: string | null) => (moment === null ? null : Date.parse(moment));

/** Null when it stood so already; refused where no task is open or it is not the actor's. */
export async function setNextDue(
  ctx: Context, about: { entity: string; entityId: number }, dueAt: string | null,
): Promise<NextDueUndo | null> {
  const task = await one<Next>(ctx.db, {
    name: 'work-next-task',
    text: `select id, version, due_at as "dueAt" from work.task
      where entity = $1 and entity_id = $2 and done_at is null and cancelled_at is null
      order by due_at, id limit 1`,
    values: [about.entity, about.entityId],
  });
  if (!task) throw refuseField('nextTaskAt', 'Открытого дела нет: сначала поставьте его.');
  if (instant(task.dueAt) === instant(dueAt)) return null;
  await editTask(ctx, DEPS, { id: task.id, version: task.version, dueAt });
  return { taskId: task.id, from: task.dueAt, to: dueAt };
}

/** The deadline that was, where nobody has moved it since. */
export async function setDueBack(
  ctx: Context, { taskId, from, to }: NextDueUndo,
): Promise<void> {
  const task = await inTransaction(ctx.db, (tx) => lockTask(tx, ctx, taskId));
  if (instant(task.dueAt) !== instant(to)) throw changedSince();
  await editTask(ctx, DEPS, { id: taskId, version: task.version, dueAt: from });
}
