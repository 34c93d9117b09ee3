// What a restored or damaged copy of the truth looks like afterwards: the sender's word stands.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { systemContext } from '#platform/context';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import {
  gone, item, orderBody, paymentBody, shipmentBody, TEST_EPOCH, TEST_IB, uid, type WireItem,
} from '#test/onec/items';
import { confirmEpoch, refuseEpoch } from './confirm-base.ts';
import { exchangeHealth } from './watch/health.ts';
import { compareMonths, compareObjects } from './reconcile.ts';

const ORDER = uid(1);
const PAYMENT = uid(11);
const MONTH = '2026-03';

const repair = ({ inbox }: TestInbox, items: WireItem[], epoch = TEST_EPOCH) =>
  compareObjects(inbox, {
    ib: TEST_IB, epoch, type: items[0]!.type, month: MONTH,
    items: items.map((one) => ({ uid: one.uid, rev: one.rev, sha256: one.sha256 })),
  });

async function differ({ inbox }: TestInbox, sum: string, items: WireItem[]): Promise<boolean> {
  const lines = items.map((one) => `${one.uid}:${one.sha256}\n`).toSorted().join('');
  const answer = await compareMonths(inbox, {
    ib: TEST_IB, epoch: TEST_EPOCH,
    rows: [{
      type: items[0]!.type, month: MONTH, count: items.length, sum,
      hash: createHash('sha256').update(lines).digest('hex'),
    }],
  });
  return answer.differ.length > 0;
}

test('an object that the digest asks for again is applied at the same revision', async () => {
  const world = await openTestInbox();
  const order = item('order', ORDER, 3, orderBody('1000.00'));
  await world.statuses(item('order', ORDER, 3, orderBody('10.00')));
  assert.deepEqual(await world.statuses(order), ['rejected'], 'a conflict until it was compared');
  assert.deepEqual((await repair(world, [order])).resend, [ORDER]);
  assert.equal(await differ(world, '1000.00', [order]), true, 'until it has come');
  assert.deepEqual(await world.statuses(item('order', ORDER, 2, orderBody('7.00'))), ['stale']);
  assert.deepEqual(await world.statuses(order, order), ['applied', 'duplicate']);
  assert.equal((await dealOf(world.db, ORDER)).amount, 100_000);
  assert.equal(await differ(world, '1000.00', [order]), false);
  await world.drop();
});

test('a revision damaged on its way does not shut the object for ever', async () => {
  const world = await openTestInbox();
  await world.statuses(item('order', ORDER, 1_048_577, orderBody('10.00')));
  const order = item('order', ORDER, 2, orderBody('20.00'));
  assert.deepEqual(await world.statuses(order), ['stale']);
  await repair(world, [order]);
  assert.deepEqual(await world.statuses(order), ['applied']);
  await world.drop();
});

test('rows lost or with a wrong sum are asked for although the revision is right', async () => {
  const world = await openTestInbox();
  const order = item('order', ORDER, 1, orderBody('1000.00'));
  const payment = item('payment', PAYMENT, 1,
    paymentBody('600.00', [{ orderUid: ORDER, sum: '600.00' }], { direction: 'out' }));
  const shipment = item('shipment', uid(21), 1, shipmentBody(ORDER, '300.00', { kind: 'return' }));
  await world.statuses(order, payment, shipment);
  const sums = [[order, '1000.00'], [payment, '600.00'], [shipment, '300.00']] as const;
  for (const [one, sum] of sums) {
    assert.equal(await differ(world, sum, [one]), false, one.type);
  }
  assert.equal(await differ(world, '-600.00', [payment]), false, 'another sign, the same bodies');
  assert.equal(await differ(world, '0.00', [shipment]), false, 'a shipment has no total');
  assert.equal(await differ(world, '999.99', [order]), true);
  await world.db.query('update payments.payment set total_kopecks = -1');
  await world.db.query('delete from payments.shipment_line');
  await world.db.query('update payments.order_line set sum_kopecks = 1');
  for (const one of [order, payment, shipment]) {
    assert.deepEqual((await repair(world, [one])).resend, [one.uid]);
  }
  assert.deepEqual(await world.statuses(order, payment, shipment),
    ['applied', 'applied', 'applied']);
  const deal = await dealOf(world.db, ORDER);
  assert.deepEqual([deal.amount, deal.paid, deal.shipped], [100_000, -60_000, -30_000]);
  assert.deepEqual((await repair(world, [shipment])).resend, []);
  await world.drop();
});

