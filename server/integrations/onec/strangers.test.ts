// Who is not let in, or comes from another epoch: nothing is applied, nothing is lost.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { importHistory, introduceBase } from '#integrations/onec';
import { one } from '#platform/database';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { invoiceBody, item, orderBody, paymentBody, TEST_IB, uid } from '#test/onec/items';
import { hello } from './hello.ts';

async function codes({ db }: TestInbox, state: string): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    'select code from onec.quarantine where state = $1 order by id', [state]);
  return rows.map(({ code }) => code);
}

test('what an unknown base pushed is applied when it says hello', async () => {
  const world = await openTestInbox();
  const order = item('order', uid(1), 1, orderBody('10.00'), { ib: 'second' });
  const [answer] = await world.send(order, item('order', uid(1), 1, orderBody('20.00')));
  assert.deepEqual([answer?.status, answer?.code], ['rejected', 'base.unknown']);
  await world.send(order);
  assert.deepEqual(await codes(world, 'rejected'), ['base.unknown'], 'held once');
  const welcome = await hello(world.inbox, { ib: 'second', epoch: 'e1' });
  assert.equal(welcome.accepted, true);
  assert.deepEqual(await codes(world, 'settled'), ['base.unknown']);
  assert.deepEqual(await world.statuses(order), ['duplicate']);
  const { rows } = await world.db.query<{ amount: number }>(
    'select amount_kopecks as amount from deals.deal order by 1');
  assert.deepEqual(rows.map(({ amount }) => amount), [1_000, 2_000],
    'one guid in two bases is two orders');
  await world.drop();
});

test('what waits for something else once its base is let in is held once, by that reason',
  async () => {
    const world = await openTestInbox();
    await world.send(item('order', uid(1), 1,
      orderBody('10.00', { managerUid: uid(801), managerName: 'Неизвестный' }), { ib: 'second' }));
    await hello(world.inbox, { ib: 'second', epoch: 'e1' });
    assert.deepEqual(
      [await codes(world, 'parked'), await codes(world, 'rejected')], [['manager.unknown'], []]);
    await world.drop();
  });

test('a copy of the base that says hello changes nothing of the one we know', async () => {
  const world = await openTestInbox('Asia/Vladivostok');
  await introduceBase(world.db,
    { ib: TEST_IB, epoch: 'e1', configuration: 'УТ 11' }, world.inbox.now());
  const welcome = await hello(world.inbox,
    { ib: TEST_IB, epoch: 'copy', timeZone: 'Europe/Moscow', configuration: 'Тест' });
  assert.equal(welcome.accepted, false);
  await introduceBase(world.db, { ib: TEST_IB, epoch: 'e1' }, world.inbox.now());
  assert.deepEqual(await one(world.db,
    `select time_zone, configuration, epoch, pending_epoch from onec.base`),
  {
    time_zone: 'Asia/Vladivostok', configuration: 'УТ 11', epoch: 'e1', pending_epoch: 'copy',
  });
  await world.drop();
});

test('a base that says hello again takes no number of a base: a smallint has few', async () => {
  const world = await openTestInbox();
  for (let calls = 0; calls < 3; calls += 1) {
    await hello(world.inbox, { ib: TEST_IB, epoch: 'e1' });
  }
  await hello(world.inbox, { ib: 'second', epoch: 'e1' });
  const { rows } = await world.db.query<{ id: number }>('select id from onec.base order by id');
  assert.deepEqual(rows.map(({ id }) => id), [1, 2]);
  await world.drop();
});

test('history pushed over HTTP leaves one event a batch and none of an object', async () => {
  const world = await openTestInbox();
  const history = { lane: 'backfill' };
  await world.send(
    item('employee', uid(51), 1, { name: 'Иванов', deleted: false }, history),
    item('company', uid(41), 1, { name: 'АО «Волгоцемент»', deleted: false }, history),
    item('product', uid(61), 1, { name: 'Насос', deleted: false }, history),
    item('order', uid(1), 1, orderBody('10.00', {
      companyUid: uid(41), managerUid: uid(52), managerName: 'Бывший',
    }), history),
    item('invoice', uid(31), 1, invoiceBody('10.00', uid(1)), history),
    item('payment', uid(11), 1, paymentBody('9.00', [{ invoiceUid: uid(31), sum: '9.00' }],
      { companyUid: uid(41) }), history));
  // Departments and organisations are few, and each new one is an administrator's business.
  const { rows } = await world.db.query<{ kind: string }>(
    `select kind from platform.event
     where source = 'import' and entity not in ('department', 'ownEntity')`);
  assert.deepEqual(rows.map(({ kind }) => kind), ['history.loaded']);
  assert.equal((await dealOf(world.db, uid(1))).stage, 'partlyPaid');
  await world.send(item('order', uid(1), 1, orderBody('10.00', {
    companyUid: uid(41), managerUid: uid(52), managerName: 'Бывший',
  }), history));
  const again = await world.db.query(`select from platform.event where kind = 'history.loaded'`);
  assert.equal(again.rows.length, 1, 'what changes nothing is no event');
  await world.drop();
});

test('two lines of an order under one code are two lines', async () => {
  const world = await openTestInbox();
  const [line] = orderBody('10.00')['lines'] as object[];
  assert.deepEqual(await world.statuses(item('order', uid(1), 1,
    orderBody('20.00', { lines: [line, line] }))), ['applied']);
  assert.equal((await dealOf(world.db, uid(1))).amount, 2_000);
  await world.drop();
});

test('a file of another epoch stops with an alarm, also in its middle; a bad first line does not',
  async () => {
    const world = await openTestInbox();
    const folder = mkdtempSync(join(tmpdir(), 'verstak-strangers-'));
    const path = join(folder, 'a.ndjson');
    const load = (...lines: object[]) => {
      writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return importHistory(world.inbox, path);
    };
    const own = item('order', uid(1), 1, orderBody('10.00'), { lane: 'backfill' });
    const foreign = { ...item('order', uid(2), 1, orderBody('20.00')), epoch: 'e9' };
    const pending = () => one(world.db, 'select pending_epoch from onec.base');
    await assert.rejects(load({ ib: TEST_IB, epoch: 'e8', timeZone: 'Europe/Moscow' }, own),
      /эпохи «e8»/);
    assert.deepEqual(await pending(), { pending_epoch: 'e8' }, 'a person may confirm it');
    await assert.rejects(load(own, foreign), /e9/);
    assert.deepEqual(await pending(), { pending_epoch: 'e9' });
    const summary = await load({ note: 'не объект' }, own,
      item('order', uid(3), 1, orderBody('30.00'), { lane: 'backfill' }));
    assert.deepEqual([summary.counts, summary.garbled], [{ duplicate: 1, applied: 1 }, 1]);
    rmSync(folder, { recursive: true });
    await world.drop();
  });
