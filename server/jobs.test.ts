// Product managers read the deals that sell their goods through 1C, also those sold before.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { introduceBase, receiveItems } from '#integrations/onec';
import { setGroupOwners } from '#modules/catalog';
import { listDeals } from '#modules/deals';
import { refreshOrderReaders } from '#modules/payments';
import { inTransaction, joinTransaction, one } from '#platform/database';
import { startTestApp, type TestApp } from '#test/app';
import { addDepartment, addPerson, type Person } from '#test/factory';
import { item, orderBody, TEST_EPOCH, TEST_IB, uid } from '#test/onec/items';

let world: TestApp;
before(async () => { world = await startTestApp(); });
after(() => world.close());

const groupOf = (number: number) => ({ groupUid: uid(number), groupName: `Группа ${number}` });
const pump = (rev: number, groupNumber: number) =>
  item('product', uid(7), rev, { name: 'Насос', article: 'Н-1', ...groupOf(groupNumber) });

async function send(...items: object[]): Promise<void> {
  const results = await receiveItems({ db: world.db, now: () => new Date() },
    items.map((value) => ({ value, line: null })), { kind: 'push' });
  assert.deepEqual(results.map((row) => row.status), items.map(() => 'applied'));
}

const order = (rev: number, productUid: string) => {
  const [line] = orderBody('10.00')['lines'] as object[];
  return item('order', uid(8), rev, orderBody('10.00', { lines: [{ ...line, productUid }] }));
};

test('managers of goods read the deals of orders exactly while the goods are theirs', async () => {
  const { db } = world;
  const departmentId = await addDepartment(db);
  const admin = await addPerson(db, { departmentId, role: 'administrator' });
  const first = await addPerson(db, { departmentId, role: 'product' });
  const second = await addPerson(db, { departmentId, role: 'product' });
  await introduceBase(db, { ib: TEST_IB, epoch: TEST_EPOCH }, new Date());
  const total = async (person: Person) => (await listDeals(person.ctx, { total: '1' })).total;
  const see = async (wanted: [number, number], why: string) => {
    const now = async () => [await total(first), await total(second)];
    for (let waits = 0; waits < 100; waits += 1) {
      if (isDeepStrictEqual(await now(), wanted)) return;
      await delay(100);
    }
    assert.deepEqual(await now(), wanted, why);
  };
  const groupId = async (number: number) => (await one<{ id: number }>(db,
    'select group_id as id from catalog.product_group_identity where uid = $1', [uid(number)]))!.id;
  const own = async (number: number, people: Person[]) => setGroupOwners(admin.ctx,
    { id: await groupId(number), employeeIds: people.map(({ id }) => id) });

  await send(pump(1, 21), order(1, uid(7)),
    item('product', uid(9), 1, { name: 'Кабель', ...groupOf(22) }));
  assert.deepEqual([await total(first), await total(second)], [0, 0]);
  await own(21, [first]);
  await see([1, 0], 'the owner reads what was sold before');
  await own(21, [second]);
  await see([0, 1], 'the former owner does not');
  await own(22, [first]);
  await send(pump(2, 22));
  await see([1, 0], 'goods that went to another group take their readers along');
  await send(pump(3, 23));
  await see([0, 0], 'a group of nobody has no readers');
  await send(pump(4, 21));
  await see([0, 1], 'and back');
  await send(order(2, uid(9)));
  assert.deepEqual([await total(first), await total(second)], [1, 0],
    'a corrected order is read by those whose goods it sells now, at once');
  const reader = await one<{ edits: boolean }>(db,
    'select bool_or(may_edit) as edits from deals.deal_reader where employee_id = $1',
    [first.id]);
  assert.deepEqual(reader, { edits: false });
});

test('readers are settled after an order that is being written, never by what it was', async () => {
  const { db } = world;
  const inbox = { db, now: () => new Date() };
  const goods = await one<{ groupId: number; owners: number }>(db, `
    select p.group_id as "groupId", (select count(*)::int from catalog.product_group_owner o
      where o.group_id = p.group_id) as owners
    from catalog.product p join catalog.product_identity i on i.product_id = p.id
    where i.uid = $1`, [uid(7)]);
  assert.equal(goods?.owners, 1);
  const readers = async () => (await db.query<{ id: number }>(
    `select employee_id as id from deals.deal_reader where why = 'goods' order by 1`)).rows;
  await send(order(3, uid(7)));
  const before = await readers();
  let refreshing = Promise.resolve();
  await inTransaction(db, async (tx) => {
    await receiveItems({ ...inbox, db: joinTransaction(tx) },
      [{ value: order(4, uid(9)), line: null }], { kind: 'push' });
    refreshing = refreshOrderReaders(db, goods.groupId);
    for (let waits = 0; waits < 500; waits += 1) {
      if ((await db.query('select from pg_locks where not granted')).rowCount) break;
      await delay(10);
    }
  });
  await refreshing;
  const [now, [was]] = [await readers(), before];
  assert.equal(now.length, 1, JSON.stringify({ before, now }));
  assert.notEqual(now[0]!.id, was!.id);
});
