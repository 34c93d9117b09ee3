// Tasks and notifications: what a person has to do and what they should know.
import Type, { type Static } from 'typebox';
import { Cells, FieldInfo, ListQuery, pageOf } from './listing.ts';
import { NOTICE_GROUPS, type NoticeGroup } from './notice-groups.ts';
import {
  CustomInput, CustomValues, Id, IdParams, Moment, Named, nullable,
} from './primitives.ts';
import { defineRoute } from './route.ts';
import { taskParts, taskPartsShown } from './task-parts.ts';

const TASKS = { entity: 'task', action: 'read' } as const;
const TASK_EDIT = { entity: 'task', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;
const entity = Type.String({ pattern: '^[a-z][A-Za-z]{1,39}$' });
const version = Type.Integer({ minimum: 1 });

export const TASK_KINDS = [
  'task', 'call', 'letter', 'deferral', 'acceptance', 'approval',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
export const TASK_STATES = ['open', 'done', 'cancelled'] as const;

export const TaskItem = Type.Object({
  id: Id,
  title: Type.String(),
  kind: Type.Enum([...TASK_KINDS]),
  state: Type.Enum([...TASK_STATES]),
  /** The record it belongs to, with a title when the reader may see that record. */
  entity: nullable(Type.String()),
  entityId: nullable(Id),
  entityTitle: nullable(Type.String()),
  assignee: Named,
  author: nullable(Named),
  dueAt: nullable(Moment),
  doneAt: nullable(Moment),
  cancelledAt: nullable(Moment),
  note: nullable(Type.String()),
  ...taskPartsShown,
  custom: CustomValues,
  createdAt: Moment,
  version: Type.Integer(),
  cells: Type.Optional(Cells),
  /** The reader may do, change and cancel it; those who only see its record look on. */
  mayEdit: Type.Boolean(),
});
export type TaskItem = Static<typeof TaskItem>;

const fields = {
  title: Type.String({ minLength: 1, maxLength: 500 }),
  /** People choose of the first three; the others are made by the program. */
  kind: Type.Enum(['task', 'call', 'letter']),
  assigneeId: Id,
  dueAt: nullable(Moment),
  note: nullable(Type.String({ maxLength: 20_000 })),
  ...taskParts,
};

export const TaskCreate = Type.Object({
  ...Type.Partial(Type.Object(fields)).properties,
  title: fields.title,
  entity: Type.Optional(entity),
  entityId: Type.Optional(Id),
  custom: CustomInput,
}, CLOSED);
export type TaskCreate = Static<typeof TaskCreate>;

export const TaskEdit = Type.Object(
  { version, ...Type.Partial(Type.Object(fields)).properties, custom: CustomInput }, CLOSED);
export type TaskEdit = Static<typeof TaskEdit>;

export const TasksQuery = Type.Object({
  ...ListQuery.properties,
  /** Both together: every task of one record, for all who may see that record. */
  entity: Type.Optional(entity),
  entityId: Type.Optional(Id),
});
export type TasksQuery = Static<typeof TasksQuery>;

export const Notification = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Type.String(),
  body: nullable(Type.String()),
  entity: nullable(Type.String()),
  entityId: nullable(Id),
  createdAt: Moment,
  readAt: nullable(Moment),
  /** How many news of this kind about this record the line stands for. */
  count: Type.Integer(),
  /** Who is away and instead of whom the reader is told. */
  insteadOf: nullable(Type.String()),
  /** The records that a line of several news is about; the list of them opens from it. */
  records: nullable(Type.Object({ entity: Type.String(), ids: Type.Array(Id) })),
});
export type Notification = Static<typeof Notification>;

const noticeGroupName = Type.Enum(Object.keys(NOTICE_GROUPS) as NoticeGroup[]);

export const NotificationsQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  /** Microseconds and number of the last one of the page before. */
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,18}\\.\\d{1,15}$' })),
  unread: Type.Optional(Type.Literal('1')),
  group: Type.Optional(noticeGroupName),
});
export type NotificationsQuery = Static<typeof NotificationsQuery>;

