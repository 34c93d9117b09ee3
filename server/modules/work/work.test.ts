import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { refuse } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { addTask } from './add-task.ts';
import { cancelTask, completeTask, reopenTask } from './close-task.ts';
import { countDueTasks } from './count-due.ts';
import { createTask, createTasks } from './create-tasks.ts';
import { editTask } from './edit-task.ts';
import { workGuards } from './guards.ts';
import {
  countUnread, listNotifications, readAllNotifications, readNotification,
} from './notifications.ts';
import { notify } from './notify.ts';
import { listTasks, readTask, type WorkDeps } from './task-list.ts';

let db: Db;
let people: People;
let system: Context;
let manager: Context;
let colleague: Context;
let head: Context;
let stranger: Context;

/** Deal 7 is seen by the department of pumps. */
const deps: WorkDeps = {
  entityAccess: {
    deal: async (ctx, id) => {
      if (id !== 7 || ctx.actor.departmentId !== people.pumps) throw refuse('record.missing');
    },
  },
  entityTitles: { deal: async (_ctx, ids) => new Map(ids.map((id) => [id, `Сделка ${id}`])) },
};

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  system = systemContext(db, 'system');
  manager = await contextOf(db, people.manager);
  colleague = await contextOf(db, people.colleague);
  head = await contextOf(db, people.head);
  stranger = await contextOf(db, people.stranger);
});

const titles = async (ctx: Context, query: Record<string, string> = {}) =>
  (await listTasks(ctx, deps, { limit: '100', ...query })).items.map((task) => task.title);

async function kindsOf(entity: string, entityId: number): Promise<string[]> {
  const { rows } = await db.query<{ kind: string }>(
    'select kind from platform.event where entity = $1 and entity_id = $2 order by id',
    [entity, entityId]);
  return rows.map((row) => row.kind);
}

test('a task under a once key is made once, however many make it at once', async () => {
  const make = () => inTransaction(db, (tx) => createTask(tx, system, {
    title: 'Связаться по отсрочке', kind: 'deferral', entity: 'deal', entityId: 70,
    assigneeId: people.manager.id, onceKey: 'deferral:70:2026-11-23',
  }));
  const made = await Promise.all(Array.from({ length: 8 }, make));
  assert.equal(made.filter((task) => task.created).length, 1);
  assert.equal(new Set(made.map((task) => task.id)).size, 1);
  assert.deepEqual(await kindsOf('deal', 70), ['task.created']);
});

test('a batch answers in its own order, repeated keys inside it too', async () => {
  const input = ['a', 'b', 'a', null, 'c', null].map((key, index) => ({
    title: `Пачка ${index}`, assigneeId: people.stranger.id, onceKey: key && `batch:${key}`,
  }));
  const first = await inTransaction(db, (tx) => createTasks(tx, system, input));
  assert.deepEqual(first.map((task) => task.created), [true, true, false, true, true, true]);
  assert.equal(first[0]!.id, first[2]!.id);
  const second = await inTransaction(db, (tx) => createTasks(tx, system, input));
  assert.deepEqual(second.map((task) => task.created),
    [false, false, false, true, false, true]);
  assert.equal(second[1]!.id, first[1]!.id);
});

test('one notification per person and key; without a key as many as asked', async () => {
  const rows = [people.manager.id, people.head.id, people.manager.id].map((employeeId) => ({
    employeeId, kind: 'deferral.due', title: 'Отсрочка', onceKey: 'deferral:1',
  }));
  const tell = () => inTransaction(db, (tx) => notify(tx, system, rows));
  const made = await Promise.all([tell(), tell(), tell()]);
  assert.equal(made.flat().length, 2);
  const { rows: events } = await db.query<{ recipients: number[] }>(
    `select data->'recipients' as recipients from platform.event
     where kind = 'notification.created' order by id`);
  assert.deepEqual(events.map((event) => event.recipients).toSorted(),
    [[people.manager.id], [people.head.id]].toSorted());
});

