// Two senders at one moment: neither sees what the other has not committed, and still nothing of
// both is lost.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Db, inTransaction, joinTransaction, one } from '#platform/database';
import { addCompany } from '#test/factory';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import {
  invoiceBody, item, orderBody, paymentBody, shipmentBody, uid,
} from '#test/onec/items';
import { contextOf, createPeople } from '#test/people';
import { joinPerson } from './join-person.ts';
import { receiveItems } from './receive-items.ts';

let world: TestInbox;
let next = 0;
const fresh = (): string => uid(next += 1);
let order: string;
let invoice: string;

before(async () => { world = await openTestInbox(); });
beforeEach(() => { [order, invoice] = [fresh(), fresh()]; });
after(() => world.drop());

type Act = (db: Db) => Promise<unknown>;

const send = (value: unknown): Act => (db) =>
  receiveItems({ ...world.inbox, db }, [{ value, line: null }], { kind: 'push' });

/** `second` arrives when `first` is done but for its commit; ends when both are committed. */
async function cross(first: Act, second: Act): Promise<void> {
  const { db } = world;
  let other: Promise<unknown> | undefined;
  let isOver = false;
  await inTransaction(db, async (tx) => {
    await first(joinTransaction(tx));
    other ??= second(db).finally(() => { isOver = true; });
    while (!isOver && !await waits()) await new Promise(setImmediate);
  });
  await other;
}

const waits = () => one(world.db, `select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`);

test('a payment by an invoice that came before its order meets the order', async () => {
  const paid = () => item('payment', fresh(), 1,
    paymentBody('60.00', [{ invoiceUid: invoice, sum: '60.00' }]));
  const sold = () => item('order', order, 1, orderBody('100.00'));
  for (const isPaidFirst of [true, false]) {
    [order, invoice] = [fresh(), fresh()];
    await world.statuses(item('invoice', invoice, 1, invoiceBody('100.00', order)));
    const [first, second] = isPaidFirst ? [paid(), sold()] : [sold(), paid()];
    await cross(send(first), send(second));
    assert.equal((await dealOf(world.db, order)).paid, 6000, `${isPaidFirst}`);
  }
});

test('an order that is applied while its manager is joined to a colleague is the colleague\'s',
  async () => {
    const { db } = world;
    const { admin, manager } = await createPeople(db);
    const ctx = await contextOf(db, admin);
    for (const isJoinedFirst of [true, false]) {
      order = fresh();
      const managerUid = fresh();
      await world.statuses(item('employee', managerUid, 1, { name: 'Сидоров', deleted: false }));
      const { id: made } = (await one<{ id: number }>(db,
        'select employee_id as id from staff.employee_identity where uid = $1', [managerUid]))!;
      const join: Act = (on) => joinPerson({ ...ctx, db: on }, made, manager.id);
      const sell = send(item('order', order, 1,
        orderBody('10.00', { managerUid, managerName: 'С.' })));
      await (isJoinedFirst ? cross(join, sell) : cross(sell, join));
      const { id } = await dealOf(db, order);
      const deal = await one<{ owner: number }>(db,
        'select responsible_id as owner from deals.deal where id = $1', [id]);
      assert.equal(deal?.owner, manager.id, `${isJoinedFirst}`);
    }
  });

test('a debt that arises while its client is met is the client\'s', async () => {
  const { db } = world;
  const client = () => item('company', companyUid, 1, { name: 'Должник', deleted: false });
  const shipped = () => item('shipment', fresh(), 1, shipmentBody(order, '70.00'));
  let companyUid: string;
  for (const isMetFirst of [true, false]) {
    [order, companyUid] = [fresh(), fresh()];
    await world.statuses(item('order', order, 1, orderBody('100.00', { companyUid })));
    // The deal is of another client: it has nothing to wait for.
    await db.query(`update deals.deal set company_id = $1 where company_id is null`,
      [await addCompany(db)]);
    const [first, second] = isMetFirst ? [client(), shipped()] : [shipped(), client()];
    await cross(send(first), send(second));
    const owes = await one<{ name: string }>(db, `select c.name from payments.due x
      join customers.company c on c.id = x.payer_id where x.order_uid = $1`, [order]);
    assert.equal(owes?.name, 'Должник', `${isMetFirst}`);
  }
});
