// One alert an incident and one when it ends; nobody is told twice, and a quiet night is quiet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { momentOf } from '#platform/clock';
import { companyTimeZone } from '#platform/company-time';
import { writeSetting } from '#platform/settings';
import { inTransaction, one } from '#platform/database';
import { systemContext } from '#platform/context';
import { openTestInbox, type TestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, uid } from '#test/onec/items';
import { createPeople, type People } from '#test/people';
import { hello } from '../hello.ts';
import { exchangeHealth } from './health.ts';
import { watchExchange } from './incidents.ts';

let world: TestInbox;
let people: People;
// A Wednesday within the working hours, wherever the test runs.
const DAY = '2026-03-11';
const at = (clock: string) => momentOf(DAY, clock, companyTimeZone());

before(async () => {
  world = await openTestInbox();
  people = await createPeople(world.db);
});
after(() => world.drop());

const watchAt = (clock: string) =>
  watchExchange({ db: world.db, now: () => at(clock) });

async function speakAt(clock: string): Promise<void> {
  await world.db.query('update onec.base set live_at = $1, last_contact_at = $1', [at(clock)]);
}

async function told(): Promise<string[]> {
  const { rows } = await world.db.query<{ title: string }>(
    `select title from work.notification where employee_id = $1 and kind like 'exchange.%'
     order by id`, [people.admin.id]);
  return rows.map(({ title }) => title);
}

test('silence is told once, its end once, and nothing outside working hours', async () => {
  await speakAt('10:00');
  await watchAt('10:04');
  assert.deepEqual(await told(), []);
  assert.equal((await exchangeHealth(world.db, at('10:04'))).state, 'live');
  await watchAt('10:07');
  await watchAt('10:08');
  assert.deepEqual(await told(), ['Нет связи с 1С']);
  assert.equal((await exchangeHealth(world.db, at('10:08'))).state, 'lost');
  await speakAt('10:09');
  await watchAt('10:10');
  await watchAt('10:11');
  assert.deepEqual(await told(), ['Нет связи с 1С', 'Связь с 1С восстановлена']);
  await speakAt('17:58');
  await watchAt('22:00');
  assert.equal((await told()).length, 2, 'the evening is quiet');
  assert.equal((await exchangeHealth(world.db, at('22:00'))).state, 'resting');
  await inTransaction(world.db, (tx) => writeSetting(
    tx, systemContext(world.db, 'system'), 'onec.watchWorkingHours', false));
  await watchAt('22:01');
  assert.equal((await told()).length, 3, 'unless it is watched around the clock');
  await speakAt('22:02');
  await watchAt('22:03');
  assert.equal((await told()).length, 4);
  const other = await one<{ count: number }>(world.db, `select count(*)::int as count
    from work.notification where kind like 'exchange.%' and employee_id <> $1`,
  [people.admin.id]);
  assert.equal(other?.count, 0, 'only those who may mend it');
});

test('late money and rejected money are told while they last; resent money is not late',
  async () => {
    const { db } = world;
    const before = (await told()).length;
    const order = item('order', uid(1), 1, orderBody('100.00'));
    await world.statuses(order);
    await speakAt('22:10');
    await db.query(`update onec.message set received_at = $1, lane = 'money', lag_ms = 61000`,
      [at('22:10')]);
    await watchAt('22:11');
    await watchAt('22:12');
    assert.deepEqual((await told()).slice(before), ['Деньги из 1С приходят с задержкой']);
    await speakAt('22:20');
    await watchAt('22:21');
    assert.deepEqual((await told()).slice(before + 1), ['Деньги из 1С снова приходят вовремя']);
    const bad = item('payment', uid(2), 1,
      { ...paymentBody('5.00', [{ orderUid: uid(1), sum: '5.00' }]), total: 'пять' },
      { lane: 'money' });
    assert.deepEqual(await world.statuses(bad), ['rejected']);
    await watchAt('22:22');
    await watchAt('22:23');
    assert.deepEqual((await told()).slice(before + 2), ['Верстак не принял оплаты из 1С']);
    await db.query(`update onec.quarantine set state = 'settled', settlement = 'dismissed'`);
    await watchAt('22:24');
    assert.deepEqual((await told()).slice(before + 3), ['Все оплаты из 1С разобраны']);
  });

test('a base that is not watched any more raises nothing and ends what it raised', async () => {
  const before = (await told()).length;
  await speakAt('22:30');
  await watchAt('22:40');
  assert.equal((await told()).length, before + 1);
  await world.db.query('update onec.base set watched = false');
  await watchAt('22:41');
  await watchAt('23:00');
  assert.equal((await told()).length, before + 2, 'its end is told once');
  assert.equal((await exchangeHealth(world.db, at('23:00'))).state, 'never');
});

const signed = (keyId: string) => ({ keyId, sentMs: Date.now() });

test('a copy under another name that carries the key of a base waits for a person', async () => {
  const first = await hello(world.inbox, { ib: 'main', epoch: 'e1' }, signed('key-1'));
  assert.equal(first.accepted, true);
  const copy = await hello(world.inbox, { ib: 'main-copy', epoch: 'e1' }, signed('key-1'));
  assert.equal(copy.accepted, false);
  assert.deepEqual(await world.statuses(
    item('order', uid(50), 1, orderBody('1.00'), { ib: 'main-copy', epoch: 'e1' })), ['rejected']);
  const alarm = await one<{ detail: string }>(world.db,
    `select detail from onec.alarm where kind = 'base.waits' and cleared_at is null`);
  assert.match(alarm?.detail ?? '', /принадлежит базе main/);
  const other = await hello(world.inbox, { ib: 'other', epoch: 'e1' }, signed('key-2'));
  assert.equal(other.accepted, true);
});