test('a rolled-back notification leaves neither a row nor an event', async () => {
  const before = await countUnread(db, people.engineer.id);
  await assert.rejects(inTransaction(db, async (tx) => {
    await notify(tx, system, [{ employeeId: people.engineer.id, kind: 'x', title: 'Ничего' }]);
    throw new Error('stop');
  }), /stop/);
  assert.equal(await countUnread(db, people.engineer.id), before);
});

test('who is given a task is told, who keeps it is not', async () => {
  const unread = () => countUnread(db, people.colleague.id);
  const before = await unread();
  const given = await addTask(manager, deps, {
    title: ' Позвонить клиенту ', kind: 'call', assigneeId: people.colleague.id,
    entity: 'deal', entityId: 7, dueAt: '2026-11-24T12:00:00+03:00',
  });
  assert.equal(given.title, 'Позвонить клиенту');
  assert.equal(given.dueAt, '2026-11-24T09:00:00Z');
  assert.equal(given.entityTitle, 'Сделка 7');
  assert.equal(await unread(), before + 1);
  await addTask(colleague, deps, { title: 'Себе' });
  assert.equal(await unread(), before + 1);
  const { items } = await listNotifications(colleague, { unread: '1' });
  assert.equal(items[0]?.title, 'Новое дело: Позвонить клиенту');
  assert.equal(items[0]?.entityId, 7);
});

test('own tasks, those of one\'s people, and those of a visible record are seen', async () => {
  const secret = await addTask(stranger, deps, { title: 'Чужая' });
  assert.ok((await titles(colleague)).includes('Позвонить клиенту'));
  assert.ok((await titles(manager)).includes('Позвонить клиенту'));
  assert.ok((await titles(head)).includes('Позвонить клиенту'));
  assert.ok(!(await titles(stranger)).includes('Позвонить клиенту'));
  assert.ok(!(await titles(head)).includes('Чужая'));
  await assert.rejects(readTask(manager, deps, secret.id), { code: 'record.missing' });
  await assert.rejects(listTasks(stranger, deps, { entity: 'deal', entityId: 7 }),
    { code: 'record.missing' });
  await assert.rejects(listTasks(head, deps, { entity: 'company', entityId: 7 }),
    { code: 'record.missing' });
  const made = await inTransaction(db, (tx) => createTask(tx, system, {
    title: 'Инженеру', assigneeId: people.engineer.id, entity: 'deal', entityId: 7,
  }));
  const onDeal = await listTasks(colleague, deps, { entity: 'deal', entityId: 7, total: '1' });
  assert.equal(onDeal.total, 2);
  const offered = onDeal.items.map(({ title, mayEdit }) => [title, mayEdit]);
  assert.deepEqual(Object.fromEntries(offered), { 'Позвонить клиенту': true, 'Инженеру': false },
    'what is only seen through its record is not offered to be done');
  assert.equal((await readTask(colleague, deps, made.id)).title, 'Инженеру');
  assert.ok(!(await titles(colleague)).includes('Инженеру'));
  const facts = await workGuards['task']!.facts!(db, [made.id]);
  assert.deepEqual(facts.get(made.id), {
    departmentId: people.sales, readerIds: [people.engineer.id],
  });
});

test('foreign hands change nothing, neither directly nor through a record', async () => {
  const [task] = (await listTasks(colleague, deps, { entity: 'deal', entityId: 7 })).items;
  const missing = { code: 'record.missing' };
  await assert.rejects(completeTask(stranger, deps, task!.id), missing);
  await assert.rejects(editTask(stranger, deps, { id: task!.id, version: 1, title: 'Х' }), missing);
  await assert.rejects(
    addTask(stranger, deps, { title: 'Вижу', entity: 'deal', entityId: 7 }), missing);
  await assert.rejects(addTask(manager, deps, { title: 'Х', assigneeId: 999_999 }),
    { code: 'field.invalid' });
  await assert.rejects(addTask(manager, deps, { title: 'Х', dueAt: 'завтра' }),
    { code: 'field.invalid' });
});

