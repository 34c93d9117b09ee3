// Acceptance 7: one notice and one task per (deal, date) whatever happens around it.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { fireDeferrals, tellHeadsOfDeferrals } from '#modules/payments';
import { openTestInbox, dealOf, type TestInbox } from '#test/onec/inbox';
import { gone, item, orderBody, paymentBody, uid } from '#test/onec/items';
import { addDepartment, addPerson } from '#test/factory';

type Stage = [variant: string, payOn: string, sum: string];

/** Guids of one test: all tests share a base, and no test a document. */
type World = TestInbox & {
  order: (number?: number) => string;
  manager: string;
  managerId: number;
  headId: number;
  departmentId: number;
  withStages: (total: string, stages: Stage[], more?: object) => object;
};

let shared: TestInbox;
let count = 0;
before(async () => { shared = await openTestInbox(); });

/** A manager mapped to 1C, with a head above; no timer of another test waits any more. */
async function openWorld(inbox = shared): Promise<World> {
  count += 1;
  const first = count * 1000;
  inbox.setNow('2026-03-10T12:00:00+03:00');
  await inbox.db.query(`update payments.deferral set state = 'superseded'`);
  await inbox.db.query('truncate work.notification, work.task cascade');
  const departmentId = await addDepartment(inbox.db);
  const manager = await addPerson(inbox.db, { departmentId });
  const head = await addPerson(inbox.db, { role: 'head', departmentId, headOf: departmentId });
  await inbox.db.query(
    `insert into staff.employee_identity (base_id, uid, employee_id)
     select id, $1, $2 from onec.base`, [uid(first), manager.id]);
  return {
    ...inbox, manager: uid(first), managerId: manager.id, headId: head.id, departmentId,
    order: (number = 1) => uid(first + number),
    withStages: (total, stages, more = {}) => orderBody(total, {
      managerUid: uid(first), managerName: 'Иван Петров',
      stages: stages.map(([variant, payOn, sum]) => ({ variant, payOn, percent: null, sum })),
      ...more,
    }),
  };
}

const credit = (payOn: string): Stage[] => [['credit', payOn, '100.00']];

/** Orders 1 to `orders`, each with one deferred stage of everything. */
async function deferUntil(world: World, payOn: string, orders = 1): Promise<void> {
  await world.statuses(...Array.from({ length: orders }, (_, index) =>
    item('order', world.order(index + 1), 1, world.withStages('100.00', credit(payOn)))));
}

const fire = (world: TestInbox) => fireDeferrals(world.db, world.inbox.now);
const tellHeads = (world: TestInbox) => tellHeadsOfDeferrals(world.db, world.inbox.now);

async function told(world: TestInbox): Promise<{ notices: number[]; tasks: number[] }> {
  const notices = await world.db.query<{ id: number }>(
    `select employee_id as id from work.notification where kind = 'deferral.due' order by id`);
  const tasks = await world.db.query<{ id: number }>(
    `select assignee_id as id from work.task where kind = 'deferral' order by id`);
  return { notices: notices.rows.map((row) => row.id), tasks: tasks.rows.map((row) => row.id) };
}

const toldHeads = async (world: TestInbox): Promise<{ id: number; deal: number }[]> =>
  (await world.db.query<{ id: number; deal: number }>(
    `select employee_id as id, entity_id as deal from work.notification
     where kind = 'deferral.escalated' order by id`)).rows;

const sendOrder = (
  world: World, rev: number, payOn: string, more: { at?: string; body?: object } = {},
) => world.statuses(item('order', world.order(), rev,
  world.withStages('100.00', credit(payOn), more.body), more.at ? { at: more.at } : {}));

const dismiss = (world: World, id: number) =>
  world.db.query('update staff.employee set dismissed_at = now() where id = $1', [id]);

