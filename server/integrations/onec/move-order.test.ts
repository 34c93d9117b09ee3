// A person says whose deal an order is: both sums, the readers, the link that outlives 1C's word,
// the way back, and what strangers may not do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { registerReceiver } from '#modules/commands';
import { createDeal } from '#modules/deals';
import { findOrders, moveOrder, proposeChange, splitOrder } from '#modules/payments';
import { inTransaction, one } from '#platform/database';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, uid } from '#test/onec/items';
import { contextOf, createPeople, type People } from '#test/people';
import { lockIdentities } from './lock-identities.ts';

const [FIRST, SECOND] = [uid(1), uid(2)];
let world: TestInbox;
let people: People;

before(async () => {
  world = await openTestInbox();
  people = await createPeople(world.db);
  await world.send(item('employee', uid(9), 1, { name: 'Петров Иван' }));
  await world.db.query(
    'update staff.employee_identity set employee_id = $1 where uid = $2',
    [people.manager.id, uid(9)]);
  await world.send(
    item('company', uid(50), 1, { name: 'Водоканал', inn: '7707083893', kpp: '770701001' }),
    item('order', FIRST, 1, orderBody('1000.00', {
      number: 'УТ-000101', companyUid: uid(50), managerUid: uid(9),
    })),
    item('order', SECOND, 1, orderBody('300.00', { number: 'УТ-000102', managerUid: uid(9) })),
    item('payment', uid(20), 1, paymentBody('400.00', [{ orderUid: FIRST, sum: '400.00' }])),
  );
});
after(() => world.drop());

const manager = () => contextOf(world.db, people.manager);
const amounts = async (id: number) => one<{ amount: number; paid: number }>(world.db,
  'select amount_kopecks as amount, paid_kopecks as paid from deals.deal where id = $1', [id]);
const kinds = async (id: number) => (await world.db.query<{ kind: string }>(`
  select kind from platform.event where entity = 'deal' and entity_id = $1
    and kind like 'order.%' and source <> '1c' order by id`, [id])).rows.map(({ kind }) => kind);

test('an order moves with its money, and later words of 1C leave it where it is', async () => {
  const ctx = await manager();
  const target = await createDeal(ctx, { title: 'Тендер' });
  const from = (await dealOf(world.db, FIRST)).id;
  const { items } = await findOrders(ctx, { q: '7707083893', dealId: target.id });
  assert.deepEqual(items.map(({ number, dealId, mayMove }) => [number, dealId, mayMove]),
    [['УТ-000101', from, true]]);
  assert.equal((await findOrders(ctx, { q: 'ут-0001' })).items.length, 2);
  assert.deepEqual((await findOrders(ctx, { q: 'водок' })).items.map(({ uid: found }) => found),
    [FIRST]);
  await moveOrder(ctx, { id: target.id, uid: FIRST, fromDealId: from }, lockIdentities);
  assert.deepEqual(await amounts(from), { amount: 0, paid: 0 });
  assert.deepEqual(await amounts(target.id), { amount: 100_000, paid: 40_000 });
  assert.deepEqual(await kinds(from), ['order.moved']);
  assert.deepEqual(await kinds(target.id), ['order.linked']);
  // 1C still believes it belongs to the other deal, and to one that does not exist.
  await world.send(
    item('order', FIRST, 2, orderBody('1100.00', { crmDealId: String(from), companyUid: uid(50) })),
    item('payment', uid(21), 1, paymentBody('100.00', [{ orderUid: FIRST, sum: '100.00' }])));
  assert.deepEqual(
    await world.statuses(item('order', FIRST, 3, orderBody('1200.00', { crmDealId: '999999' }))),
    ['applied']);
  assert.equal((await dealOf(world.db, FIRST)).id, target.id);
  assert.deepEqual(await amounts(target.id), { amount: 120_000, paid: 50_000 });
  const back = { id: from, uid: FIRST, fromDealId: target.id };
  assert.equal((await moveOrder(ctx, back, lockIdentities)).fromWithdrawn, false);
  assert.deepEqual(await amounts(from), { amount: 120_000, paid: 50_000 });
  await assert.rejects(moveOrder(ctx, back, lockIdentities), { code: 'record.missing' });
});

test('an order is split into a deal of its own, and the undo leaves nothing behind', async () => {
  const ctx = await manager();
  const from = (await dealOf(world.db, SECOND)).id;
  const born = await splitOrder(ctx, { id: from, uid: SECOND }, lockIdentities);
  assert.equal((await amounts(born.dealId))?.amount, 30_000);
  const undone = await moveOrder(ctx, {
    id: from, uid: SECOND, fromDealId: born.dealId, withdrawEmpty: true,
  }, lockIdentities);
  assert.equal(undone.fromWithdrawn, true);
  assert.equal(await amounts(born.dealId), undefined);
  assert.equal((await amounts(from))?.amount, 30_000);
});

test('whoever may not edit both deals moves nothing and finds nothing', async () => {
  const from = (await dealOf(world.db, SECOND)).id;
  const stranger = await contextOf(world.db, people.stranger);
  const own = await createDeal(stranger, { title: 'Чужая' });
  assert.deepEqual((await findOrders(stranger, { q: 'УТ-0001' })).items, []);
  await assert.rejects(
    moveOrder(stranger, { id: own.id, uid: SECOND, fromDealId: from }, lockIdentities),
    { code: 'record.missing' });
  await assert.rejects(
    moveOrder(await manager(), { id: own.id, uid: SECOND, fromDealId: from }, lockIdentities),
    { code: 'record.missing' });
  await assert.rejects(splitOrder(stranger, { id: from, uid: SECOND }, lockIdentities),
    { code: 'record.missing' });
});

test('a move and a payment at the same moment leave both sums right', async () => {
  const ctx = await manager();
  const target = await createDeal(ctx, { title: 'Рядом' });
  const from = (await dealOf(world.db, FIRST)).id;
  for (let turn = 0; turn < 6; turn += 1) {
    const [a, b] = turn % 2 ? [target.id, from] : [from, target.id];
    await Promise.all([
      moveOrder(ctx, { id: b, uid: FIRST, fromDealId: a }, lockIdentities),
      world.send(item('payment', uid(30 + turn), 1,
        paymentBody('10.00', [{ orderUid: FIRST, sum: '10.00' }]))),
    ]);
    const paid = 50_000 + (turn + 1) * 1000;
    assert.deepEqual(await amounts(b), { amount: 120_000, paid });
    assert.deepEqual(await amounts(a), { amount: 0, paid: 0 });
  }
});

test('a change of an order is proposed with what stands there now, and only to a base that asks',
  async () => {
    const ctx = await manager();
    const { id } = await dealOf(world.db, SECOND);
    const wish = { id, uid: SECOND, lines: [{ position: 1, quantity: '2', price: '300.00' }] };
    await assert.rejects(proposeChange(ctx, wish), { code: 'field.readOnly' });
    const base = await one<{ id: number }>(world.db, 'select id from onec.base');
    await inTransaction(world.db, (tx) => registerReceiver(tx, base!.id, new Date()));
    await proposeChange(ctx, wish);
    await assert.rejects(proposeChange(ctx, { ...wish, lines: [] }), { code: 'field.invalid' });
    const { rows } = await world.db.query(`select asked->'lines' as lines from commands.command
      where type = 'order.change'`);
    assert.deepEqual(rows, [{
      lines: [{
        quantity: '2', position: '1', lineUid: '1', article: 'ЦНС-180-128',
        name: 'Насос ЦНС 180-128',
        was: { quantity: '1', price: '300.00', shipOn: null, cancelled: false },
      }],
    }]);
  });
