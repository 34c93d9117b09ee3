// Making tasks inside of somebody's transaction, one or fifty thousand; a task with a `onceKey`
// exists at most once, however often and by however many it is made.
import type { TaskKind } from '#contract/work';
import type { Context } from '#platform/context';
import { describeConstraints } from '#platform/constraints';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

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
};

export type MadeTask = { id: number; created: boolean };

/** Results in the order of `tasks`. The author is the actor; the program has none. */
export async function createTasks(
  tx: Tx, ctx: Context, tasks: readonly NewTask[],
): Promise<MadeTask[]> {
  if (tasks.length === 0) return [];
  const rows = tasks.map((task, position) => ({
    position, title: task.title, kind: task.kind ?? 'task', entity: task.entity ?? null,
    entity_id: task.entityId ?? null, assignee_id: task.assigneeId, due_at: task.dueAt ?? null,
    note: task.note ?? null, once_key: task.onceKey ?? null,
  }));
  const { rows: made } = await tx.query<MadeTask & { position: number }>({
    name: 'work-create-tasks',
    text: `
      with wanted as materialized (
        select w.*, nextval(pg_get_serial_sequence('work.task', 'id')) as id
        from jsonb_to_recordset($1::jsonb) as w (position int, title text, kind text, entity text,
          entity_id bigint, assignee_id bigint, due_at timestamptz, note text, once_key text)
      ), added as (
        insert into work.task (id, title, kind, entity, entity_id, assignee_id, author_id, due_at,
          note, once_key, created_at, updated_at)
        overriding system value
        select id, title, kind, entity, entity_id, assignee_id, $2, due_at, note, once_key, $3, $3
        from wanted order by position
        on conflict (once_key) do nothing
        returning id
      )
      select w.position, w.id, a.id is not null as created
      from wanted w left join added a on a.id = w.id order by w.position`,
    values: [JSON.stringify(rows), ctx.actor.employeeId, ctx.now()],
  });
  await writeCreated(tx, ctx, tasks, made);
  return withKnown(tx, tasks, made);
}

export async function createTask(tx: Tx, ctx: Context, task: NewTask): Promise<MadeTask> {
  const [made] = await createTasks(tx, ctx, [task]);
  return made!;
}

async function writeCreated(
  tx: Tx, ctx: Context, tasks: readonly NewTask[], made: MadeTask[],
): Promise<void> {
  const events = made.flatMap(({ id, created }, index) => {
    const { title, kind = 'task', assigneeId, entity, entityId, dueAt = null } = tasks[index]!;
    const data = { taskId: id, title, kind, assigneeId, dueAt };
    const linked = entity && entityId ? { entity, entityId } : { entity: 'task', entityId: id };
    return created ? [{ kind: 'task.created', ...linked, data }] : [];
  });
  await writeEvents(tx, ctx, events);
}

/** A task that existed already is named by its key: it was committed before our insert gave way. */
async function withKnown(
  tx: Tx, tasks: readonly NewTask[], made: MadeTask[],
): Promise<MadeTask[]> {
  const keys = made.flatMap(({ created }, index) => created ? [] : tasks[index]!.onceKey!);
  if (keys.length === 0) return made;
  const { rows } = await tx.query<{ id: number; key: string }>(
    'select id, once_key as key from work.task where once_key = any($1::text[])', [keys]);
  const known = new Map(rows.map((row) => [row.key, row.id]));
  return made.map(({ id, created }, index) =>
    ({ id: created ? id : known.get(tasks[index]!.onceKey!) ?? id, created }));
}
