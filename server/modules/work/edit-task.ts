import type { TaskEdit, TaskItem } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { changesBetween } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { changeValues } from '#modules/fields';
import { notify } from './notify.ts';
import { loadTask, type WorkDeps } from './task-list.ts';
import { checkRecurrence, replaceWatchers, writeReminders } from './task-parts.ts';
import { lockTask, requireWorking, writeTaskEvents, type TaskRecord } from './task-record.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The moment as the database writes it; an empty one is null, an absent one stays absent. */
export function checkMoment(text: string | null | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  if (text === null || text === '') return null;
  const ms = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw refuseField('dueAt', 'Срок — момент вида 2026-01-31T12:00:00Z.');
  return new Date(ms).toISOString();
}

/** The same as a person gives it. Years of fewer signs stand in no file of Excel. */
export function askedMoment(text: string | null | undefined): string | null | undefined {
  const moment = checkMoment(text);
  if (moment && moment < '1900') throw refuseField('dueAt', 'Срок — не раньше 1900 года.');
  return moment;
}

/** Whoever gives a task to somebody else lets them know. */
export async function notifyAssignee(
  tx: Tx, ctx: Context,
  task: {
    id: number; title: string; assigneeId: number;
    entity?: string | null | undefined; entityId?: number | null | undefined;
  },
): Promise<void> {
  if (task.assigneeId === ctx.actor.employeeId) return;
  await notify(tx, ctx, [{
    employeeId: task.assigneeId,
    kind: 'task.assigned',
    title: `Новое дело: ${task.title}`,
    body: `Постановщик: ${ctx.actor.name}`,
    entity: task.entity ?? 'task',
    entityId: task.entityId ?? task.id,
    taskId: task.id,
  }]);
}

type Fields = Omit<TaskEdit, 'version' | 'custom'>;

function cleaned(given: Fields): Fields {
  const fields = {
    ...given,
    ...(given.title === undefined ? {} : { title: given.title.trim() }),
    ...(given.dueAt === undefined ? {} : { dueAt: askedMoment(given.dueAt) ?? null }),
    ...(given.note === undefined ? {} : { note: given.note?.trim() || null }),
    ...(given.watcherIds ? { watcherIds: given.watcherIds.toSorted((a, b) => a - b) } : {}),
  };
  if (fields.title === '') throw refuseField('title', 'Название задачи не заполнено.');
  return fields;
}

/** Another assignee begins anew: they have not taken it yet, and stand in for nobody. */
async function updateTask(tx: Tx, ctx: Context, next: TaskRecord, passed: boolean): Promise<void> {
  await tx.query({
    name: 'work-edit-task',
    text: `
      update work.task set title = $2, kind = $3, assignee_id = $4, due_at = $5, note = $6,
        priority = $7, checklist = $8, reminders = $9, recurrence = $10,
        series_id = case when $10::jsonb is not null then coalesce(series_id, id)
          else series_id end,
        series_number = case when $10::jsonb is not null then coalesce(series_number, 0)
          else series_number end,
        custom = $13, accepted_at = case when $11 then null else accepted_at end,
        for_employee_id = case when $11 then null else for_employee_id end,
        updated_at = $12, version = version + 1
      where id = $1`,
    values: [next.id, next.title, next.kind, next.assigneeId, next.dueAt, next.note,
      next.priority, JSON.stringify(next.checklist), next.reminders,
      next.recurrence && JSON.stringify(next.recurrence), passed, ctx.now(),
      next.custom && JSON.stringify(next.custom)],
  });
}

/** Changes only the fields given; another assignee learns of it. */
export async function editTask(
  ctx: Context, deps: WorkDeps, input: { id: number } & TaskEdit,
): Promise<TaskItem> {
  const { id, version, custom: values, ...given } = input;
  const fields = cleaned(given);
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockTask(tx, ctx, id, version);
    const known = { ...before, dueAt: checkMoment(before.dueAt) ?? null };
    const changes = changesBetween(known, fields);
    const custom = await changeValues(
      tx, ctx, { entity: 'task', id, values: before.custom }, values);
    const all = { ...changes, ...custom.changes };
    if (Object.keys(all).length === 0) return;
    const next = { ...known, ...fields, custom: custom.next };
    checkRecurrence(next.recurrence, next.dueAt);
    const passed = changes['assigneeId'] !== undefined;
    if (passed) await requireWorking(tx, next.assigneeId);
    await updateTask(tx, ctx, next, passed);
    if (changes['watcherIds']) await replaceWatchers(tx, id, next.watcherIds);
    if (changes['dueAt'] || changes['reminders']) await writeReminders(tx, ctx, [id]);
    // Who reads the deal alone is not told of fields that only the task has.
    const told = Object.keys(changes).length > 0 ? before : { ...before, entity: null };
    await writeTaskEvents(tx, ctx, told,
      { kind: 'task.edited', data: { changes }, own: { changes: all } });
    if (passed) await notifyAssignee(tx, ctx, next);
  });
  return loadTask(ctx, deps, id);
}