test('two stages: the earliest credit stage that is not covered', async () => {
  const world = await openWorld();
  const stages: Stage[] = [
    ['prepayment', '2026-03-15', '500.00'], ['credit', '2026-04-10', '300.00'],
    ['credit', '2026-05-12', '200.00'],
  ];
  const orderUid = world.order();
  const pay = (number: number, sum: string) => world.statuses(
    item('payment', world.order(number), 1, paymentBody(sum, [{ orderUid, sum }])));
  const deferredUntil = async () => (await dealOf(world.db, orderUid)).deferredUntil;
  await world.statuses(item('order', orderUid, 1, world.withStages('1000.00', stages)));
  assert.equal(await deferredUntil(), '2026-04-10');
  await pay(11, '800.00');
  assert.equal(await deferredUntil(), '2026-05-12');
  await pay(12, '200.00');
  assert.equal(await deferredUntil(), null, 'covered');
  world.setNow('2026-06-01T12:00:00+03:00');
  assert.equal(await fire(world), 0, 'paid before the date: nothing fires');
});

test('a date moved twice fires once, at nine of its last day', async () => {
  const world = await openWorld();
  await sendOrder(world, 1, '2026-03-20');
  await sendOrder(world, 2, '2026-03-25');
  await sendOrder(world, 3, '2026-03-24');
  world.setNow('2026-03-23T12:00:00+03:00');
  assert.equal(await fire(world), 0);
  world.setNow('2026-03-24T08:59:59+03:00');
  assert.equal(await fire(world), 0, 'before nine');
  world.setNow('2026-03-24T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  assert.equal(await fire(world), 0);
  assert.deepEqual(await told(world), { notices: [world.managerId], tasks: [world.managerId] });
});

test('a date that was cleared, and an order taken back, never fire', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-03-20', 3);
  await world.statuses(
    item('order', world.order(1), 2, world.withStages('100.00', [])),
    item('order', world.order(2), 2,
      world.withStages('100.00', credit('2026-03-20'), { posted: false })),
    gone('order', world.order(3), 2));
  world.setNow('2026-04-20T12:00:00+03:00');
  assert.equal(await fire(world), 0);
  await sendOrder(world, 3, '2026-04-21', { at: '2026-04-20T12:00:00+03:00' });
  world.setNow('2026-04-21T09:00:00+03:00');
  assert.equal(await fire(world), 1, 'a new date of the same order does');
});

test('each new date fires once; one that comes back after it has fired stays silent', async () => {
  const world = await openWorld();
  await sendOrder(world, 1, '2026-03-12');
  world.setNow('2026-03-12T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  await sendOrder(world, 2, '2026-03-30', { at: '2026-03-12T10:00:00+03:00' });
  await sendOrder(world, 3, '2026-03-12', { at: '2026-03-12T11:00:00+03:00' });
  world.setNow('2026-03-13T09:00:00+03:00');
  assert.equal(await fire(world), 0);
  await sendOrder(world, 4, '2026-03-30', { at: '2026-03-13T11:00:00+03:00' });
  world.setNow('2026-03-30T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  assert.equal((await told(world)).tasks.length, 2);
});

test('on a day off it waits for the next working day', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-05-09');
  world.setNow('2026-05-09T12:00:00+03:00');
  assert.equal(await fire(world), 0, 'Saturday and a holiday');
  world.setNow('2026-05-11T12:00:00+03:00');
  assert.equal(await fire(world), 0, 'Monday, the day off moved from Victory Day');
  world.setNow('2026-05-12T09:00:00+03:00');
  assert.equal(await fire(world), 1);
});

test('server down across the date: fires at once and says by how many days', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-03-23');
  world.setNow('2026-03-27T15:00:00+03:00');
  // 1C knew of this one before its date, and could not tell.
  await world.statuses(item('order', world.order(2), 1,
    world.withStages('100.00', credit('2026-03-24')), { at: '2026-03-10T12:00:00+03:00' }));
  assert.equal(await fire(world), 2);
  const { rows } = await world.db.query<{ body: string }>(
    'select body from work.notification order by body');
  assert.match(rows[0]?.body ?? '', /Дата прошла 3 дн\. назад/);
  assert.match(rows[1]?.body ?? '', /Дата прошла 4 дн\. назад/);
});

