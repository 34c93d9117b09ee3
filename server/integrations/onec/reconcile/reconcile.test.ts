// A run from the wish to the report: what a person sees of it is exactly what differed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {
  Reconcile, ReconcileDay, ReconcileObject, ReconcileReport,
} from '#contract/reconcile';
import { systemContext } from '#platform/context';
import { startTestApp, signIn, type TestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import { createPeople } from '#test/people';
import { DEMO_PASSWORD } from '#modules/staff';
import type { FakeBase, FakeObject } from '#test/onec-fake/base';
import { createClient, type OnecClient } from '#test/onec-fake/client';
import { fulfil, reconcile } from '#test/onec-fake/reconcile';
import { stream } from '#test/onec-fake/stream';
import { countOwnSide } from './count-own-side.ts';
import { askReconcile } from './ask-reconcile.ts';
import { reconcileNightly } from './reconcile-due.ts';

let app: TestApp;
let base: FakeBase;
let client: OnecClient;
let cookie: string;
let baseId: number;

before(async () => {
  app = await startTestApp({ prepare: seedPresets });
  await createPeople(app.db);
  cookie = await signIn(app.url, 'admin', DEMO_PASSWORD);
  const made = stream(11, 300);
  base = made.base;
  client = createClient({ ...app.onecKey, url: app.url, triesMax: 3, retryMs: 50 });
  await client.hello(base);
  await client.push(made.items);
  const { rows } = await app.db.query<{ id: number }>('select id from onec.base');
  baseId = rows[0]!.id;
});
after(() => app.close());

const ctx = () => systemContext(app.db, 'ui');
const inbox = () => ({ db: app.db, now: () => new Date() });

async function read<T>(path: string): Promise<T> {
  const response = await fetch(app.url + path, { headers: { cookie } });
  assert.equal(response.status, 200, path);
  return await response.json() as T;
}

async function act(path: string, body: object): Promise<unknown> {
  const response = await fetch(app.url + path, {
    method: 'POST', body: JSON.stringify(body),
    headers: { cookie, 'content-type': 'application/json', origin: app.url },
  });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

const report = (id: number) => read<ReconcileReport>(`/api/exchange/reconciles/${id}`);
const objects = async (id: number, query = '') =>
  (await read<{ items: ReconcileObject[] }>(`/api/exchange/reconciles/${id}/objects?${query}`))
    .items;

/** A run as the clock makes it: our side is counted, 1C is asked and answers. */
async function runWhole(scope?: Reconcile['scope'], isTerse = false): Promise<number> {
  const run = await askReconcile(ctx(), { baseId, reason: 'person', ...(scope ? { scope } : {}) });
  await countOwnSide(inbox(), run.id);
  await client.hello(base);
  const answer = await fulfil(client, base, client.wanted(), { isTerse });
  assert.ok(answer, 'the answer asks for the digest');
  return run.id;
}

const live = (type: FakeObject['type']) =>
  [...base.objects.values()].filter((one) => one.type === type && !one.gone);

test('whole bases have a report without differences, and nothing stays open', async () => {
  const id = await runWhole();
  const { run, months } = await report(id);
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.equal(run.monthsDiffer, 0);
  assert.ok(months.length > 4);
  for (const { type, onec, ours } of months) {
    assert.equal(onec?.count, ours.count);
    if (type !== 'shipment') assert.equal(onec?.sumKopecks, ours.sumKopecks, type);
  }
});

test('a removed payment is pointed to within one run, with its day and its sum', async () => {
  const payment = live('payment')[3]!;
  await app.db.query('delete from payments.payment_line where payment_uid = $1', [payment.uid]);
  await app.db.query('delete from payments.payment where uid = $1', [payment.uid]);
  await app.db.query('delete from onec.object where uid = $1', [payment.uid]);
  const id = await runWhole();
  const { run } = await report(id);
  assert.deepEqual([run.state, run.monthsDiffer, run.found, run.left], ['done', 1, 1, 0]);
  const [found] = await objects(id);
  const body = payment.body as { date: string; number: string; total: string };
  assert.deepEqual(
    [found?.uid, found?.fault, found?.day, found?.name, found?.onecKopecks, found?.settlement],
    [payment.uid, 'missing', body.date.slice(0, 10), body.number,
      Math.round(Number(body.total) * 100), 'restored']);
  const month = body.date.slice(0, 7);
  const { items } = await read<{ items: ReconcileDay[] }>(
    `/api/exchange/reconciles/${id}/days?type=payment&month=${month}`);
  const wrong = items.filter(({ onec, ours }) => onec?.count !== ours.count);
  assert.deepEqual(wrong.map(({ day }) => day), [found?.day]);
  const again = await report(await runWhole());
  assert.equal(again.run.monthsDiffer, 0);
});

async function forget(table: string, uid: string): Promise<void> {
  await app.db.query(`delete from payments.${table}_line where ${table}_uid = $1`, [uid]);
  await app.db.query(`delete from payments.${table} where uid = $1`, [uid]);
  await app.db.query('delete from onec.object where uid = $1', [uid]);
}

test('what 1C names by guid alone has its day, number and sum once it has come', async () => {
  const [payment, changed] = [live('payment')[4]!, live('payment')[5]!];
  await forget('payment', payment.uid);
  // Stored under another sum: until 1C sends it again nobody knows what 1C has.
  await app.db.query(`update onec.object set sha256 = '\\x00', total_kopecks = 1 where uid = $1`,
    [changed.uid]);
  const id = await runWhole(undefined, true);
  const found = await objects(id);
  for (const object of [payment, changed]) {
    const { on, number, kopecks } = shownOf(object);
    const one = found.find((each) => each.uid === object.uid)!;
    assert.deepEqual([one.day, one.name, one.onecKopecks, one.settlement],
      [on, number, kopecks, 'restored']);
    const day = await dayOf(id, on);
    const { rows: [ours] } = await app.db.query<{ count: number; sum: number }>(`
      select count(*)::int as count, sum(abs(total_kopecks))::float8 as sum
      from payments.payment where paid_at::date = $1 and not gone`, [on]);
    assert.deepEqual([day.onec, day.left], [{ count: ours!.count, sumKopecks: ours!.sum }, 0]);
    assert.ok(day.found > 0, 'the day of 1C holds it');
  }
});

function shownOf({ body }: FakeObject): { on: string; number: string; kopecks: number } {
  const { date, number, total } = body as { date: string; number: string; total: string };
  return { on: date.slice(0, 10), number, kopecks: Math.round(Number(total) * 100) };
}

async function dayOf(id: number, day: string): Promise<ReconcileDay> {
  const { items } = await read<{ items: ReconcileDay[] }>(
    `/api/exchange/reconciles/${id}/days?type=payment&month=${day.slice(0, 7)}`);
  return items.find((each) => each.day === day)!;
}

test('rows damaged inside Verstak alone are seen, although the body of 1C is known', async () => {
  const [order, shipment] = [live('order')[0]!, live('shipment')[0]!];
  await app.db.query(`update payments.order_line set name = 'чужое' where order_uid = $1`,
    [order.uid]);
  await app.db.query(`update payments.shipment set number = '0' where uid = $1`, [shipment.uid]);
  const id = await runWhole();
  assert.deepEqual((await objects(id)).map(({ uid, fault }) => [uid, fault]).toSorted(),
    [[order.uid, 'damaged'], [shipment.uid, 'damaged']].toSorted());
  assert.equal((await report(await runWhole())).run.found, 0);
});

test('what 1C has forgotten stays until a person agrees that it is deleted', async () => {
  const invoice = live('invoice')[2]!;
  base.objects.delete(invoice.uid);
  const id = await runWhole();
  const { run } = await report(id);
  assert.deepEqual([run.state, run.left], ['comparing', 1]);
  assert.deepEqual(
    await act(`/api/exchange/reconciles/${id}/removals`, { uids: [invoice.uid] }), { removed: 1 });
  assert.equal((await report(id)).run.state, 'done');
  assert.equal((await objects(id))[0]?.settlement, 'removed');
  assert.equal((await report(await runWhole())).run.monthsDiffer, 0);
});

test('one month is compared alone, and one object is asked for again', async () => {
  const order = live('order')[1]!;
  const month = (order.body as { date: string }).date.slice(0, 7);
  const id = await runWhole([{ type: 'order', month }]);
  assert.deepEqual((await report(id)).months.map((one) => [one.type, one.month]),
    [['order', month]]);
  assert.deepEqual(await act(`/api/exchange/objects/${order.uid}/resends`, {}), { asked: 1 });
  await client.hello(base);
  const wanted = client.wanted();
  assert.deepEqual(wanted.wantResend, [{ type: 'order', uid: order.uid }]);
  await fulfil(client, base, wanted);
  const { rows } = await app.db.query('select from onec.resend');
  assert.equal(rows.length, 0, 'it has come');
  assert.equal((await report(await runWhole())).run.monthsDiffer, 0);
});

test('a run of the night is one a base, and 1C may compare by itself', async () => {
  await reconcileNightly(inbox());
  await reconcileNightly(inbox());
  const { items } = await read<{ items: Reconcile[] }>(
    `/api/exchange/bases/${baseId}/reconciles`);
  assert.equal(items.filter(({ reason }) => reason === 'nightly').length, 1);
  assert.deepEqual((await reconcile(client, base)).differ, []);
  const [latest] = (await read<{ items: Reconcile[] }>(
    `/api/exchange/bases/${baseId}/reconciles`)).items;
  assert.deepEqual([latest?.reason, latest?.state], ['nightly', 'done']);
});