test('history brings back nothing that 1C has deleted since, whatever its number', async () => {
  const world = await openTestInbox();
  const { db, statuses } = world;
  const history = (rev: number, total: string) =>
    item('order', ORDER, rev, orderBody(total), { lane: 'backfill' });
  await statuses(item('order', ORDER, 5, orderBody('50.00')), gone('order', ORDER, 6));
  const objects = async () => (await db.query(
    'select rev, deleted from onec.object where uid = $1', [ORDER])).rows;
  assert.deepEqual(await statuses(history(4, '40.00'), history(9, '90.00')), ['stale', 'stale']);
  assert.deepEqual(await objects(), [{ rev: 6, deleted: true }]);
  assert.equal((await dealOf(db, ORDER)).amount, 0);
  assert.deepEqual(await statuses(item('order', ORDER, 9, orderBody('90.00'))), ['applied']);
  assert.equal((await dealOf(db, ORDER)).amount, 9_000, 'a living snapshot does');
  await world.drop();
});

test('a restored base counts on from an older revision and is believed', async () => {
  const world = await openTestInbox();
  const { db, inbox, statuses } = world;
  await statuses(item('order', ORDER, 10, orderBody('1000.00')),
    item('order', uid(2), 10, orderBody('20.00')), item('order', uid(3), 10, orderBody('30.00')),
    gone('order', uid(3), 11));
  const next = { epoch: 'e2' };
  const first = item('order', ORDER, 8, orderBody('800.00'), next);
  assert.deepEqual(await statuses(first), ['rejected'], 'without any hello');
  const { rows } = await db.query<{ id: number }>(
    `select id from onec.base where pending_epoch = 'e2'`);
  await confirmEpoch(systemContext(db, 'ui'), rows[0]!.id, 'e2');
  assert.deepEqual(await statuses(first), ['applied']);
  assert.equal((await dealOf(db, ORDER)).amount, 80_000);
  assert.deepEqual(await statuses(item('order', ORDER, 7, orderBody('700.00'), next)), ['stale'],
    'within the epoch revisions count again');
  assert.deepEqual(await statuses(
    item('order', uid(2), 4, orderBody('2.00'), { ...next, lane: 'backfill' })), ['stale'],
  'history never overrides');
  assert.deepEqual(await statuses(item('order', uid(3), 9, orderBody('30.00'), next)),
    ['applied'], 'what was deleted later is there again');
  const same = item('order', uid(2), 6, orderBody('20.00'), next);
  assert.deepEqual(await statuses(same), ['applied']);
  assert.deepEqual(await statuses(item('order', uid(2), 7, orderBody('21.00'), next)), ['applied']);
  assert.equal((await dealOf(db, uid(2))).amount, 2_100);
  assert.deepEqual((await compareObjects(inbox, {
    ib: TEST_IB, epoch: 'e2', type: 'order', month: MONTH, items: [],
  })).goneIn1C.length, 3);
  await world.drop();
});

test('a copy of a base is refused: the known one goes on, and a copy that speaks is told of again',
  async () => {
    const world = await openTestInbox();
    const { db, statuses } = world;
    const ctx = systemContext(db, 'ui');
    await statuses(item('order', ORDER, 1, orderBody('10.00')));
    const spoke = () => statuses(item('order', ORDER, 2, orderBody('99.00'), { epoch: 'copy' }));
    const held = async () => (await db.query<{ id: number }>(
      `select b.id from onec.base b join onec.alarm a on a.base_id = b.id
       where b.pending_epoch = 'copy' and a.kind = 'epoch.changed' and a.cleared_at is null`)).rows;
    assert.deepEqual(await spoke(), ['rejected']);
    await db.query('update onec.base set live_at = now()');
    assert.equal((await exchangeHealth(db, new Date())).state, 'held', 'every screen says it');
    const [base] = await held();
    await assert.rejects(refuseEpoch(ctx, base!.id, 'another'), { code: 'record.changed' });
    await refuseEpoch(ctx, base!.id, 'copy');
    assert.deepEqual(await held(), []);
    assert.equal((await exchangeHealth(db, new Date())).state, 'live');
    assert.deepEqual(await statuses(item('order', ORDER, 3, orderBody('30.00'))), ['applied']);
    assert.deepEqual(await spoke(), ['rejected']);
    assert.equal((await held()).length, 1);
    await world.drop();
  });