test('a task given away is changed with history, a stale edit is refused', async () => {
  const task = await addTask(manager, deps, { title: 'Передать', entity: 'deal', entityId: 7 });
  const edit = { id: task.id, version: task.version, assigneeId: people.head.id };
  const after = await editTask(manager, deps, edit);
  assert.equal(after.assignee.id, people.head.id);
  await assert.rejects(editTask(manager, deps, edit), { code: 'record.changed' });
  const { rows } = await db.query<{ data: { changes: unknown } }>(
    `select data from platform.event where kind = 'task.edited' and entity = 'deal'
       and entity_id = 7 order by id desc limit 1`);
  assert.deepEqual(rows[0]?.data.changes, {
    assigneeId: {
      old: { id: people.manager.id, name: manager.actor.name },
      new: { id: people.head.id, name: head.actor.name },
    },
  });
});

test('done, cancelled and open again, each said once', async () => {
  const { id } = await addTask(manager, deps, { title: 'Туда и обратно' });
  await completeTask(manager, deps, id);
  const done = await completeTask(manager, deps, id);
  assert.equal(done.state, 'done');
  assert.ok(done.doneAt);
  assert.equal((await reopenTask(manager, deps, id)).state, 'open');
  assert.equal((await cancelTask(manager, deps, id)).state, 'cancelled');
  assert.deepEqual(await kindsOf('task', id),
    ['task.created', 'task.completed', 'task.reopened', 'task.cancelled']);
});

test('today and overdue are filters, and the figure counts what is due by tonight', async () => {
  const now = new Date('2026-11-23T15:00:00Z');
  const at = { ...stranger, now: () => now };
  const due = {
    'Вчера': '2026-11-22T09:00:00Z', 'Сегодня ночью': '2026-11-23T20:30:00Z',
    'Завтра': '2026-11-23T21:30:00Z', 'Без срока': null,
  };
  for (const [title, dueAt] of Object.entries(due)) await addTask(at, deps, { title, dueAt });
  const filter = (value: unknown) => ({ filter: JSON.stringify(value), sort: 'dueAt' });
  const overdue = { state: { eq: 'open' }, dueAt: { lt: 'now' } };
  assert.deepEqual(await titles(at, filter(overdue)), ['Вчера']);
  const today = { state: { eq: 'open' }, dueAt: { lte: 'today' } };
  assert.deepEqual(await titles(at, filter(today)), ['Вчера', 'Сегодня ночью']);
  assert.equal(await countDueTasks(db, people.stranger.id, now), 2);
});

test('nobody reads or marks the notifications of another', async () => {
  const [mine] = (await listNotifications(colleague, {})).items;
  await assert.rejects(readNotification(stranger, { id: mine!.id }), { code: 'record.missing' });
  const theirs = await listNotifications(stranger, {});
  assert.ok(!theirs.items.some((item) => item.id === mine!.id));
  await readNotification(colleague, { id: mine!.id });
  assert.equal(await countUnread(db, people.colleague.id), 0);
  await inTransaction(db, (tx) => notify(tx, system, ['Раз', 'Два'].map((title) =>
    ({ employeeId: people.colleague.id, kind: 'x', title }))));
  const page = await listNotifications(colleague, { limit: 1 });
  assert.equal(page.unread, 2);
  assert.match(page.cursor ?? '', new RegExp(`\\.${page.items[0]?.id}$`));
  await readAllNotifications(colleague, { upToId: page.items[0]!.id - 1 });
  assert.equal(await countUnread(db, people.colleague.id), 1);
  await readAllNotifications(colleague, {});
  assert.equal(await countUnread(db, people.colleague.id), 0);
  const key = { ...stranger, actor: { ...stranger.actor, employeeId: null } };
  await assert.rejects(listNotifications(key, {}), { code: 'right.missing' });
});
