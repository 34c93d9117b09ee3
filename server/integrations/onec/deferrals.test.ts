// Acceptance 7: one notice and one task per (deal, date) whatever happens around it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fireDeferrals, tellHeadsOfDeferrals } from '#modules/payments';
import { openTestInbox, dealOf, type TestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, uid, type ItemOptions } from '#test/onec/items';
import { addDepartment, addPerson } from '#test/factory';

const ORDER = uid(1);
const MANAGER = uid(51);

type Stage = [variant: string, payOn: string, sum: string];

const withStages = (total: string, stages: Stage[], more: object = {}) => orderBody(total, {
  managerUid: MANAGER, managerName: 'Иван Петров',
  stages: stages.map(([variant, payOn, sum]) => ({ variant, payOn, percent: null, sum })), ...more,
});

type World = TestInbox & { managerId: number; headId: number; departmentId: number };

/** A manager mapped to 1C, with a head above. */
async function openWorld(timeZone?: string): Promise<World> {
  const inbox = await openTestInbox(timeZone);
  const departmentId = await addDepartment(inbox.db);
  const manager = await addPerson(inbox.db, { departmentId });
  const head = await addPerson(inbox.db, { role: 'head', departmentId, headOf: departmentId });
  await inbox.db.query(
    `insert into staff.employee_identity (base_id, uid, employee_id)
     select id, $1, $2 from onec.base`, [MANAGER, manager.id]);
  return { ...inbox, managerId: manager.id, headId: head.id, departmentId };
}

const fire = (world: TestInbox) => fireDeferrals(world.db, world.inbox.now);

async function told(world: TestInbox): Promise<{ notices: number[]; tasks: number[] }> {
  const notices = await world.db.query<{ id: number }>(
    `select employee_id as id from work.notification where kind = 'deferral.due' order by id`);
  const tasks = await world.db.query<{ id: number }>(
    `select assignee_id as id from work.task where kind = 'deferral' order by id`);
  return { notices: notices.rows.map((row) => row.id), tasks: tasks.rows.map((row) => row.id) };
}

test('two stages: the earliest credit stage that is not covered', async () => {
  const world = await openWorld();
  const stages: Stage[] = [
    ['prepayment', '2026-03-15', '500.00'], ['credit', '2026-04-10', '300.00'],
    ['credit', '2026-05-12', '200.00'],
  ];
  await world.statuses(item('order', ORDER, 1, withStages('1000.00', stages)));
  assert.equal((await dealOf(world.db, ORDER)).deferredUntil, '2026-04-10');
  await world.statuses(item('payment', uid(11), 1,
    paymentBody('800.00', [{ orderUid: ORDER, sum: '800.00' }])));
  assert.equal((await dealOf(world.db, ORDER)).deferredUntil, '2026-05-12');
  await world.statuses(item('payment', uid(12), 1,
    paymentBody('200.00', [{ orderUid: ORDER, sum: '200.00' }])));
  assert.equal((await dealOf(world.db, ORDER)).deferredUntil, null, 'covered');
  world.setNow('2026-06-01T12:00:00+03:00');
  assert.equal(await fire(world), 0, 'paid before the date: nothing fires');
  await world.drop();
});

