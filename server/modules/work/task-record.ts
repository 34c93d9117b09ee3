// The row of one task as the verbs lock and change it.
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { sees } from '#platform/visibility';

export type TaskRecord = {
  id: number;
  title: string;
  kind: string;
  entity: string | null;
  entityId: number | null;
  assigneeId: number;
  authorId: number | null;
  departmentId: number;
  dueAt: string | null;
  doneAt: string | null;
  cancelledAt: string | null;
  note: string | null;
  version: number;
};

/** Locks a task that the actor may change: the own ones and those of one's people. */
export async function lockTask(
  tx: Tx, ctx: Context, id: number, version?: number,
): Promise<TaskRecord> {
  requireRight(ctx.actor, 'task', 'edit');
  const task = await one<TaskRecord>(tx, {
    name: 'work-lock-task',
    text: `
      select t.id, t.title, t.kind, t.entity, t.entity_id as "entityId",
        t.assignee_id as "assigneeId", t.author_id as "authorId",
        p.department_id as "departmentId", t.due_at as "dueAt", t.done_at as "doneAt",
        t.cancelled_at as "cancelledAt", t.note, t.version
      from work.task t join staff.employee p on p.id = t.assignee_id
      where t.id = $1 for update of t`,
    values: [id],
  });
  const mine = task && sees(ctx.actor, { entity: 'task', action: 'edit' }, {
    departmentId: task.departmentId,
    readerIds: [task.assigneeId, ...(task.authorId === null ? [] : [task.authorId])],
  });
  if (!task || !mine) throw refuse('record.missing');
  if (version !== undefined && version !== task.version) throw refuse('record.changed');
  return task;
}

/** The person a task may be given to. */
export async function requireWorking(tx: Tx, employeeId: number): Promise<void> {
  const row = await one<{ id: number }>(tx,
    'select id from staff.employee where id = $1 and dismissed_at is null', [employeeId]);
  if (!row) throw refuseField('assigneeId', 'Такого сотрудника нет или он уволен.');
}

/** Tells the record's timeline, and the open task lists of those whose task it is. */
export async function writeTaskEvents(
  tx: Tx, ctx: Context, task: TaskRecord, event: { kind: string; data?: object },
): Promise<void> {
  const data = { taskId: task.id, title: task.title, ...event.data };
  const own = {
    kind: event.kind, entity: 'task', entityId: task.id, data,
    visibleBefore: {
      departmentId: task.departmentId,
      readerIds: [task.assigneeId, ...(task.authorId === null ? [] : [task.authorId])],
    },
  };
  const linked = task.entity !== null && task.entityId !== null
    ? [{ kind: event.kind, entity: task.entity, entityId: task.entityId, data }]
    : [];
  await writeEvents(tx, ctx, [...linked, own]);
}
