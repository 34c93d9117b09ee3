// Settings that decide which money counts and at which stage an order's deal begins.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { settleConfirmations } from '#modules/payments';
import { checkStageByStatus } from '#modules/deals';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { changeSetting } from '#platform/named-settings';
import { writeSetting } from '#platform/settings';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, shipmentBody, uid } from '#test/onec/items';

let world: TestInbox;
let ctx: Context;

before(async () => {
  world = await openTestInbox();
  ctx = systemContext(world.db, 'system');
});
beforeEach(async () => {
  await world.db.query('delete from platform.setting');
});
after(() => world.drop());

const set = (name: string, value: unknown) =>
  inTransaction(world.db, (tx) => writeSetting(tx, ctx, name, value));
const settle = () => settleConfirmations(world.db, world.inbox.now);

const stateOf = async (paymentUid: string) => (await one<{ counts: boolean }>(
  world.db, 'select counts from payments.payment where uid = $1', [paymentUid]))?.counts;

const stageId = async (code: string, pipeline = 'quick') => (await one<{ id: number }>(world.db,
  `select s.id from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
   where p.code = $2 and s.code = $1`, [code, pipeline]))!.id;

test('with the setting a bank receipt counts from the word of the bank on', async () => {
  await set('payments.bankConfirmedOnly', true);
  const [order, transfer, cash] = [uid(1), uid(2), uid(3)];
  const part = [{ orderUid: order, sum: '400.00' }];
  await world.statuses(
    item('order', order, 1, orderBody('1000.00')),
    item('payment', transfer, 1, paymentBody('400.00', part, { bankConfirmed: false })),
    item('payment', cash, 1, paymentBody('400.00', part, { kind: 'cash', bankConfirmed: false })));
  assert.equal((await dealOf(world.db, order)).paid, 40_000, 'cash needs no bank');
  const told = await one<{ state: string }>(world.db,
    `select data->'document'->>'state' as state from platform.event
     where kind = 'payment.applied' and data->>'uid' = $1`, [transfer]);
  assert.equal(told?.state, 'unconfirmed');
  await world.statuses(
    item('payment', transfer, 2, paymentBody('400.00', part, { bankConfirmed: true })));
  assert.equal((await dealOf(world.db, order)).paid, 80_000);
});

test('cash, cards and offsets need no word of a bank, before a change of the setting and after',
  async () => {
    const order = uid(6);
    await set('payments.bankConfirmedOnly', true);
    await world.statuses(item('order', order, 1, orderBody('1000.00')),
      ...['cash', 'card', 'offset'].map((kind, at) => item('payment', uid(7 + at), 1,
        paymentBody('100.00', [{ orderUid: order, sum: '100.00' }],
          { kind, bankConfirmed: false }))));
    const paid = async () => (await dealOf(world.db, order)).paid;
    assert.equal(await paid(), 30_000);
    for (const value of [false, true]) {
      await set('payments.bankConfirmedOnly', value);
      await settle();
      assert.equal(await paid(), 30_000, String(value));
    }
  });

test('a change of the setting turns sums, advances and history, there and back', async () => {
  const [order, transfer, advance, company] = [uid(11), uid(12), uid(13), uid(14)];
  const off = { bankConfirmed: false, companyUid: company };
  await world.statuses(
    item('company', company, 1, { name: 'АО «Волгоцемент»', kind: 'legal', deleted: false }),
    item('order', order, 1, orderBody('1000.00', { companyUid: company })),
    item('payment', transfer, 1, paymentBody('600.00', [{ orderUid: order, sum: '600.00' }], off)),
    item('payment', advance, 1, paymentBody('50.00', [{ sum: '50.00' }], off)));
  const advanceOf = async () => (await one<{ kopecks: number }>(world.db,
    `select c.advance_kopecks as kopecks from customers.company c
       join customers.company_identity i on i.company_id = c.id where i.uid = $1`,
    [company]))!.kopecks;
  assert.deepEqual([(await dealOf(world.db, order)).paid, await advanceOf()], [60_000, 5_000]);
  assert.equal(await settle(), 0, 'nothing stands wrong');

  await set('payments.bankConfirmedOnly', true);
  assert.equal(await settle(), 2);
  assert.deepEqual([(await dealOf(world.db, order)).paid, await advanceOf()], [0, 0]);
  assert.equal(await stateOf(transfer), false);
  const { id } = await dealOf(world.db, order);
  const event = await one<{ by: string; paid: object }>(world.db,
    `select data->>'by' as by, data->'changes'->'paidKopecks' as paid
     from platform.event where kind = 'deal.moneyChanged' and entity_id = $1
     order by id desc limit 1`, [id]);
  assert.deepEqual(event, { by: 'setting', paid: { old: 60_000, new: 0 } });

  await set('payments.bankConfirmedOnly', false);
  assert.equal(await settle(), 2);
  assert.deepEqual([(await dealOf(world.db, order)).paid, await advanceOf()], [60_000, 5_000]);
  assert.equal(await settle(), 0);
});

