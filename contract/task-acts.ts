// What people do with tasks beside making, editing and finishing them one by one.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';
import { TaskItem } from './work.ts';

const CLOSED = { additionalProperties: false } as const;
const TASK_EDIT = { entity: 'task', action: 'edit' } as const;
const ids = Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true });

/** One row of a mass action: done, or why not. */
export const TaskActResult = Type.Object({
  id: Id,
  done: Type.Boolean(),
  reason: nullable(Type.String()),
  /** The deadline before, so that the act can be taken back. */
  dueBefore: nullable(Moment),
});
export type TaskActResult = Static<typeof TaskActResult>;
const results = Type.Object({ results: Type.Array(TaskActResult) });

/** A working day by name keeps the hour of the deadline; a moment is taken as it is. */
export const Postponement = Type.Union([
  Type.Literal('tomorrow'), Type.Literal('monday'), Moment,
]);

export const tasksPostpone = defineRoute({
  id: 'tasks.postpone', method: 'POST', path: '/api/tasks/postponements',
  summary: 'Отложить задачи: на следующий рабочий день, на понедельник или на срок',
  access: TASK_EDIT, body: Type.Object({ ids, to: Postponement }, CLOSED), response: results,
});
export const tasksComplete = defineRoute({
  id: 'tasks.completeMany', method: 'POST', path: '/api/tasks/completions',
  summary: 'Сделаны несколько задач', access: TASK_EDIT,
  body: Type.Object({ ids }, CLOSED), response: results,
});
export const taskAccept = defineRoute({
  id: 'tasks.accept', method: 'PUT', path: '/api/tasks/:id/acceptance',
  summary: 'Взять порученную задачу: постановщик узнаёт', access: TASK_EDIT,
  params: IdParams, response: TaskItem,
});
export const taskReturn = defineRoute({
  id: 'tasks.return', method: 'POST', path: '/api/tasks/:id/returns',
  summary: 'Вернуть порученную задачу постановщику с причиной', access: TASK_EDIT,
  params: IdParams,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }, CLOSED),
  response: TaskItem,
});
