// Stages follow money by the setting of a pipeline: forward only, never out of an end, written to
// history as the setting's act, and never where the setting is off.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { moveStage } from '#modules/deals';
import { addDepartment, addPerson, stageId, type Person } from '#test/factory';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import {
  gone, invoiceBody, item, orderBody, paymentBody, shipmentBody, uid,
} from '#test/onec/items';

let world: TestInbox;
let admin: Person;
let next = 0;
let order: string;
const fresh = (): string => uid(next += 1);

before(async () => {
  world = await openTestInbox();
  const departmentId = await addDepartment(world.db);
  admin = await addPerson(world.db, { departmentId, role: 'administrator' });
});
beforeEach(() => { order = fresh(); });
after(() => world.drop());

const stage = async () => (await dealOf(world.db, order)).stage;
type Body = Parameters<typeof orderBody>[1];
const sold = (more: Body = {}) => world.statuses(item('order', order, 1,
  orderBody('100.00', more)));
const pay = async (sum: string, more: Body = {}): Promise<string> => {
  const payment = fresh();
  await world.statuses(item('payment', payment, 1,
    paymentBody(sum, [{ orderUid: order, sum }], more)));
  return payment;
};
const ship = (sum: string) => world.statuses(item('shipment', fresh(), 1,
  shipmentBody(order, sum)));

type Move = { old: string; new: string; by: string | null; source: string };

async function moves(): Promise<Move[]> {
  const { id } = await dealOf(world.db, order);
  const { rows } = await world.db.query<Move>(`
    select o.code as old, n.code as new, e.data->>'by' as by, e.source from platform.event e
      join deals.stage o on o.id = (e.data#>>'{changes,stageId,old}')::bigint
      join deals.stage n on n.id = (e.data#>>'{changes,stageId,new}')::bigint
    where e.kind = 'deal.stageMoved' and e.entity_id = $1 order by e.id`, [id]);
  return rows;
}

async function drag(code: string, more: object = {}): Promise<void> {
  const { id } = await dealOf(world.db, order);
  await moveStage(admin.ctx, { id, stageId: await stageId(world.db, 'quick', code), ...more });
}

test('each document takes the deal forward, and history says that the setting did', async () => {
  await sold();
  assert.equal(await stage(), 'request');
  await world.statuses(item('invoice', fresh(), 1, invoiceBody('100.00', order)));
  assert.equal(await stage(), 'invoiced');
  await pay('40.00');
  assert.equal(await stage(), 'partlyPaid');
  const rest = await pay('60.00');
  assert.equal(await stage(), 'paid');
  await ship('50.00');
  assert.equal(await stage(), 'shipping');
  await ship('50.00');
  assert.equal(await stage(), 'won');
  const way = ['request', 'invoiced', 'partlyPaid', 'paid', 'shipping', 'won'];
  assert.deepEqual(await moves(), way.slice(1).map((code, index) =>
    ({ old: way[index], new: code, by: 'pipeline', source: '1c' })));
  await world.statuses(gone('payment', rest, 2));
  assert.equal(await stage(), 'won', 'never out of an end');
});

test('never backward, and from where a person has put it', async () => {
  await sold();
  const first = await pay('100.00');
  assert.equal(await stage(), 'paid');
  await world.statuses(gone('payment', first, 2));
  assert.equal(await stage(), 'paid', 'money that went back takes nothing back');
  await drag('request');
  await world.statuses(item('invoice', fresh(), 1, invoiceBody('100.00', order)));
  assert.equal(await stage(), 'invoiced', 'a person may drag back, the next document goes on');
  await drag('shipping');
  await pay('100.00');
  assert.equal(await stage(), 'shipping', 'further than its money already');
  await drag('lost', { lostReason: 'Передумали' });
  await ship('100.00');
  assert.equal(await stage(), 'lost', 'never out of lost');
});

test('a pipeline that does not follow money stays; a stage without a condition is passed over',
  async () => {
    const { db } = world;
    await db.query('update deals.pipeline set follows_money = false');
    await sold();
    await pay('100.00');
    await ship('100.00');
    assert.equal(await stage(), 'request');
    await db.query('update deals.pipeline set follows_money = true');
    const paid = await stageId(db, 'quick', 'paid');
    await db.query('update deals.stage set enters_when = null where id = $1', [paid]);
    order = fresh();
    await sold();
    await pay('100.00');
    assert.equal(await stage(), 'partlyPaid', 'the furthest that has a stage');
    await db.query(`update deals.stage set enters_when = 'paid' where id = $1`, [paid]);
  });

test('a deal is paid and shipped when it is so in every currency', async () => {
  await sold();
  const { id } = await dealOf(world.db, order);
  const roubles = order;
  const euro = order = fresh();
  await sold({ currency: 'EUR', crmDealId: String(id) });
  order = roubles;
  await pay('100.00');
  assert.equal(await stage(), 'partlyPaid', 'the euro are not paid');
  await ship('100.00');
  assert.equal(await stage(), 'shipping', 'nothing is completed');
  order = euro;
  await pay('100.00', { currency: 'EUR' });
  assert.equal(await stage(), 'shipping', 'the goods of the second order are not there');
  await ship('100.00');
  assert.equal(await stage(), 'won');
});

test('a deal in another currency alone goes the same way', async () => {
  await sold({ currency: 'EUR' });
  await pay('30.00', { currency: 'EUR' });
  assert.equal(await stage(), 'partlyPaid');
  await pay('70.00', { currency: 'EUR' });
  assert.equal(await stage(), 'paid');
  await ship('100.00');
  assert.equal(await stage(), 'won');
  order = fresh();
  await sold({ total: '0.00', currency: 'EUR' });
  assert.equal(await stage(), 'request', 'what costs nothing is paid by nobody');
});
