// The row of one task as the verbs lock and change it.
import type { ChecklistItem, Recurrence, TaskPriority } from '#contract/task-parts';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents, type Changes } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { sees } from '#platform/visibility';
import type { RawValues } from '#modules/fields';
import { namePeople } from './name-people.ts';

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
  priority: TaskPriority;
  checklist: ChecklistItem[];
  reminders: number[];
  recurrence: Recurrence | null;
  seriesId: number | null;
  seriesNumber: number | null;
  acceptedAt: string | null;
  forEmployeeId: number | null;
  watcherIds: number[];
  custom: RawValues;
  version: number;
};

/** Who sees the task as their own. */
export const partiesOf = (task: TaskRecord): number[] =>
  [task.assigneeId, ...(task.authorId === null ? [] : [task.authorId]), ...task.watcherIds];

/** A whole TaskRecord of work.task t and its assignee p. */
export const TASK_COLUMNS = `t.id, t.title, t.kind, t.entity, t.entity_id as "entityId",
  t.assignee_id as "assigneeId", t.author_id as "authorId",
  p.department_id as "departmentId", t.due_at as "dueAt", t.done_at as "doneAt",
  t.cancelled_at as "cancelledAt", t.note, t.priority, t.checklist, t.reminders,
  t.recurrence, t.series_id as "seriesId", t.series_number as "seriesNumber",
  t.accepted_at as "acceptedAt", t.for_employee_id as "forEmployeeId", t.custom,
  t.version,
  (select coalesce(json_agg(w.employee_id order by w.employee_id), '[]')
    from work.task_watcher w where w.task_id = t.id) as "watcherIds"`;

/** Locks a task that the actor may change: the own ones and those of one's people. */
export async function lockTask(
  tx: Tx, ctx: Context, id: number, version?: number,
): Promise<TaskRecord> {
  requireRight(ctx.actor, 'task', 'edit');
  const task = await one<TaskRecord>(tx, {
    name: 'work-lock-task',
    text: `
      select ${TASK_COLUMNS}
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

type Told = Record<string, unknown> & { changes?: Changes };

async function named(tx: Tx, told: Told | undefined): Promise<object> {
  return told?.changes ? { ...told, changes: await namePeople(tx, told.changes) } : { ...told };
}

/**
 * Tells the record's timeline, and the open task lists of those whose task it is. `own` is for the
 * latter alone: custom fields of a task mean nothing to the readers of a deal.
 */
export async function writeTaskEvents(
  tx: Tx, ctx: Context, task: TaskRecord,
  event: { kind: string; data?: Told; own?: Told },
): Promise<void> {
  const data = { taskId: task.id, title: task.title, ...await named(tx, event.data) };
  const own = {
    kind: event.kind, entity: 'task', entityId: task.id,
    data: { ...data, ...await named(tx, event.own) },
    visibleBefore: {
      departmentId: task.departmentId,
      readerIds: partiesOf(task),
    },
  };
  const linked = task.entity !== null && task.entityId !== null
    ? [{ kind: event.kind, entity: task.entity, entityId: task.entityId, data }]
    : [];
  await writeEvents(tx, ctx, [...linked, own]);
}
