import {
  notificationRead, notificationsList, notificationsReadAll, notificationsUnread,
  notificationsUnreadAll, notificationUnread, taskCancel, taskComplete, taskCreate, taskEdit,
  taskRead, taskReopen, tasksFields, tasksList,
} from '#contract/work';
import {
  taskAccept, taskReturn, tasksComplete, tasksPostpone,
} from '#contract/task-acts';
import type { Bind } from '#platform/http/bind';
import { fieldInfos } from '#platform/listing/catalogue';
import { addTask } from './add-task.ts';
import { cancelTask, completeTask, reopenTask } from './close-task.ts';
import { acceptTask, returnTask } from './delegate-task.ts';
import { editTask } from './edit-task.ts';
import { dayRoutes } from './day.ts';
import { completeTasks, postponeTasks } from './many-tasks.ts';
import { noticeRoutes } from './notice-routes.ts';
import {
  listNotifications, ownUnread, readAllNotifications, readNotification, unreadAllNotifications,
  unreadNotification,
} from './notifications.ts';
import { listTasks, readTask, taskCatalogueOf, type WorkDeps } from './task-list.ts';

export function workRoutes(bind: Bind, deps: WorkDeps): void {
  bind(tasksList, (ctx, { query }) => listTasks(ctx, deps, query));
  bind(tasksFields, async (ctx) => fieldInfos(taskCatalogueOf(ctx), ctx.actor.hidden));
  bind(taskRead, (ctx, { params }) => readTask(ctx, deps, params.id));
  bind(taskCreate, (ctx, { body }) => addTask(ctx, deps, body));
  bind(taskEdit, (ctx, { params, body }) => editTask(ctx, deps, { ...params, ...body }));
  bind(taskComplete, (ctx, { params }) => completeTask(ctx, deps, params.id));
  bind(taskCancel, (ctx, { params }) => cancelTask(ctx, deps, params.id));
  bind(taskReopen, (ctx, { params }) => reopenTask(ctx, deps, params.id));
  bind(tasksPostpone, (ctx, { body }) => postponeTasks(ctx, body));
  bind(tasksComplete, (ctx, { body }) => completeTasks(ctx, body));
  bind(taskAccept, (ctx, { params }) => acceptTask(ctx, deps, params.id));
  bind(taskReturn, (ctx, { params, body }) => returnTask(ctx, deps, { ...params, ...body }));
  dayRoutes(bind, deps.daySources ?? []);
  if (deps.secrets) noticeRoutes(bind, deps.secrets);

  bind(notificationsList, (ctx, { query }) => listNotifications(ctx, query));
  bind(notificationsUnread, (ctx) => ownUnread(ctx));
  bind(notificationRead, (ctx, { params }) => readNotification(ctx, params));
  bind(notificationUnread, (ctx, { params }) => unreadNotification(ctx, params));
  bind(notificationsReadAll, (ctx, { body }) => readAllNotifications(ctx, body));
  bind(notificationsUnreadAll, (ctx, { query }) => unreadAllNotifications(ctx, query));
}