test('a date moved twice fires once, at nine of its last day', async () => {
  const world = await openWorld();
  for (const [rev, payOn] of [[1, '2026-03-20'], [2, '2026-03-25'], [3, '2026-03-24']] as const) {
    await world.statuses(item('order', ORDER, rev,
      withStages('100.00', [['credit', payOn, '100.00']])));
  }
  world.setNow('2026-03-23T12:00:00+03:00');
  assert.equal(await fire(world), 0);
  world.setNow('2026-03-24T08:59:59+03:00');
  assert.equal(await fire(world), 0, 'before nine');
  world.setNow('2026-03-24T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  assert.equal(await fire(world), 0);
  assert.deepEqual(await told(world), { notices: [world.managerId], tasks: [world.managerId] });
  await world.drop();
});

test('a date that comes back after it has fired stays silent', async () => {
  const world = await openWorld();
  const send = (rev: number, payOn: string, at: string) => world.statuses(
    item('order', ORDER, rev, withStages('100.00', [['credit', payOn, '100.00']]), { at }));
  await send(1, '2026-03-12', '2026-03-10T12:00:00+03:00');
  world.setNow('2026-03-12T09:00:00+03:00');
  await fire(world);
  await send(2, '2026-03-30', '2026-03-12T10:00:00+03:00');
  await send(3, '2026-03-12', '2026-03-12T11:00:00+03:00');
  world.setNow('2026-03-13T09:00:00+03:00');
  await fire(world);
  assert.equal((await told(world)).tasks.length, 1);
  await world.drop();
});

test('on a day off it waits for the next working day', async () => {
  const world = await openWorld();
  await world.statuses(item('order', ORDER, 1,
    withStages('100.00', [['credit', '2026-05-09', '100.00']])));
  world.setNow('2026-05-09T12:00:00+03:00');
  assert.equal(await fire(world), 0, 'Saturday and a holiday');
  world.setNow('2026-05-11T12:00:00+03:00');
  assert.equal(await fire(world), 0, 'Monday, the day off moved from Victory Day');
  world.setNow('2026-05-12T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  await world.drop();
});

test('server down across the date: fires at once and says by how many days', async () => {
  const world = await openWorld();
  const knownBefore: ItemOptions = { at: '2026-03-10T12:00:00+03:00' };
  world.setNow('2026-03-27T15:00:00+03:00');
  await world.statuses(item('order', ORDER, 1,
    withStages('100.00', [['credit', '2026-03-24', '100.00']]), knownBefore));
  assert.equal(await fire(world), 1);
  const { rows } = await world.db.query<{ body: string }>('select body from work.notification');
  assert.match(rows[0]?.body ?? '', /Дата прошла 3 дн\. назад/);
  await world.drop();
});

test('what was past when 1C told of it, and history, never fire', async () => {
  const world = await openWorld();
  await world.statuses(
    item('order', ORDER, 1, withStages('100.00', [['credit', '2026-03-10', '100.00']])),
    item('order', uid(2), 1, withStages('100.00', [['credit', '2026-03-20', '100.00']]),
      { lane: 'backfill' }));
  world.setNow('2026-04-20T12:00:00+03:00');
  assert.equal(await fire(world), 0);
  assert.deepEqual(await told(world), { notices: [], tasks: [] });
  await world.drop();
});

test('the day of knowledge is the day of the base, not of the server', async () => {
  const world = await openWorld('Asia/Vladivostok');
  // 20:00 of 10 March in Moscow is already 11 March in Vladivostok: the date is not in the future.
  await world.statuses(item('order', ORDER, 1,
    withStages('100.00', [['credit', '2026-03-11', '100.00']]),
    { at: '2026-03-10T20:00:00+03:00' }));
  world.setNow('2026-03-12T12:00:00+03:00');
  assert.equal(await fire(world), 0);
  await world.drop();
});

test('the CURRENT responsible is told; a dismissed one is replaced by the head', async () => {
  const world = await openWorld();
  const other = await addPerson(world.db, { departmentId: world.departmentId });
  for (const order of [ORDER, uid(2)]) {
    await world.statuses(item('order', order, 1,
      withStages('100.00', [['credit', '2026-03-24', '100.00']])));
  }
  const { id } = await dealOf(world.db, ORDER);
  await world.db.query('update deals.deal set responsible_id = $2 where id = $1', [id, other.id]);
  await world.db.query('update staff.employee set dismissed_at = now() where id = $1',
    [world.managerId]);
  world.setNow('2026-03-24T09:00:00+03:00');
  assert.equal(await fire(world), 2);
  const { tasks } = await told(world);
  assert.deepEqual(new Set(tasks), new Set([other.id, world.headId]));
  await world.drop();
});

test('a working day later the head is told once, unless the task is done', async () => {
  const world = await openWorld();
  for (const order of [ORDER, uid(2)]) {
    await world.statuses(item('order', order, 1,
      withStages('100.00', [['credit', '2026-03-20', '100.00']])));
  }
  world.setNow('2026-03-20T09:00:00+03:00');
  await fire(world);
  const { id } = await dealOf(world.db, ORDER);
  await world.db.query('update work.task set done_at = now() where entity_id = $1', [id]);
  world.setNow('2026-03-22T12:00:00+03:00');
  assert.equal(await tellHeadsOfDeferrals(world.db, world.inbox.now), 0, 'the weekend');
  world.setNow('2026-03-23T09:00:00+03:00');
  await tellHeadsOfDeferrals(world.db, world.inbox.now);
  await tellHeadsOfDeferrals(world.db, world.inbox.now);
  const { rows } = await world.db.query<{ id: number }>(
    `select employee_id as id from work.notification where kind = 'deferral.escalated'`);
  assert.deepEqual(rows.map((row) => row.id), [world.headId]);
  await world.drop();
});

test('two reconcilers at once and a repeated run tell nobody twice', async () => {
  const world = await openWorld();
  const items = Array.from({ length: 40 }, (_, index) => item('order', uid(100 + index), 1,
    withStages('100.00', [['credit', '2026-03-24', '100.00']])));
  await world.statuses(...items);
  world.setNow('2026-03-24T10:00:00+03:00');
  const counts = await Promise.all([fire(world), fire(world), fire(world)]);
  assert.equal(counts.reduce((sum, count) => sum + count, 0) + await fire(world), 40);
  const { notices, tasks } = await told(world);
  assert.deepEqual([notices.length, tasks.length], [40, 40]);
  await world.drop();
});

test('the head hears nothing of what was paid or moved after the notice', async () => {
  const world = await openWorld();
  const at = '2026-03-20T10:00:00+03:00';
  const stages = (payOn: string): Stage[] => [['credit', payOn, '100.00']];
  for (const order of [ORDER, uid(2), uid(3)]) {
    await world.statuses(item('order', order, 1, withStages('100.00', stages('2026-03-20'))));
  }
  world.setNow('2026-03-20T09:00:00+03:00');
  assert.equal(await fire(world), 3);
  await world.statuses(
    item('payment', uid(11), 1, paymentBody('100.00', [{ orderUid: ORDER, sum: '100.00' }])),
    item('order', uid(2), 2, withStages('100.00', stages('2026-04-10')), { at }));
  world.setNow('2026-03-23T09:00:00+03:00');
  await tellHeadsOfDeferrals(world.db, world.inbox.now);
  const { rows } = await world.db.query<{ id: number; deal: number }>(
    `select employee_id as id, entity_id as deal from work.notification
     where kind = 'deferral.escalated'`);
  const third = await dealOf(world.db, uid(3));
  assert.deepEqual(rows, [{ id: world.headId, deal: third.id }]);
  assert.equal(await tellHeadsOfDeferrals(world.db, world.inbox.now), 0, 'settled for ever');
  await world.drop();
});

test('told to the head in place of a dismissed one, it rises to the head above', async () => {
  const world = await openWorld();
  const top = await addDepartment(world.db);
  const chief = await addPerson(world.db, { role: 'head', departmentId: top, headOf: top });
  await world.db.query('update staff.department set parent_id = $2 where id = $1',
    [world.departmentId, top]);
  await world.statuses(item('order', ORDER, 1,
    withStages('100.00', [['credit', '2026-03-20', '100.00']])));
  await world.db.query('update staff.employee set dismissed_at = now() where id = $1',
    [world.managerId]);
  world.setNow('2026-03-20T09:00:00+03:00');
  await fire(world);
  assert.deepEqual(await told(world), { notices: [world.headId], tasks: [world.headId] });
  world.setNow('2026-03-23T09:00:00+03:00');
  await tellHeadsOfDeferrals(world.db, world.inbox.now);
  const { rows } = await world.db.query<{ id: number }>(
    `select employee_id as id from work.notification where kind = 'deferral.escalated'`);
  assert.deepEqual(rows.map(({ id }) => id), [chief.id]);
  await world.drop();
});
