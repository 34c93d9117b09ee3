// Tasks as lists and cards show them, and who sees which.
import { layoutVariants } from '#contract/keyboard-layout';
import type { TaskItem, TasksQuery } from '#contract/work';
import { requireRight, type Actor } from '#platform/actor';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { type Catalogue, defineCatalogue, extendCatalogue } from '#platform/listing/catalogue';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import { anyOf, type Fragment } from '#platform/listing/fragment';
import { runList, type ListPage, type ListSource } from '#platform/listing/run-list';
import { refuse } from '#platform/refuse';
import { planSearch } from '#platform/search/plan';
import { visibleRows } from '#platform/visibility';
import { customMatches, showValues, withCustomFields } from '#modules/fields';
import { requireAccess, type AccessCheck, type EntityAccess } from '#modules/timeline';
import type { Secrets } from '#platform/secrets';
import type { DaySource } from './day.ts';
import { editableTasks } from './editable-tasks.ts';

const STATE = `case when t.done_at is not null then 'done'
  when t.cancelled_at is not null then 'cancelled' else 'open' end`;

const taskCatalogue = defineCatalogue({
  noun: 'tasks',
  idColumn: 't.id',
  defaultSort: 'dueAt',
  fields: {
    title: { label: 'Задача', type: 'text', column: 't.title', sortable: true, nullable: false },
    kind: { label: 'Вид', type: 'choice', column: 't.kind', choiceSource: 'taskKinds' },
    state: { label: 'Состояние', type: 'choice', column: STATE, choiceSource: 'taskStates' },
    dueAt: { label: 'Срок', type: 'moment', column: 't.due_at', sortable: true },
    assigneeId: {
      label: 'Исполнитель', type: 'reference', column: 't.assignee_id', choiceSource: 'employees',
      named: 'staff.employee',
    },
    'assignee.name': {
      label: 'Исполнитель: имя', type: 'text', column: 'p.name', sortable: true,
      sortColumn: 'p.name collate "ru-x-icu"',
    },
    authorId: {
      label: 'Постановщик', type: 'reference', column: 't.author_id', choiceSource: 'employees',
      named: 'staff.employee',
    },
    departmentId: {
      label: 'Отдел исполнителя', type: 'reference', column: 'p.department_id',
      choiceSource: 'departments', named: 'staff.department',
    },
    entity: { label: 'К чему', type: 'choice', column: 't.entity', choiceSource: 'entities' },
    doneAt: { label: 'Сделана', type: 'moment', column: 't.done_at', sortable: true },
    priority: {
      label: 'Важность', type: 'choice', column: 't.priority', choiceSource: 'taskPriorities',
      nullable: false,
    },
    accepted: {
      label: 'Взята в работу', type: 'flag', column: '(t.accepted_at is not null)',
      nullable: false,
    },
    repeats: {
      label: 'Повторяется', type: 'flag', column: '(t.recurrence is not null)', nullable: false,
    },
    createdAt: {
      label: 'Создана', type: 'moment', column: 't.created_at', sortable: true, nullable: false,
    },
  },
});

const FROM = `work.task t
  join staff.employee p on p.id = t.assignee_id
  left join staff.employee au on au.id = t.author_id
  left join staff.employee fe on fe.id = t.for_employee_id`;

const COLUMNS = `t.id, t.title, t.kind, ${STATE} as state, t.entity, t.entity_id as "entityId",
  json_build_object('id', p.id, 'name', p.name) as assignee,
  case when au.id is not null then json_build_object('id', au.id, 'name', au.name) end as author,
  t.due_at as "dueAt", t.done_at as "doneAt", t.cancelled_at as "cancelledAt", t.note,
  t.priority, t.checklist, t.reminders, t.recurrence, t.accepted_at as "acceptedAt",
  case when fe.id is not null then json_build_object('id', fe.id, 'name', fe.name) end
    as "insteadOf",
  (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name) order by x.name), '[]')
    from work.task_watcher w join staff.employee x on x.id = w.employee_id
    where w.task_id = t.id) as watchers,
  t.created_at as "createdAt", t.custom, t.version`;

/** With the custom fields that this reader may see, and what is said of the reader alone. */
export const taskCatalogueOf = (ctx: Context): Catalogue => extendCatalogue(
  withCustomFields(ctx, taskCatalogue, { entity: 'task', column: 't.custom' }), {
    isWatched: {
      label: 'Наблюдаю', type: 'flag', nullable: false,
      column: `(exists (select from work.task_watcher w
        where w.task_id = t.id and w.employee_id = ${Number(ctx.actor.employeeId ?? 0)}))`,
    },
  });

/** Titles of records for those who may see them; composition knows how to find them. */
export type EntityTitles = Readonly<Record<
  string, (ctx: Context, ids: number[]) => Promise<ReadonlyMap<number, string>>
>>;
export type WorkDeps = {
  entityAccess: EntityAccess; entityTitles: EntityTitles; daySources?: readonly DaySource[];
  /** Seals the password of the mail server; absent where nobody sets one. */
  secrets?: Secrets;
};

