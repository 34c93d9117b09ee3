// A base over OData as an administrator lives with it: connecting, trying, what is wrong in words,
// refusals, deletions, a restored copy, pages by their weight. All on one server.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Reconcile, ReconcileObject, ReconcileReport } from '#contract/reconcile';
import type { OdataConnect, OdataLink, OdataVerdict } from '#contract/odata';
import { DEMO_PASSWORD } from '#modules/staff';
import { systemContext } from '#platform/context';
import { one } from '#platform/database';
import { openSecrets } from '#platform/secrets';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createBase, get, type FakeBase } from '#test/onec-fake/base';
import { listedFaults, type Fault } from '#test/onec-fake/odata/faults';
import {
  FAKE_LOGIN, FAKE_NODE, FAKE_PASSWORD, FAKE_PLAN, startFakeOdata, type FakeOdata,
} from '#test/onec-fake/odata/server';
import { createRandom } from '#test/onec-fake/random';
import { pay } from '#test/onec-fake/verbs-money';
import { createOrder, remove } from '#test/onec-fake/verbs-orders';
import { fillRefs } from '#test/onec-fake/verbs-refs';
import { freePort } from '#test/onec/server-process';
import { createPeople } from '#test/people';
import { confirmEpoch } from '../confirm-base.ts';
import { askReconcile } from '../reconcile/ask-reconcile.ts';
import { countOwnSide } from '../reconcile/count-own-side.ts';
import { dueLinks } from './link.ts';
import { pollBase, type Memories } from './poll-base.ts';

let world: TestApp;
let base: FakeBase;
let fake: FakeOdata;
let admin: string;
let manager: string;
let nowMs = Date.parse('2026-03-10T09:00:00Z');
let serial = 0;
const memories: Memories = new Map();
const now = () => new Date(nowMs);

before(async () => {
  world = await startTestApp({ roles: 'web', now });
  await createPeople(world.db);
  [admin, manager] = await Promise.all([
    signIn(world.url, 'admin', DEMO_PASSWORD), signIn(world.url, 'manager', DEMO_PASSWORD)]);
});
after(() => world.close());

beforeEach(async () => {
  await fake?.close();
  serial += 1;
  base = createBase(createRandom(serial), { now });
  fillRefs(base, { employees: 2, products: 5, companies: 3 });
  fake = await startFakeOdata({ base });
});
after(() => fake.close());