test('a deleted payment never counts, whatever the setting', async () => {
  const [order, payment] = [uid(21), uid(22)];
  await world.statuses(
    item('order', order, 1, orderBody('1000.00')),
    item('payment', payment, 1, paymentBody('600.00', [{ orderUid: order, sum: '600.00' }],
      { bankConfirmed: false, deleted: true })));
  await set('payments.bankConfirmedOnly', true);
  await settle();
  await set('payments.bankConfirmedOnly', false);
  await settle();
  assert.equal(await stateOf(payment), false);
  assert.equal((await dealOf(world.db, order)).paid, 0);
});

test('the status of an order in 1C says where its deal begins, before its money does', async () => {
  await set('deals.stageByStatus', {
    'К отгрузке': await stageId('shipping'), 'Отменён клиентом': await stageId('lost'),
    'Чужой': await stageId('tender', 'project'),
  });
  const stageOf = async (number: number, more: Record<string, unknown>) => {
    await world.statuses(item('order', uid(number), 1, orderBody('1000.00', more)));
    return (await dealOf(world.db, uid(number))).stage;
  };
  assert.equal(await stageOf(31, { status: ' к отгрузке ' }), 'shipping');
  assert.equal(await stageOf(32, { status: 'Отменён клиентом' }), 'lost');
  assert.equal(await stageOf(33, { status: 'Чужой' }), 'request', 'of another pipeline');
  assert.equal(await stageOf(34, { status: 'Новый' }), 'request');
  const lost = await one<{ reason: string }>(world.db,
    `select lost_reason as reason from deals.deal where id = $1`,
    [(await dealOf(world.db, uid(32))).id]);
  assert.equal(lost?.reason, 'Статус в 1С: Отменён клиентом');
  // Only the birth: what 1C says later is shown, never applied.
  await world.statuses(item('order', uid(34), 2, orderBody('1000.00', { status: 'К отгрузке' })));
  assert.equal((await dealOf(world.db, uid(34))).stage, 'request');
});

test('the archive of history begins after as many days as the setting says', async () => {
  world.setNow('2026-03-10T12:00:00+03:00');
  const old = { date: '2026-01-10T10:00:00' };
  const load = (number: number) => world.statuses(
    { ...item('order', uid(number), 1, orderBody('1000.00', old)), lane: 'backfill' });
  await load(41);
  assert.equal((await dealOf(world.db, uid(41))).stage, 'request');
  await set('deals.archiveDays', 30);
  await load(42);
  assert.equal((await dealOf(world.db, uid(42))).stage, 'lost');
  // What was shipped and paid is won, however old.
  await world.statuses(...[
    item('order', uid(43), 1, orderBody('1000.00', old)),
    item('payment', uid(44), 1, paymentBody('1000.00', [{ orderUid: uid(43), sum: '1000.00' }])),
    item('shipment', uid(45), 1, shipmentBody(uid(43), '1000.00')),
  ].map((one) => ({ ...one, lane: 'backfill' })));
  assert.equal((await dealOf(world.db, uid(43))).stage, 'won');
});

test('a stage of another pipeline is refused with the name of its status', async () => {
  const value = { 'Новый': await stageId('tender', 'project') };
  const checks = { 'deals.stageByStatus': checkStageByStatus };
  await assert.rejects(changeSetting(ctx, { name: 'deals.stageByStatus', value }, checks),
    (error: { code?: string; fields?: { field: string; reason: string }[] }) =>
      error.fields?.[0]?.field === 'value' && error.fields[0].reason.includes('Новый'));
  await changeSetting(ctx, {
    name: 'deals.stageByStatus', value: { 'Новый': await stageId('invoiced') },
  }, checks);
});