test('what was past when 1C told of it, and history, never fire', async () => {
  const world = await openWorld();
  await world.statuses(
    item('order', world.order(), 1, world.withStages('100.00', credit('2026-03-10'))),
    item('order', world.order(2), 1, world.withStages('100.00', credit('2026-03-20')),
      { lane: 'backfill' }));
  // Money of today is no word of 1C about the day: the deal is read from the tables, and is quiet.
  await world.statuses(item('payment', uid(90), 1,
    paymentBody('1.00', [{ orderUid: world.order(2), sum: '1.00' }])));
  world.setNow('2026-04-20T12:00:00+03:00');
  assert.equal(await fire(world), 0);
  assert.deepEqual(await told(world), { notices: [], tasks: [] });
});

test('the day of knowledge is the day of the base, not of the server', async () => {
  const world = await openWorld(await openTestInbox('Asia/Vladivostok'));
  // 20:00 of 10 March in Moscow is already 11 March in Vladivostok: the date is not in the future.
  await sendOrder(world, 1, '2026-03-11', { at: '2026-03-10T20:00:00+03:00' });
  world.setNow('2026-03-12T12:00:00+03:00');
  assert.equal(await fire(world), 0);
});

test('the CURRENT responsible is told; a dismissed one is replaced by the head', async () => {
  const world = await openWorld();
  const other = await addPerson(world.db, { departmentId: world.departmentId });
  await deferUntil(world, '2026-03-24', 2);
  const { id } = await dealOf(world.db, world.order());
  await world.db.query('update deals.deal set responsible_id = $2 where id = $1', [id, other.id]);
  await dismiss(world, world.managerId);
  world.setNow('2026-03-24T09:00:00+03:00');
  assert.equal(await fire(world), 2);
  const { notices, tasks } = await told(world);
  const people = [other.id, world.headId].toSorted((a, b) => a - b);
  assert.deepEqual([notices.toSorted((a, b) => a - b), tasks.toSorted((a, b) => a - b)],
    [people, people]);
});

test('for the absent and the dismissed with a deputy the deputy is told whose it is', async () => {
  for (const state of ['dismissed_at = now()', `absent_from = '2026-03-20'`]) {
    const world = await openWorld();
    const deputy = await addPerson(world.db, { departmentId: world.departmentId });
    await world.db.query(`update staff.employee set deputy_id = $2, ${state} where id = $1`,
      [world.managerId, deputy.id]);
    await deferUntil(world, '2026-03-24');
    world.setNow('2026-03-24T09:00:00+03:00');
    assert.equal(await fire(world), 1);
    assert.deepEqual(await told(world), { notices: [deputy.id], tasks: [deputy.id] }, state);
    const { rows } = await world.db.query<{ instead: number }>(
      'select for_employee_id as instead from work.task');
    assert.deepEqual(rows, [{ instead: world.managerId }]);
  }
});

test('who comes after the notice has neither a second one nor a second task', async () => {
  const world = await openWorld();
  const next = await addPerson(world.db, { departmentId: world.departmentId });
  await deferUntil(world, '2026-03-24');
  world.setNow('2026-03-24T09:00:00+03:00');
  await fire(world);
  await dismiss(world, world.managerId);
  await world.db.query('update deals.deal set responsible_id = $2 where id = $1',
    [(await dealOf(world.db, world.order())).id, next.id]);
  await sendOrder(world, 2, '2026-03-24', { at: '2026-03-24T10:00:00+03:00' });
  assert.equal(await fire(world), 0);
  assert.equal((await told(world)).tasks.length, 1);
});

test('a working day later the head is told once, unless the task is done', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-03-20', 2);
  world.setNow('2026-03-20T09:00:00+03:00');
  await fire(world);
  const [done, open] = [await dealOf(world.db, world.order()),
    await dealOf(world.db, world.order(2))];
  await world.db.query('update work.task set done_at = now() where entity_id = $1', [done.id]);
  world.setNow('2026-03-22T12:00:00+03:00');
  assert.equal(await tellHeads(world), 0, 'the weekend');
  world.setNow('2026-03-23T09:00:00+03:00');
  await tellHeads(world);
  await tellHeads(world);
  assert.deepEqual(await toldHeads(world), [{ id: world.headId, deal: open.id }]);
});