async function ask<T>(method: string, path: string, body?: unknown, cookie = admin) {
  const response = await fetch(`${world.url}/api/exchange${path && `/${path}`}`, {
    method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, said: (text ? JSON.parse(text) : null) as T };
}

const settings = (more: Partial<OdataConnect> = {}): OdataConnect => ({
  ib: `ut-${serial}`, url: fake.url, login: FAKE_LOGIN, password: FAKE_PASSWORD, plan: null,
  nodeUid: null, sinceOn: '2026-03-01', pollSeconds: 30, windowDays: 10, ...more,
});

async function connect(more: Partial<OdataConnect> = {}): Promise<number> {
  const { status, said } = await ask<OdataLink>('POST', 'odata', settings(more));
  assert.equal(status, 200, JSON.stringify(said));
  return said.id;
}

async function poll(id: number, polls = 1): Promise<OdataLink> {
  const deps = {
    db: world.db, now, secrets: openSecrets(world.dataDir),
    patience: { answerMs: 2_000, idleMs: 2_000 },
  };
  for (let at = 0; at < polls; at += 1) {
    nowMs += 1_000;
    await pollBase(deps, memories, id).catch((error: unknown) => {
      assert.equal((error as Error).name, 'OdataProblem');
    });
  }
  const { said } = await ask<{ items: OdataLink[] }>('GET', 'odata');
  return said.items.find((link) => link.id === id)!;
}

const countOf = async (id: number, what: string) => (await one<{ count: number }>(world.db,
  `select count(*)::int as count from onec.object where base_id = $1 and not deleted
     and type = $2`, [id, { order: 1, payment: 3 }[what]]))!.count;

const failing = (...faults: { on: string; fault: Fault }[]) => {
  fake.plan = listedFaults(faults);
};

test('the trial says step by step what is right and what is wrong', async () => {
  const trial = async (more: object) => (await ask<OdataVerdict>('POST', 'odata-trials', {
    url: fake.url, login: FAKE_LOGIN, password: FAKE_PASSWORD, plan: null, nodeUid: null, ...more,
  })).said;
  const last = ({ steps }: OdataVerdict) => steps.at(-1)?.text ?? '';
  const good = await trial({ plan: FAKE_PLAN, nodeUid: FAKE_NODE });
  assert.equal(good.ok, true);
  assert.match(good.steps.map(({ text }) => text).join('\n'),
    /УТ 11, оплата называет заказ в «ОбъектРасчетов»[\s\S]+Узел плана обмена найден/);
  assert.deepEqual((await trial({ plan: FAKE_PLAN })).nodes,
    [{ uid: FAKE_NODE, name: 'Верстак' }]);
  assert.match(last(await trial({ password: 'не тот' })), /не приняла имя или пароль/);
  assert.match(last(await trial({ url: `${fake.url}-нет` })), /По этому адресу нет данных 1С/);
  const closed = `http://127.0.0.1:${await freePort()}/ut`;
  assert.match(last(await trial({ url: closed })), /не принимает соединения/);
  assert.match(last(await trial({ url: 'http://127.0.0.1:9/ut' })), /не принимает соединения/);
  assert.match(last(await trial({ plan: 'Нет' })), /нет данных 1С.+не найдена/);
  failing({ on: '$metadata', fault: { kind: 'page' } });
  assert.match(last(await trial({})), /веб-страница «Вход в систему»/);
  fake.hidden.add('Document_ПоступлениеБезналичныхДенежныхСредств');
  const poor = await trial({});
  assert.equal(poor.ok, false);
  assert.match(poor.steps.map(({ text }) => text).join('\n'), /без этого нельзя: Document_Пост/);
});

test('the password is kept sealed, never told, and never sent to another host', async () => {
  const id = await connect();
  const { said } = await ask<{ items: object[] }>('GET', 'odata');
  assert.ok(!JSON.stringify(said).includes(FAKE_PASSWORD));
  const row = await one<{ sealed: Buffer }>(world.db,
    'select password_sealed as sealed from onec.odata_link where base_id = $1', [id]);
  assert.ok(!row!.sealed.includes(FAKE_PASSWORD));
  const { ib: _ib, password: _password, ...rest } = settings({ url: 'http://elsewhere.test/ut' });
  const moved = await ask<{ fields: { field: string }[] }>('PUT', `odata/${id}`,
    { ...rest, enabled: true });
  assert.equal(moved.status, 422);
  assert.equal(moved.said.fields[0]?.field, 'password');
  const tried = await ask('POST', 'odata-trials', {
    id, url: 'http://elsewhere.test/ut', login: 'x', plan: null, nodeUid: null,
  });
  assert.equal(tried.status, 422);
  const kept = await ask<OdataLink>('PUT', `odata/${id}`,
    { ...rest, url: fake.url, pollSeconds: 60, enabled: true });
  assert.equal(kept.said.pollSeconds, 60);
  assert.equal((await poll(id)).state, 'ok');
  const event = await one<{ data: object }>(world.db,
    `select data from platform.event where kind = 'exchange.odataEdited' and entity_id = $1`, [id]);
  assert.deepEqual(event?.data, {
    base: `ut-${serial}`, changes: { 'odata.pollSeconds': { old: 30, new: 60 } },
  });
});

test('a manager neither sees nor changes connections; a name is taken once', async () => {
  const id = await connect();
  for (const [method, path] of [['GET', 'odata'], ['POST', `odata/${id}/polls`]] as const) {
    assert.equal((await ask(method, path, undefined, manager)).status, 403);
  }
  assert.equal((await ask('POST', 'odata', settings())).status, 422);
  assert.equal((await ask('POST', 'odata', settings({ ib: 'x', plan: FAKE_PLAN }))).status, 422);
});

test('a deleted connection asks nothing more; its data stay, and it may be made anew', async () => {
  const order = createOrder(base);
  pay(base, order.uid, 700);
  const id = await connect();
  await poll(id, 3);
  type State = { bases: { id: number; transport: string; watched: boolean }[] };
  const transport = async () =>
    (await ask<State>('GET', '')).said.bases.find((one) => one.id === id)?.transport;
  assert.equal(await transport(), 'odata');
  assert.equal((await ask('DELETE', `odata/${id}`, undefined, manager)).status, 403);
  assert.ok((await ask('DELETE', `odata/${id}`)).status < 300);
  assert.equal((await ask('DELETE', `odata/${id}`)).status, 404);
  fake.requests.length = 0;
  assert.equal(await poll(id), undefined);
  assert.deepEqual(fake.requests, []);
  assert.equal(await transport(), 'ended');
  assert.equal(await countOf(id, 'payment'), 1);
  const event = await one<{ data: { changes: object } }>(world.db, `select data from platform.event
    where kind = 'exchange.odataDisconnected' and entity_id = $1`, [id]);
  assert.deepEqual(Object.keys(event!.data.changes),
    ['odata.url', 'odata.login', 'odata.sinceOn'], 'what was known of it stays in the history');
  pay(base, order.uid, 800);
  assert.equal(await connect(), id, 'the same base under its name');
  assert.equal((await poll(id, 4)).state, 'ok');
  assert.equal(await transport(), 'odata');
  assert.equal(await countOf(id, 'payment'), 2);
  assert.equal(await countOf(id, 'order'), 1);
});

test('a redirect is not followed, whoever sends it', async () => {
  const id = await connect({ url: `${fake.url}?` });
  failing({ on: '$metadata', fault: { kind: 'error', status: 302, shape: 'html' } });
  const link = await poll(id);
  assert.match(link.error ?? '', /отсылает на другой адрес/);
  assert.equal(fake.requests.length, 1);
});

test('what was there before is history; a payment after it is news', async () => {
  nowMs = Date.parse('2026-03-05T09:00:00Z');
  const order = createOrder(base);
  nowMs = Date.parse('2026-03-10T09:00:00Z');
  const id = await connect();
  await poll(id, 3);
  const lanes = async () => (await world.db.query<{ lane: string }>(
    'select distinct lane from onec.message where base_id = $1', [id])).rows.map((r) => r.lane);
  assert.equal(await countOf(id, 'order'), 1);
  assert.deepEqual(await lanes(), [], 'history keeps no bodies and tells nobody');
  pay(base, order.uid, 12_345);
  const link = await poll(id);
  assert.equal(link.state, 'ok');
  assert.deepEqual(await lanes(), ['money']);
  const deal = await one<{ paid: number }>(world.db,
    `select d.paid_kopecks as paid from payments.sales_order o join deals.deal d on d.id = o.deal_id
     where o.uid = $1`, [order.uid]);
  assert.equal(deal?.paid, 12_345);
});

test('the same poll again asks for lists alone and changes nothing', async () => {
  createOrder(base);
  const id = await connect();
  await poll(id, 3);
  const before = await one(world.db, 'select max(id) as id from platform.event');
  fake.requests.length = 0;
  await poll(id, 2);
  assert.deepEqual(await one(world.db, 'select max(id) as id from platform.event'), before);
  assert.ok(fake.requests.length > 0);
  assert.ok(fake.requests.every((line) => line.includes('$select=Ref_Key,DataVersion')));
});

test('an object deleted in 1C is deleted here; many at once wait for a person', async () => {
  const orders = Array.from({ length: 30 }, () => createOrder(base));
  const id = await connect();
  await poll(id, 3);
  remove(base, orders[0]!.uid);
  await poll(id);
  assert.equal(await countOf(id, 'order'), 29);
  for (const { uid } of orders.slice(1, 26)) remove(base, uid);
  await poll(id);
  assert.equal(await countOf(id, 'order'), 29, 'a right that was taken away looks the same');
  const alarm = await one<{ id: number; detail: string }>(world.db,
    `select id, detail from onec.alarm where base_id = $1 and kind = 'odata.vanished'`, [id]);
  assert.match(alarm?.detail ?? '', /не видно 25 из 29/);
  assert.ok((await ask('POST', `alarms/${alarm!.id}/clearings`)).status < 300);
  await poll(id);
  assert.equal(await countOf(id, 'order'), 4);
});

test('a business refusal is shown and not repeated until a person asks', async () => {
  const { uid } = createOrder(base);
  pay(base, uid, 100);
  const id = await connect();
  const set = 'Document_ПоступлениеБезналичныхДенежныхСредств?';
  failing({ on: set, fault: { kind: 'error', status: 500, shape: 'xml', code: '-1' } });
  const link = await poll(id, 2);
  assert.equal(link.state, 'ok', 'the other sets go on');
  assert.match(link.error ?? '', /поступления на счёт: 1С отказала: Недостаточно места на диске/);
  assert.equal(await countOf(id, 'payment'), 0);
  const asked = () => fake.requests.filter((line) => line.includes(set)).length;
  const before = asked();
  await poll(id, 2);
  assert.equal(asked(), before);
  await ask('POST', `odata/${id}/polls`);
  assert.equal((await poll(id)).error, null);
  assert.equal(await countOf(id, 'payment'), 1);
});

test('a base that refuses altogether has no turn until a person asks', async () => {
  const id = await connect();
  failing({ on: '$metadata', fault: { kind: 'error', status: 500, shape: 'xml', code: '-1' } });
  const stopped = await poll(id);
  assert.equal(stopped.state, 'stopped');
  assert.match(stopped.error ?? '', /^1С отказала: /);
  const hasTurn = async () =>
    (await dueLinks(world.db, new Date(nowMs + 30 * 24 * 60 * 60_000))).includes(id);
  assert.equal(await hasTurn(), false, 'however long it waits');
  await ask('POST', `odata/${id}/polls`);
  assert.equal(await hasTurn(), true);
  assert.equal((await poll(id)).state, 'ok');
});

test('failures are waited out longer and longer, Retry-After is honoured', async () => {
  const id = await connect();
  const until = ({ nextPollAt }: OdataLink) => Date.parse(nextPollAt) - nowMs;
  const down = { kind: 'error', status: 503, shape: 'html' } as const;
  failing({ on: '', fault: down }, { on: '', fault: down },
    { on: '', fault: { ...down, retryAfter: 3_000 } });
  const [first, second, third] = [await poll(id), await poll(id), await poll(id)];
  assert.ok(until(first) <= 6_000 && first.state === 'failing');
  assert.equal(second.failures, 2);
  assert.ok(Date.parse(third.nextPollAt) - nowMs >= 2_999_000);
  assert.equal((await poll(id)).state, 'ok');
  const { rows } = await world.db.query<{ kind: string }>(
    `select kind from platform.event where kind like 'exchange.odata%' and entity_id = $1
     order by id`, [id]);
  assert.deepEqual(rows.map(({ kind }) => kind),
    ['exchange.odataConnected', 'exchange.odataFailed', 'exchange.odataRecovered']);
});

test('a reconciliation is answered over OData: what is lost here is read again', async () => {
  const orders = Array.from({ length: 3 }, () => createOrder(base));
  const paid = orders.map(({ uid }) => pay(base, uid, 10_000));
  const id = await connect();
  await poll(id, 4);
  const [lost] = paid;
  await world.db.query('delete from payments.payment_line where payment_uid = $1', [lost!.uid]);
  await world.db.query('delete from payments.payment where uid = $1', [lost!.uid]);
  await world.db.query('delete from onec.object where uid = $1', [lost!.uid]);
  await world.db.query(`update payments.order_line set name = 'чужое' where order_uid = $1`,
    [orders[1]!.uid]);
  const { said: run } = await ask<Reconcile>('POST', `bases/${id}/reconciles`, {});
  await countOwnSide({ db: world.db, now }, run.id);
  await poll(id, 8);
  const { said: report } = await ask<ReconcileReport>('GET', `reconciles/${run.id}`);
  assert.deepEqual([report.run.state, report.run.found, report.run.left], ['done', 2, 0]);
  assert.ok(report.months.every(({ onec }) => onec !== null), 'nothing is left unsaid');
  const { said: { items } } = await ask<{ items: ReconcileObject[] }>(
    'GET', `reconciles/${run.id}/objects`);
  assert.deepEqual(items.map(({ uid, fault, settlement }) => [uid, fault, settlement]).toSorted(), [
    [lost!.uid, 'missing', 'restored'], [orders[1]!.uid, 'damaged', 'restored']].toSorted());
  assert.ok(items.every(({ name, day }) => name && day));
  const deals = await world.db.query<{ paid: number }>(`
    select d.paid_kopecks as paid from payments.sales_order o join deals.deal d on d.id = o.deal_id
    where o.base_id = $1`, [id]);
  assert.deepEqual(deals.rows.map((row) => row.paid), [10_000, 10_000, 10_000]);
  assert.deepEqual((await ask('POST', `objects/${lost!.uid}/resends`, {})).said, { asked: 1 });
  await poll(id);
  const left = await one(world.db, 'select uid from onec.resend where base_id = $1', [id]);
  assert.equal(left, undefined, 'it was asked for and has come');
});

/** Lists of a reference book, which no poll but the walk and a reconciliation asks for. */
const listsOf = (set: string) =>
  fake.requests.filter((line) => line.includes(`${set}?`) && line.includes('$skip=0')).length;

test('the night asks 1C for nothing that the walk has listed, and still finds what is lost here',
  async () => {
    const order = createOrder(base);
    const [lost, spoilt] = [pay(base, order.uid, 10_000), pay(base, order.uid, 20_000)];
    const id = await connect();
    await poll(id, 4);
    await world.db.query('delete from payments.payment_line where payment_uid = $1', [lost.uid]);
    await world.db.query('delete from payments.payment where uid = $1', [lost.uid]);
    await world.db.query('delete from onec.object where uid = $1', [lost.uid]);
    // Nothing but the hash of what was applied: rows and sums agree.
    await world.db.query(`update onec.object set sha256 = decode(repeat('ab', 32), 'hex')
      where uid = $1`, [spoilt.uid]);
    const inbox = { db: world.db, now };
    const run = await askReconcile(systemContext(world.db, 'system', now),
      { baseId: id, reason: 'nightly' });
    await countOwnSide(inbox, run.id);
    fake.requests.length = 0;
    await poll(id, 4);
    const { said: report } = await ask<ReconcileReport>('GET', `reconciles/${run.id}`);
    assert.deepEqual([report.run.state, report.run.found, report.run.left], ['done', 2, 0]);
    assert.deepEqual(report.months.filter(({ differs }) => differs).map(({ type }) => type),
      ['payment']);
    assert.ok(report.months.every(({ onec }) => onec !== null), 'every month is known');
    assert.equal(listsOf('Catalog_Контрагенты') + listsOf('Catalog_Номенклатура'), 0);
    const { said: { items } } = await ask<{ items: ReconcileObject[] }>(
      'GET', `reconciles/${run.id}/objects`);
    assert.deepEqual(items.map(({ uid, fault }) => [uid, fault]).toSorted(),
      [[lost.uid, 'missing'], [spoilt.uid, 'differs']].toSorted());
    assert.ok(items.every(({ settlement, name }) => settlement === 'restored' && name));
  });

test('an answer to a reconciliation goes on after a restart where it was', async () => {
  pay(base, createOrder(base).uid, 10_000);
  const id = await connect();
  await poll(id, 4);
  const { said: run } = await ask<Reconcile>('POST', `bases/${id}/reconciles`, {});
  await countOwnSide({ db: world.db, now }, run.id);
  fake.requests.length = 0;
  await poll(id);
  const { said: half } = await ask<ReconcileReport>('GET', `reconciles/${run.id}`);
  assert.deepEqual([half.run.state, half.run.counted, half.run.toCount], ['waiting', 5, 8]);
  assert.equal(listsOf('Catalog_Контрагенты'), 1, 'a person hears it from 1C itself');
  memories.clear();
  failing({ on: 'Catalog_Номенклатура', fault: { kind: 'cut' } });
  await poll(id, 3);
  const { said: { run: whole, months } } = await ask<ReconcileReport>(
    'GET', `reconciles/${run.id}`);
  assert.deepEqual([whole.state, whole.monthsDiffer, months.length], ['done', 0, 8]);
  assert.equal(listsOf('Catalog_Контрагенты'), 1);
  assert.deepEqual((await world.db.query('select from onec.reconcile_said')).rows, []);
});

test('pages shrink to what 1C can carry', async () => {
  for (let at = 0; at < 25; at += 1) createOrder(base);
  fake.bytesMax = 9_000;
  const id = await connect();
  await poll(id, 4);
  assert.equal(await countOf(id, 'order'), 25);
  const sizes = fake.requests.filter((line) => /ЗаказКлиента\?.+Ref_Key eq/.test(line))
    .map((line) => line.split(' or ').length);
  assert.deepEqual(sizes.slice(0, 2), [20, 5]);
});

test('a restored copy stops the exchange until its epoch is confirmed', async () => {
  const order = createOrder(base);
  const id = await connect({ plan: FAKE_PLAN, nodeUid: FAKE_NODE });
  await poll(id, 3);
  pay(base, order.uid, 500);
  await poll(id, 2);
  assert.equal(await countOf(id, 'payment'), 1);
  fake.node.receivedNo = 0;
  remove(base, base.uids.payment[0]!);
  const stopped = await poll(id);
  assert.match(stopped.error ?? '', /вернулся с \d+ к 0: базу восстановили из копии/);
  assert.match((await poll(id)).error ?? '', /ждёт подтверждения новой эпохи/);
  await confirmEpoch(systemContext(world.db, 'ui', now), id, 'odata-2');
  assert.equal((await poll(id, 3)).state, 'ok');
  assert.equal(await countOf(id, 'payment'), 0);
  assert.equal(get(base, 'order', order.uid).gone, false);
  assert.equal(await countOf(id, 'order'), 1);
});
