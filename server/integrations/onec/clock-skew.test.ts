// Clocks that do not agree: of 1C, of the server, of zones. Nothing is lost, nothing is doubled, no
// alarm is raised for a delay that there was not, and a day is the day of whose document it is.
import assert from 'node:assert/strict';
import test from 'node:test';
import { one } from '#platform/database';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, uid } from '#test/onec/items';
import { skewOf } from './clock-skew.ts';
import { push } from './push.ts';

const NOW = '2026-03-10T12:00:00+03:00';
const MINUTE = 60_000;
const moment = (minutes: number) => new Date(Date.parse(NOW) + minutes * MINUTE).toISOString();

async function lags({ db }: TestInbox): Promise<number[]> {
  const { rows } = await db.query<{ lag: number }>(
    `select lag_ms as lag from onec.message where type = 'payment' order by id`);
  return rows.map(({ lag }) => lag);
}

/** A payment that 1C has known for `ageMinutes` when it signs, its clock being `skew` off. */
async function payAt(
  world: TestInbox, n: number, { skew, ageMinutes }: { skew: number; ageMinutes: number },
): Promise<void> {
  const body = paymentBody('10.00', [{ orderUid: uid(1), sum: '10.00' }]);
  const sent = { keyId: `key ${skew}`, sentMs: Date.parse(moment(skew)) };
  const { results } = await push(world.inbox,
    [item('payment', uid(n), 1, body, { lane: 'money', at: moment(skew - ageMinutes) })], sent);
  assert.deepEqual(results.map(({ status }) => status), ['applied']);
}

test('the delay of money is measured by the clock of 1C, whichever way it is wrong', async () => {
  const world = await openTestInbox();
  await world.statuses(item('order', uid(1), 1, orderBody('100.00')));
  for (const [n, skew] of [[11, -4], [12, 4], [13, 0]] as const) {
    await payAt(world, n, { skew, ageMinutes: 0 });
    await payAt(world, n + 10, { skew, ageMinutes: 2 });
  }
  assert.deepEqual(await lags(world), [0, 2, 0, 2, 0, 2].map((minutes) => minutes * MINUTE));
  assert.equal((await dealOf(world.db, uid(1))).paid, 6_000, 'each is counted once');
  await world.drop();
});

test('a call that waited on its way is no slow clock', () => {
  const at = (ms: number) => Date.parse(NOW) + ms;
  assert.equal(skewOf('slow line', at(0), at(300)), 0);
  assert.equal(skewOf('slow line', at(1_000), at(91_000)), 0, 'the quickest call is believed');
  const later = (minutes: number) => skewOf('slow line', at(minutes * MINUTE),
    at(minutes * MINUTE + 90_000));
  assert.equal(later(11), 0, 'what was quick a while ago is remembered');
  assert.equal(later(22), 90_000, 'and forgotten in its turn');
  assert.equal(skewOf('slow clock', at(0), at(90_000)), 90_000);
});

test('documents of the future and of the past count, and keep the day of their base', async () => {
  // The base is in Vladivostok, the company in Moscow, the server anywhere.
  const world = await openTestInbox('Asia/Vladivostok');
  const { db, statuses } = world;
  const order = orderBody('100.00', { date: '2026-03-11T00:30:00' });
  const paid = (n: number, date: string) => item('payment', uid(n), 1,
    paymentBody('10.00', [{ orderUid: uid(1), sum: '10.00' }], { date, bankOn: null }));
  assert.deepEqual(await statuses(
    paid(2, '2031-01-01T00:00:00'), paid(3, '2009-12-31T23:59:59'),
    item('order', uid(1), 1, order, { at: '2031-01-01T00:00:00' })),
  ['applied', 'applied', 'applied']);
  assert.equal((await dealOf(db, uid(1))).paid, 2_000);
  const born = await one<{ at: string }>(db, `select d.created_at as at from deals.deal d`);
  assert.equal(new Date(born!.at).toISOString(), '2026-03-10T14:30:00.000Z');
  const { rows } = await db.query<{ on: string }>(
    'select paid_at::date as on from payments.payment order by 1');
  assert.deepEqual(rows.map(({ on }) => on), ['2009-12-31', '2031-01-01']);
  // An older state said later by a clock that went back: the revision decides, not the time.
  const back = orderBody('900.00', { date: '2026-03-11T00:30:00' });
  assert.deepEqual(await statuses(
    item('order', uid(1), 3, orderBody('300.00', { date: '2026-03-11T00:30:00' }),
      { at: '2020-01-01T00:00:00' }),
    item('order', uid(1), 2, back, { at: '2032-01-01T00:00:00' })), ['applied', 'stale']);
  assert.equal((await dealOf(db, uid(1))).amount, 30_000);
  await world.drop();
});