test('a clock that jumps across the date and back, again and again, tells once', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-04-09');
  for (const day of ['2026-04-10', '2026-03-09', '2026-04-09', '2026-02-01', '2026-04-20']) {
    world.setNow(`${day}T09:30:00+03:00`);
    await fire(world);
  }
  assert.deepEqual(await told(world), { notices: [world.managerId], tasks: [world.managerId] });
});

test('reconcilers at once and a repeated run tell nobody twice', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-03-24', 40);
  world.setNow('2026-03-24T10:00:00+03:00');
  const counts = await Promise.all([fire(world), fire(world), fire(world)]);
  assert.equal(counts.reduce((sum, fired) => sum + fired, 0) + await fire(world), 40);
  const { notices, tasks } = await told(world);
  assert.deepEqual([notices.length, tasks.length], [40, 40]);
});

test('the head hears nothing of what was paid or moved after the notice', async () => {
  const world = await openWorld();
  await deferUntil(world, '2026-03-20', 3);
  world.setNow('2026-03-20T09:00:00+03:00');
  assert.equal(await fire(world), 3);
  await world.statuses(
    item('payment', world.order(11), 1,
      paymentBody('100.00', [{ orderUid: world.order(), sum: '100.00' }])),
    item('order', world.order(2), 2, world.withStages('100.00', credit('2026-04-10')),
      { at: '2026-03-20T10:00:00+03:00' }));
  world.setNow('2026-03-23T09:00:00+03:00');
  await tellHeads(world);
  const third = await dealOf(world.db, world.order(3));
  assert.deepEqual(await toldHeads(world), [{ id: world.headId, deal: third.id }]);
  assert.equal(await tellHeads(world), 0, 'settled for ever');
});

test('told to the head in place of a dismissed one, it rises to the head above', async () => {
  const world = await openWorld();
  const top = await addDepartment(world.db);
  const chief = await addPerson(world.db, { role: 'head', departmentId: top, headOf: top });
  await world.db.query('update staff.department set parent_id = $2 where id = $1',
    [world.departmentId, top]);
  await deferUntil(world, '2026-03-20');
  await dismiss(world, world.managerId);
  world.setNow('2026-03-20T09:00:00+03:00');
  await fire(world);
  assert.deepEqual(await told(world), { notices: [world.headId], tasks: [world.headId] });
  world.setNow('2026-03-23T09:00:00+03:00');
  await tellHeads(world);
  assert.deepEqual((await toldHeads(world)).map(({ id }) => id), [chief.id]);
});

const openTasks = async (world: TestInbox): Promise<{ dueAt: string; note: string }[]> =>
  (await world.db.query<{ dueAt: string; note: string }>(
    `select due_at as "dueAt", note from work.task
     where kind = 'deferral' and done_at is null and cancelled_at is null order by id`)).rows;

const dueMoments = async (world: TestInbox) =>
  (await openTasks(world)).map(({ dueAt }) => new Date(dueAt).toISOString());

test('told on a day off or at night one has a working day before the head hears', async () => {
  for (const upAt of ['2026-03-22T03:00:00+03:00', '2026-03-20T20:30:00+03:00']) {
    const world = await openWorld();
    await deferUntil(world, '2026-03-20');
    // The server comes up on Sunday, or on Friday after hours.
    world.setNow(upAt);
    assert.equal(await fire(world), 1, upAt);
    assert.deepEqual(await dueMoments(world), ['2026-03-23T15:00:00.000Z'], 'Monday, 18:00');
    world.setNow('2026-03-23T23:00:00+03:00');
    await tellHeads(world);
    assert.deepEqual(await toldHeads(world), [], 'nobody had a morning yet');
    world.setNow('2026-03-24T09:00:00+03:00');
    await tellHeads(world);
    assert.deepEqual((await toldHeads(world)).map(({ id }) => id), [world.headId]);
  }
});

