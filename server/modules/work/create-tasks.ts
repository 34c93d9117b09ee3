// Making tasks inside of somebody's transaction, one or fifty thousand; a task with a `onceKey`
// exists at most once, however often and by however many it is made.
import type { ChecklistItem, Recurrence, TaskPriority } from '#contract/task-parts';
import type { TaskKind } from '#contract/work';
import { deputiesOf } from '#modules/staff';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { describeConstraints } from '#platform/constraints';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { writeReminders, writeWatchers } from './task-parts.ts';

describeConstraints({
  task_assignee_fk: ['assigneeId', 'Исполнитель не найден.'],
  task_title_length: ['title', 'Название задачи — от 1 до 500 знаков.'],
  task_kind: ['kind', 'Такого вида задач нет.'],
});

export type NewTask = {
  title: string;
  kind?: TaskKind;
  /** The record it belongs to; its readers see the task on its card. */
  entity?: string | null;
  entityId?: number | null;
  assigneeId: number;
  /** Moment in UTC. */
  dueAt?: string | Date | null;
  note?: string | null;
  onceKey?: string | null;
  priority?: TaskPriority | undefined;
  checklist?: ChecklistItem[] | undefined;
  reminders?: number[] | undefined;
  recurrence?: Recurrence | null | undefined;
  watcherIds?: number[] | undefined;
  series?: { id: number; number: number };
  /** Values of custom fields that are checked already. */
  custom?: Record<string, unknown> | null | undefined;
  /** The person who is away and whose task the assignee has. */
  forEmployeeId?: number | null;
};

export type MadeTask = { id: number; created: boolean; assigneeId: number };

/** Who is away has a deputy: the task goes there, and says whose it is. */
async function withDeputies(
  tx: Tx, ctx: Context, tasks: readonly NewTask[],
): Promise<readonly NewTask[]> {
  const others = tasks.map((task) => task.assigneeId).filter((id) => id !== ctx.actor.employeeId);
  if (others.length === 0) return tasks;
  const deputies = await deputiesOf(tx, others, companyToday(ctx.now()));
  if (deputies.size === 0) return tasks;
  return tasks.map((task) => {
    const deputy = task.assigneeId === ctx.actor.employeeId
      ? undefined : deputies.get(task.assigneeId);
    return deputy === undefined
      ? task : { ...task, assigneeId: deputy, forEmployeeId: task.assigneeId };
  });
}

/** What was not given is null in the row; the statement knows what stands for it. */
const rowOf = (task: NewTask, position: number) => ({
  position, title: task.title, kind: task.kind, entity: task.entity, entity_id: task.entityId,
  assignee_id: task.assigneeId, due_at: task.dueAt, note: task.note, once_key: task.onceKey,
  priority: task.priority, checklist: task.checklist, reminders: task.reminders,
  recurrence: task.recurrence, series_id: task.series?.id, series_number: task.series?.number,
  for_employee_id: task.forEmployeeId, custom: task.custom,
});

const ROW_COLUMNS = `position int, title text, kind text, entity text, entity_id bigint,
  assignee_id bigint, due_at timestamptz, note text, once_key text, priority text,
  checklist jsonb, reminders int[], recurrence jsonb, series_id bigint, series_number int,
  for_employee_id bigint, custom jsonb`;

type Made = { id: number; created: boolean; position: number };

/** Results in the order of `tasks`. The author is the actor; the program has none. */
export async function createTasks(
  tx: Tx, ctx: Context, asked: readonly NewTask[],
): Promise<MadeTask[]> {
  if (asked.length === 0) return [];
  const tasks = await withDeputies(tx, ctx, asked);
  const { rows: made } = await tx.query<Made>({
    name: 'work-create-tasks',
    text: `
      with wanted as materialized (
        select w.*, nextval(pg_get_serial_sequence('work.task', 'id')) as id
        from jsonb_to_recordset($1::jsonb) as w (${ROW_COLUMNS})
      ), added as (
        insert into work.task (id, title, kind, entity, entity_id, assignee_id, author_id, due_at,
          note, once_key, priority, checklist, reminders, recurrence, series_id, series_number,
          for_employee_id, custom, created_at, updated_at)
        overriding system value
        select id, title, coalesce(kind, 'task'), entity, entity_id, assignee_id, $2, due_at,
          note, once_key, coalesce(priority, 'normal'), coalesce(checklist, '[]'),
          coalesce(reminders, '{}'), nullif(recurrence, 'null'), series_id, series_number,
          for_employee_id, nullif(nullif(custom, 'null'), '{}'), $3, $3
        from wanted order by position
        on conflict do nothing
        returning id
      )
      select w.position, w.id, a.id is not null as created
      from wanted w left join added a on a.id = w.id order by w.position`,
    values: [JSON.stringify(tasks.map(rowOf)), ctx.actor.employeeId, ctx.now()],
  });
  const created = made.filter((row) => row.created);
  await writeWatchers(tx, created.map(({ id, position }) =>
    ({ id, watcherIds: tasks[position]!.watcherIds ?? [] })));
  await writeReminders(tx, ctx, created.map((row) => row.id));
  await writeCreated(tx, ctx, tasks, made);
  return withKnown(tx, tasks, made);
}

export async function createTask(tx: Tx, ctx: Context, task: NewTask): Promise<MadeTask> {
  const [made] = await createTasks(tx, ctx, [task]);
  return made!;
}

async function writeCreated(
  tx: Tx, ctx: Context, tasks: readonly NewTask[], made: Made[],
): Promise<void> {
  const events = made.flatMap(({ id, created }, index) => {
    const task = tasks[index]!;
    const { title, kind = 'task', assigneeId, entity, entityId, dueAt = null } = task;
    const data = {
      taskId: id, title, kind, assigneeId, dueAt,
      ...(task.forEmployeeId ? { forEmployeeId: task.forEmployeeId } : {}),
    };
    const linked = entity && entityId ? { entity, entityId } : { entity: 'task', entityId: id };
    return created ? [{ kind: 'task.created', ...linked, data }] : [];
  });
  await writeEvents(tx, ctx, events);
}

/** A task that existed already is named by its key: it was committed before our insert gave way. */
async function withKnown(
  tx: Tx, tasks: readonly NewTask[], made: Made[],
): Promise<MadeTask[]> {
  const keys = made.flatMap(({ created }, index) => created ? [] : tasks[index]!.onceKey ?? []);
  const known = new Map<string, number>();
  if (keys.length > 0) {
    const { rows } = await tx.query<{ id: number; key: string }>(
      'select id, once_key as key from work.task where once_key = any($1::text[])', [keys]);
    for (const row of rows) known.set(row.key, row.id);
  }
  return made.map(({ id, created }, index) => {
    const { onceKey, assigneeId } = tasks[index]!;
    return { id: created ? id : known.get(onceKey ?? '') ?? id, created, assigneeId };
  });
}