export const tasksList = defineRoute({
  id: 'tasks.list', method: 'GET', path: '/api/tasks',
  summary: 'Задачи с отбором и точным числом', access: TASKS,
  query: TasksQuery, response: pageOf(TaskItem),
});
export const tasksFields = defineRoute({
  id: 'tasks.fields', method: 'GET', path: '/api/tasks/fields',
  summary: 'Поля задачи, доступные для отбора и сортировки', access: TASKS,
  response: Type.Array(FieldInfo),
});
export const taskRead = defineRoute({
  id: 'tasks.read', method: 'GET', path: '/api/tasks/:id',
  summary: 'Задача', access: TASKS, params: IdParams, response: TaskItem,
});
export const taskCreate = defineRoute({
  id: 'tasks.create', method: 'POST', path: '/api/tasks', once: true,
  summary: 'Новая задача себе или коллеге', access: { entity: 'task', action: 'create' },
  body: TaskCreate, response: TaskItem,
});
export const taskEdit = defineRoute({
  id: 'tasks.edit', method: 'PATCH', path: '/api/tasks/:id',
  summary: 'Правка задачи; другой исполнитель узнает о ней', access: TASK_EDIT,
  params: IdParams, body: TaskEdit, response: TaskItem,
});
export const taskComplete = defineRoute({
  id: 'tasks.complete', method: 'PUT', path: '/api/tasks/:id/completion',
  summary: 'Задача сделана', access: TASK_EDIT, params: IdParams, response: TaskItem,
});
export const taskCancel = defineRoute({
  id: 'tasks.cancel', method: 'PUT', path: '/api/tasks/:id/cancellation',
  summary: 'Задача больше не нужна', access: TASK_EDIT, params: IdParams, response: TaskItem,
});
export const taskReopen = defineRoute({
  id: 'tasks.reopen', method: 'DELETE', path: '/api/tasks/:id/completion',
  summary: 'Вернуть сделанную или отменённую задачу в работу', access: TASK_EDIT,
  params: IdParams, response: TaskItem,
});

/** One page, and over all pages how many wait: in all, and by groups that have any. */
export const NotificationsPage = Type.Object({
  items: Type.Array(Notification), cursor: nullable(Type.String()), unread: Type.Integer(),
  unreadOf: Type.Record(Type.String(), Type.Integer()),
});
export type NotificationsPage = Static<typeof NotificationsPage>;

export const notificationsList = defineRoute({
  id: 'notifications.list', method: 'GET', path: '/api/notifications',
  summary: 'Свои уведомления, новые сверху; по группам и непрочитанные', access: 'signed',
  query: NotificationsQuery, response: NotificationsPage,
});
export const notificationsUnread = defineRoute({
  id: 'notifications.unread', method: 'GET', path: '/api/notifications/unread',
  summary: 'Сколько своих уведомлений не прочитано', access: 'signed',
  response: Type.Object({ unread: Type.Integer() }),
});
export const notificationRead = defineRoute({
  id: 'notifications.read', method: 'PUT', path: '/api/notifications/:id/read',
  summary: 'Уведомление прочитано', access: 'signed', params: IdParams,
});
export const notificationUnread = defineRoute({
  id: 'notifications.markUnread', method: 'DELETE', path: '/api/notifications/:id/read',
  summary: 'Уведомление снова не прочитано', access: 'signed', params: IdParams,
});

/** How many, and the moment by which the act is taken back. */
export const NotificationsRead = Type.Object({ count: Type.Integer(), readAt: Moment });
export const notificationsReadAll = defineRoute({
  id: 'notifications.readAll', method: 'PUT', path: '/api/notifications/read',
  summary: 'Прочитаны все уведомления не новее указанного, в группе или вообще', access: 'signed',
  body: Type.Object(
    { upToId: Type.Optional(Id), group: Type.Optional(noticeGroupName) }, CLOSED),
  response: NotificationsRead,
});
export const notificationsUnreadAll = defineRoute({
  id: 'notifications.unreadAll', method: 'DELETE', path: '/api/notifications/read',
  summary: 'Вернуть в непрочитанные то, что прочитано разом в этот момент', access: 'signed',
  query: Type.Object({ readAt: Moment }),
});