test('money after the notice closes its task; each of two stages speaks once', async () => {
  const world = await openWorld();
  const orderUid = world.order();
  await world.statuses(item('order', orderUid, 1, world.withStages('300.00', [
    ['credit', '2026-03-16', '100.00'], ['credit', '2026-03-18', '200.00']])));
  const pay = (number: number, sum: string) => world.statuses(
    item('payment', world.order(number), 1, paymentBody(sum, [{ orderUid, sum }])));
  world.setNow('2026-03-25T11:00:00+03:00');
  assert.equal(await fire(world), 1, 'the earliest that waits');
  await pay(11, '60.00');
  assert.equal((await openTasks(world)).length, 1, 'a part of it covers nothing');
  assert.equal(await fire(world), 0);
  await pay(12, '40.00');
  assert.deepEqual(await openTasks(world), [], 'nobody need be called of what was paid');
  assert.equal(await fire(world), 1, 'the second stage is late too');
  const [second] = await openTasks(world);
  assert.match(second!.note, /до 2026-03-18\. Дата прошла 7 дн\. назад/);
  await world.statuses(gone('payment', world.order(12), 2));
  assert.equal(await fire(world), 0, 'the first has been told of for ever');
  assert.deepEqual([(await told(world)).notices.length, (await openTasks(world)).length], [2, 2],
    'a payment that was cancelled brings the same task back');
  await sendOrder(world, 2, '2026-04-20');
  assert.deepEqual(await openTasks(world), [], 'moved: the new date has a notice of its own');
  world.setNow('2026-04-20T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  await world.db.query('update work.task set cancelled_at = now() where cancelled_at is null');
  await pay(13, '100.00');
  await world.statuses(gone('payment', world.order(13), 2));
  assert.deepEqual(await openTasks(world), [], 'what a person has closed stays closed');
});

test('a dropped task that a person took up again and closed does not come back', async () => {
  const world = await openWorld();
  await sendOrder(world, 1, '2026-03-16');
  world.setNow('2026-03-16T09:00:00+03:00');
  assert.equal(await fire(world), 1);
  await world.statuses(item('payment', world.order(11), 1,
    paymentBody('100.00', [{ orderUid: world.order(), sum: '100.00' }])));
  assert.deepEqual(await openTasks(world), []);
  await world.db.query(`update work.task set cancelled_at = '2026-03-16T10:00:00+03:00'`);
  await world.statuses(gone('payment', world.order(11), 2));
  assert.deepEqual(await openTasks(world), []);
});

test('midnight is that of the company: neither the day of knowledge nor nine is of Greenwich',
  async () => {
    const world = await openWorld();
    // Half past midnight of the 11th in Moscow is still the 10th in Greenwich.
    const at = '2026-03-10T21:30:00Z';
    await sendOrder(world, 1, '2026-03-11', { at });
    await world.statuses(item('order', world.order(2), 1,
      world.withStages('100.00', credit('2026-03-12')), { at }));
    for (const moment of ['2026-03-11T21:30:00Z', '2026-03-12T05:59:59Z']) {
      world.setNow(moment);
      assert.equal(await fire(world), 0, moment);
    }
    world.setNow('2026-03-12T06:00:00Z');
    assert.equal(await fire(world), 1, 'only what was in the future for the accountant');
    assert.equal(await fire(world), 0);
  });

test('a deputy who left too, no head at all, no responsible at all: somebody is told', async () => {
  const world = await openWorld();
  const { db, departmentId } = world;
  const deputy = await addPerson(db, { departmentId });
  await db.query('update staff.employee set deputy_id = $2 where id = $1',
    [world.managerId, deputy.id]);
  await deferUntil(world, '2026-03-24', 3);
  const nobody = (await dealOf(db, world.order(3))).id;
  await db.query('update deals.deal set responsible_id = null where id = $1', [nobody]);
  const lonely = await addDepartment(db);
  const left = await addPerson(db, { departmentId: lonely });
  await db.query('update deals.deal set responsible_id = $2, department_id = $3 where id = $1',
    [(await dealOf(db, world.order(2))).id, left.id, lonely]);
  for (const id of [world.managerId, deputy.id, left.id]) await dismiss(world, id);
  const admin = await addPerson(db, { departmentId, role: 'administrator' });
  world.setNow('2026-03-24T09:00:00+03:00');
  assert.equal(await fire(world), 3);
  const { notices, tasks } = await told(world);
  const people = [admin.id, world.headId, world.headId].toSorted((a, b) => a - b);
  assert.deepEqual([notices.toSorted((a, b) => a - b), tasks.toSorted((a, b) => a - b)],
    [people, people]);
});
