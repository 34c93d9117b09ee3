// A deal that is closed and gets an order or money: linked, not reopened, the head is told once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import {
  gone, invoiceBody, item, orderBody, paymentBody, shipmentBody, uid,
} from '#test/onec/items';
import { addDepartment, addPerson } from '#test/factory';

const MANAGER = uid(51);
const ORDER = uid(1);
const managed = { managerUid: MANAGER, managerName: 'Иван Петров' };

type World = TestInbox & { headId: number };

async function openWorld(): Promise<World> {
  const inbox = await openTestInbox();
  const departmentId = await addDepartment(inbox.db);
  const manager = await addPerson(inbox.db, { departmentId });
  const head = await addPerson(inbox.db, { role: 'head', departmentId, headOf: departmentId });
  await inbox.db.query(
    `insert into staff.employee_identity (base_id, uid, employee_id)
     select id, $1, $2 from onec.base`, [MANAGER, manager.id]);
  return { ...inbox, headId: head.id };
}

async function titles(world: World): Promise<string[]> {
  const { rows } = await world.db.query<{ id: number; title: string }>(
    `select employee_id as id, title from work.notification
     where kind = 'deal.closedGained' order by id`);
  for (const { id } of rows) assert.equal(id, world.headId, 'the head and nobody else');
  return rows.map(({ title }) => title.replace(/С-\d+/, 'С'));
}

type Body = Parameters<typeof paymentBody>[2];

const pay = (number: number, rev: number, sum: string, more: Body = {}) =>
  item('payment', uid(number), rev, paymentBody(sum, [{ orderUid: ORDER, sum }], more));

test('money and orders for a won deal are told to the head, once a document', async () => {
  const world = await openWorld();
  const { db, statuses } = world;
  await statuses(item('order', ORDER, 1, orderBody('100.00', managed)));
  await statuses(pay(11, 1, '100.00'), item('shipment', uid(21), 1, shipmentBody(ORDER, '100.00')));
  const { id, stage } = await dealOf(db, ORDER);
  assert.equal(stage, 'won');
  assert.deepEqual(await titles(world), [], 'what closes the deal is no news of a closed one');
  await statuses(pay(12, 1, '5.00', { number: '77' }));
  await statuses(pay(12, 2, '6.00', { number: '77' }));
  await statuses(pay(13, 1, '6.00', { direction: 'out' }));
  assert.deepEqual(await titles(world), ['По закрытой сделке С: оплата 77 на 5.00 RUB']);
  await statuses(item('order', uid(2), 1,
    orderBody('50.00', { posted: false, crmDealId: String(id), number: 'УТ-2' })));
  assert.equal((await titles(world)).length, 1, 'a draft counts nothing yet');
  await statuses(item('order', uid(2), 2,
    orderBody('50.00', { crmDealId: String(id), number: 'УТ-2' })));
  assert.equal((await titles(world))[1], 'По закрытой сделке С: заказ УТ-2 на 50.00 RUB');
  const deal = await dealOf(db, uid(2));
  assert.deepEqual([deal.id, deal.stage, deal.amount], [id, 'won', 15_000], 'linked, not reopened');
  await world.drop();
});

test('history tells nobody, and a live payment on an archived deal does', async () => {
  const world = await openWorld();
  const { statuses } = world;
  const old = { lane: 'backfill' };
  await statuses(item('order', ORDER, 1,
    orderBody('100.00', { ...managed, date: '2024-03-01T10:00:00' }), old));
  assert.equal((await dealOf(world.db, ORDER)).stage, 'lost');
  await statuses(
    item('invoice', uid(31), 1, invoiceBody('100.00', ORDER), old),
    item('payment', uid(11), 1, paymentBody('40.00', [{ orderUid: ORDER, sum: '40.00' }]), old));
  assert.deepEqual(await titles(world), []);
  await statuses(pay(12, 1, '60.00'));
  assert.equal((await titles(world)).length, 1);
  assert.equal((await dealOf(world.db, ORDER)).stage, 'lost');
  await statuses(gone('payment', uid(12), 2));
  assert.equal((await titles(world)).length, 1);
  await world.drop();
});

test('days and closing of history are those of the base, not of the company', async () => {
  const world = await openTestInbox('Asia/Vladivostok');
  // 13 March 2026 in Vladivostok begins on the 12th in Moscow and in UTC.
  world.setNow('2026-03-12T12:00:00+03:00');
  const history = { lane: 'backfill' };
  const at = (date: string) => orderBody('100.00', { date });
  await world.statuses(
    item('order', uid(1), 1, at('2025-03-12T00:30:00'), history),
    item('order', uid(2), 1, at('2025-03-11T23:30:00'), history),
    item('order', uid(3), 1, at('2026-03-01T10:00:00'), history),
    item('payment', uid(11), 1, paymentBody('100.00', [{ orderUid: uid(3), sum: '100.00' }],
      { date: '2026-03-05T10:00:00' }), history),
    item('shipment', uid(21), 1,
      shipmentBody(uid(3), '100.00', { date: '2026-03-06T10:00:00' }), history));
  const stages = [1, 2, 3].map(async (number) => (await dealOf(world.db, uid(number))).stage);
  assert.deepEqual(await Promise.all(stages), ['request', 'lost', 'won']);
  const { rows } = await world.db.query<{ closedAt: string; createdAt: string }>(
    `select d.closed_at as "closedAt", d.created_at as "createdAt" from deals.deal d
       join payments.sales_order o on o.deal_id = d.id where o.uid = $1`, [uid(3)]);
  assert.deepEqual(rows, [
    { closedAt: '2026-03-06T00:00:00Z', createdAt: '2026-03-01T00:00:00Z' },
  ]);
  await world.drop();
});

test('a manager met in history first is the employee of that e-mail, and so are the deals',
  async () => {
    const world = await openWorld();
    const { db, statuses } = world;
    const departmentId = await addDepartment(db);
    const person = await addPerson(db, { departmentId });
    await db.query(`update staff.employee set email = 'petrov@example.com' where id = $1`,
      [person.id]);
    const named = orderBody('10.00', { managerUid: uid(52), managerName: 'Петров' });
    await statuses(item('order', uid(7), 1, named, { lane: 'backfill' }));
    const row = async () => (await db.query<object>(
      `select d.responsible_id as who, d.department_id as "where",
         (select array_agg(employee_id) from deals.deal_reader r where r.deal_id = d.id) as readers
       from deals.deal d join payments.sales_order o on o.deal_id = d.id where o.uid = $1`,
      [uid(7)])).rows[0];
    assert.notDeepEqual(await row(),
      { who: person.id, where: departmentId, readers: [person.id] });
    const employee = { name: 'Петров И.', email: 'Petrov@example.com', deleted: false };
    assert.deepEqual(await statuses(item('employee', uid(52), 1, employee)), ['applied']);
    assert.deepEqual(await row(), { who: person.id, where: departmentId, readers: [person.id] });
    await statuses(item('order', uid(8), 1, named));
    assert.equal((await db.query('select from deals.deal where responsible_id = $1', [person.id]))
      .rows.length, 2, 'orders to come are theirs too');
    await world.drop();
  });
