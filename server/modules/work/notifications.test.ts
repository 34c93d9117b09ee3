// The list of notices: by time, by group, what many stand for, and the way back of «прочитать все».
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { noticeGroup } from '#contract/notice-groups';
import { NOTICE_TYPES } from '#contract/notices';
import type { NotificationsQuery } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { planOf, recording } from '#test/plans';
import { contextOf, createPeople, type People } from '#test/people';
import { countDueTasks } from './count-due.ts';
import {
  countUnread, listNotifications, readAllNotifications, readNotification, unreadAllNotifications,
  unreadNotification,
} from './notifications.ts';
import { notify, type NewNotification } from './notify.ts';

let db: Db;
let people: People;
let manager: Context;
let stranger: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  manager = await contextOf(db, people.manager);
  stranger = await contextOf(db, people.stranger);
});

const tell = (hour: string, news: Partial<NewNotification>) => inTransaction(db, (tx) =>
  notify(tx, { ...stranger, now: () => new Date(`2026-11-23T${hour}:00Z`) }, [{
    employeeId: people.manager.id, kind: 'deal.transferred', title: hour, ...news,
  }]));

const titles = async (query: NotificationsQuery = {}) =>
  (await listNotifications(manager, query)).items.map(({ title }) => title);

test('the latest stand first whatever their numbers, page by page', async () => {
  for (const hour of ['12:00', '09:00', '15:00', '10:00']) await tell(hour, {});
  const all = ['15:00', '12:00', '10:00', '09:00'];
  assert.deepEqual(await titles(), all);
  const first = await listNotifications(manager, { limit: 3 });
  const second = await listNotifications(manager, { limit: 3, cursor: first.cursor! });
  assert.deepEqual([...first.items, ...second.items].map(({ title }) => title), all);
  assert.equal(second.cursor, null);
});

test('a grouped line comes up with its news and opens the list of its records', async () => {
  const about = { kind: 'task.done', entity: 'deal', entityId: 7 };
  await tell('08:00', { ...about, taskId: 31 });
  await tell('16:00', { ...about, taskId: 32 });
  await tell('16:30', { ...about, taskId: 32 });
  const [line, ...rest] = (await listNotifications(manager, {})).items;
  assert.deepEqual([line?.title, line?.count, line?.records?.entity], ['16:30', 3, 'task']);
  assert.deepEqual(line?.records?.ids.toSorted(), [31, 32]);
  assert.ok(rest.every(({ records }) => records === null));
});

test('groups narrow the list, and their figures are those of their lists', async () => {
  const { unread, unreadOf } = await listNotifications(manager, { limit: 1 });
  assert.deepEqual([unread, unreadOf], [5, { deals: 4, tasks: 1 }]);
  assert.equal((await titles({ group: 'tasks', unread: '1' })).length, unreadOf['tasks']);
  assert.equal((await titles({ group: 'deals', unread: '1' })).length, unreadOf['deals']);
  assert.deepEqual(await titles({ group: 'leads' }), []);
});

test('«прочитать все» reads what was shown, and is taken back', async () => {
  const page = await listNotifications(manager, { group: 'deals' });
  const noon = page.items.find(({ title }) => title === '12:00')!;
  const unread = () => listNotifications(manager, {}).then((next) => next.unread);
  const { count, readAt } = await readAllNotifications(manager,
    { upToId: noon.id, group: 'deals' });
  assert.deepEqual([count, await unread()], [3, 2], 'a later one stays');
  await unreadAllNotifications(stranger, { readAt });
  assert.equal(await unread(), 2, 'nobody takes back for another');
  for (const wrong of ['-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '0000-13-01T00:00Z']) {
    await assert.rejects(unreadAllNotifications(manager, { readAt: wrong }),
      { code: 'field.invalid' }, wrong);
  }
  await unreadAllNotifications(manager, { readAt });
  assert.equal(await unread(), 5);
  await readNotification(manager, { id: noon.id });
  await assert.rejects(unreadNotification(stranger, { id: noon.id }), { code: 'record.missing' });
  await unreadNotification(manager, { id: noon.id });
  assert.equal(await unread(), 5);
});

test('a line of a group that has a newer one stays read', async () => {
  const [line] = (await listNotifications(manager, { group: 'tasks' })).items;
  await readNotification(manager, { id: line!.id });
  await tell('17:00', { kind: 'task.done', entity: 'deal', entityId: 7, taskId: 33 });
  await unreadNotification(manager, { id: line!.id });
  assert.deepEqual(await titles({ group: 'tasks', unread: '1' }), ['17:00']);
});

test('every kind with settings stands in a group', () => {
  for (const kind of Object.keys(NOTICE_TYPES)) assert.ok(noticeGroup(kind), kind);
});

test('what every open page asks walks indexes, not years of notices and tasks', async () => {
  await db.query(`
    insert into work.notification (employee_id, kind, title, created_at, read_at)
    select e.id, 'task.done', 'Давнее', now() - n * interval '1 minute', now()
    from generate_series(1, 20000) n, (select id from staff.employee order by id limit 3) e`);
  await db.query(`
    insert into work.task (title, assignee_id, due_at, done_at, created_at, updated_at)
    select 'Давнее', e.id, now() - n * interval '1 hour', case when n > 50 then now() end, now(),
      now()
    from generate_series(1, 10000) n, (select id from staff.employee order by id limit 5) e`);
  await db.query('vacuum analyze work.notification, work.task');
  const reads: Record<string, [read: (ctx: Context) => Promise<unknown>, index: RegExp]> = {
    unread: [(ctx) => countUnread(ctx.db, people.manager.id), /notification_waiting_idx/],
    list: [(ctx) => listNotifications(ctx, {}), /notification_told_idx/],
    due: [(ctx) => countDueTasks(ctx.db, people.manager.id, new Date()),
      /Index Only Scan using task_open_idx/],
  };
  for (const [name, [read, index]] of Object.entries(reads)) {
    const { ctx, statements } = recording(manager);
    await read(ctx);
    assert.ok(statements.length > 0 && statements.length <= 2, `${name}: round trips`);
    const plans = await Promise.all(statements.map((each) => planOf(db, each)));
    assert.match(plans.join('\n'), index, name);
    for (const plan of plans) {
      // The page comes in the order of its index; a few kinds may be sorted to be counted.
      assert.doesNotMatch(plan, /Seq Scan on (notification|task) |Sort Key: n\./,
        `${name}\n${plan}`);
    }
  }
});
