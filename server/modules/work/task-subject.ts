// Tasks as views, exports, the calendar and mass work see them.
import Type from 'typebox';
import { Id, Moment, nullable } from '#contract/primitives';
import { taskParts } from '#contract/task-parts';
import { TASK_STATES, TaskEdit } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import type { CalendarSource } from '#platform/listing/run-calendar';
import { defineAction, type MassSubject, type RowOutcome } from '#platform/mass/actions';
import {
  cellsAction, type CellWriters, choiceCell, referenceCell, textCell,
} from '#platform/mass/cells';
import { changedSince, fieldEdits, type FieldsUndo, trusted } from '#platform/mass/field-edits';
import { momentCell } from '#platform/mass/moment-cell';
import { visibleRows } from '#platform/visibility';
import { customCell } from '#modules/fields';
import { cancelTask, completeTask, reopenTask } from './close-task.ts';
import { editTask } from './edit-task.ts';
import { ownTask, taskSource, type WorkDeps } from './task-list.ts';
import { lockTask } from './task-record.ts';

const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'task', action: 'edit' } as const;
/** Titles of records are read for the answer of a single edit; rows have none. */
const DEPS: WorkDeps = { entityAccess: {}, entityTitles: {} };

const lock = (ctx: Context, id: number) =>
  inTransaction(ctx.db, (tx) => lockTask(tx, ctx, id));

const edits = fieldEdits({
  lock, names: ['title', 'kind', 'assigneeId', 'dueAt', 'note', 'priority'],
  edit: (ctx, input) => editTask(ctx, DEPS, input as TaskEdit & { id: number }),
});

type State = (typeof TASK_STATES)[number];
const MOVES = { open: reopenTask, done: completeTask, cancelled: cancelTask } as const;

const stateOf = (task: { doneAt: string | null; cancelledAt: string | null }): State =>
  (task.doneAt !== null ? 'done' : task.cancelledAt !== null ? 'cancelled' : 'open');

async function close(
  ctx: Context, id: number, { state }: { state: State },
): Promise<RowOutcome> {
  const before = stateOf(await lock(ctx, id));
  if (before === state) return { status: 'unchanged' };
  await MOVES[state](ctx, DEPS, id);
  return { status: 'done', undo: { from: before, to: state } };
}

async function closeBack(
  ctx: Context, id: number, undo: { from: State; to: State },
): Promise<RowOutcome> {
  if (stateOf(await lock(ctx, id)) !== undo.to) throw changedSince();
  await MOVES[undo.from](ctx, DEPS, id);
  return { status: 'done' };
}

const CELLS: CellWriters = {
  onec: [],
  custom: customCell('task'),
  fields: {
    title: textCell('title'), dueAt: momentCell('dueAt'),
    priority: choiceCell('priority', 'taskPriorities'),
    assigneeId: referenceCell('assigneeId', {
      relation: 'staff.employee', alive: 'x.dismissed_at is null', what: 'такого сотрудника',
    }),
  },
};

const CALENDARS: Readonly<Record<string, CalendarSource>> = {
  dueAt: {
    from: `work.task t join staff.employee p on p.id = t.assignee_id`,
    at: 't.due_at',
    type: 'moment',
    where: 't.done_at is null and t.cancelled_at is null',
    subtitle: 'p.name',
    task: `json_build_object('id', t.id, 'title', t.title, 'kind', t.kind,
      'version', t.version)`,
  },
};

export const taskSubject: MassSubject = {
  noun: 'tasks',
  entity: 'task',
  title: 'Дела',
  source: taskSource,
  exportable: (actor) => visibleRows(actor, { entity: 'task', action: 'export' },
    { department: 'p.department_id', own: ownTask }),
  calendars: CALENDARS,
  rowTitle: 't.title',
  actions: {
    edit: defineAction({
      title: 'Правка полей', right: EDIT,
      input: Type.Partial(Type.Object({
        dueAt: nullable(Moment), priority: taskParts.priority, custom: TaskEdit.properties.custom,
      }), { ...CLOSED, minProperties: 1 }),
      ...edits,
    }),
    assign: defineAction({
      title: 'Другой исполнитель', right: EDIT,
      input: Type.Object({ employeeId: Id }, CLOSED),
      run: (ctx, id, input: { employeeId: number }) =>
        edits.run(ctx, id, { assigneeId: input.employeeId }),
      undo: (ctx, id, undo: FieldsUndo) => edits.undo(trusted(ctx), id, undo),
    }),
    close: defineAction({
      title: 'Завершение дел', right: EDIT,
      input: Type.Object({ state: Type.Enum([...TASK_STATES]) }, CLOSED),
      run: close, undo: closeBack,
    }),
    cells: cellsAction(EDIT, CELLS, edits),
  },
};