export const ownTask = (me: string) => `(t.assignee_id = ${me} or t.author_id = ${me}
  or t.id in (select w.task_id from work.task_watcher w where w.employee_id = ${me}))`;

/** Assignee, author and watchers see a task as their own, heads those of their people. */
export const visibleTasks = (actor: Actor): Fragment => visibleRows(
  actor, { entity: 'task', action: 'read' },
  { department: 'p.department_id', own: ownTask });

/** Every task that the reader sees by themselves, for views, exports and mass work. */
export const taskSource = (ctx: Context, q: string | undefined): ListSource => ({
  catalogue: taskCatalogueOf(ctx), from: FROM, columns: COLUMNS,
  visibility: visibleTasks(ctx.actor),
  search: q?.trim() ? searchFor(ctx, q) : undefined,
});

export async function listTasks(
  ctx: Context, deps: WorkDeps, query: TasksQuery,
): Promise<ListPage<TaskItem>> {
  const { entity, entityId, ...list } = query;
  const source: ListSource = {
    ...taskSource(ctx, list.q), visibility: await scopeOf(ctx, deps, { entity, entityId }),
  };
  const frame = { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() };
  const page = await runList<TaskItem>(ctx.db, source, list, frame);
  return { ...page, items: await withTitles(ctx, deps, page.items) };
}

async function scopeOf(
  ctx: Context, deps: WorkDeps,
  record: { entity?: string | undefined; entityId?: number | undefined },
): Promise<Fragment> {
  const { entity, entityId } = record;
  if (entity === undefined && entityId === undefined) return visibleTasks(ctx.actor);
  if (entity === undefined || entityId === undefined) {
    const reason = 'entity и entityId передают вместе.';
    throw refuse('request.invalid', reason, [{ field: 'entityId', reason }]);
  }
  // Whoever sees the record sees its tasks, those of other departments too.
  const id = await requireAccess(ctx, deps.entityAccess, { entity, entityId });
  return { sql: 't.entity = $1::text and t.entity_id = $2::bigint', values: [entity, id] };
}

function searchFor(ctx: Context, q: string): Fragment {
  const plan = planSearch(q);
  return anyOf([
    {
      sql: `${foldedSql('t.title')} like any($1::text[])`,
      values: [layoutVariants(q).map((text) => likePattern(foldText(text), 'contains'))],
    },
    ...(plan ? customMatches(ctx, { entity: 'task', column: 't.custom' }, plan) : []),
  ]);
}

/** One task, for those who see it by themselves or through its record. */
export async function readTask(ctx: Context, deps: WorkDeps, id: number): Promise<TaskItem> {
  const seen = visibleTasks(ctx.actor);
  const row = await one<{ seen: boolean; entity: string | null; entityId: number | null }>(ctx.db,
    `select (${seen.sql}) as seen, t.entity, t.entity_id as "entityId" from ${FROM}
     where t.id = $${seen.values.length + 1}`,
    [...seen.values, id]);
  if (!row) throw refuse('record.missing');
  const { entity, entityId } = row;
  if (!row.seen) {
    if (entity === null || entityId === null) throw refuse('record.missing');
    await requireAccess(ctx, deps.entityAccess, { entity, entityId });
  }
  return loadTask(ctx, deps, id);
}

/** Whoever sees a task reads and comments it; its parties and their heads change it. */
export const taskAccess = (deps: WorkDeps): AccessCheck => async (ctx, id, action) => {
  if (action === 'edit') requireRight(ctx.actor, 'task', 'edit');
  await readTask(ctx, deps, id);
};

/** One task for whoever has just changed it, even if they gave it away and see it no more. */
export async function loadTask(ctx: Context, deps: WorkDeps, id: number): Promise<TaskItem> {
  const task = await one<TaskItem>(ctx.db, {
    name: 'work-load-task', text: `select ${COLUMNS} from ${FROM} where t.id = $1`, values: [id],
  });
  if (!task) throw refuse('record.missing');
  const [item] = await withTitles(ctx, deps, [task]);
  return item!;
}

async function withTitles(
  ctx: Context, deps: WorkDeps, tasks: TaskItem[],
): Promise<TaskItem[]> {
  const titles = new Map<string, ReadonlyMap<number, string>>();
  const editable = await editableTasks(ctx, tasks.map(({ id }) => id));
  for (const entity of new Set(tasks.flatMap((task) => task.entity ?? []))) {
    const find = Object.hasOwn(deps.entityTitles, entity) ? deps.entityTitles[entity] : undefined;
    const ids = tasks.flatMap((task) => task.entity === entity ? task.entityId ?? [] : []);
    if (find) titles.set(entity, await find(ctx, [...new Set(ids)]));
  }
  return (await showValues(ctx, 'task', tasks)).map((task) => ({
    ...task,
    entityTitle: titles.get(task.entity ?? '')?.get(task.entityId ?? 0) ?? null,
    mayEdit: editable.has(task.id),
  }));
}
