// The monitor as its screen reads it: checks, many records at once, the timeline of an object.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BaseCheck, ExchangeState, ObjectTimeline } from '#contract/exchange';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import { item, orderBody, paymentBody, uid } from '#test/onec/items';
import { createClient, signedHeaders, type OnecClient } from '#test/onec-fake/client';
import { createPeople } from '#test/people';

let app: TestApp;
let client: OnecClient;
let cookie: string;
const PLACE = { ib: 'ut', epoch: 'e1' };

before(async () => {
  app = await startTestApp({ prepare: seedPresets });
  await createPeople(app.db);
  cookie = await signIn(app.url, 'admin', DEMO_PASSWORD);
  client = createClient({ ...app.onecKey, url: app.url, triesMax: 1 });
  await client.post('/api/1c/v1/hello', PLACE);
});
after(() => app.close());

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(app.url + path, {
    method,
    headers: {
      cookie, origin: app.url, ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return await response.json() as T;
}

const send = (...items: object[]) => client.push(items as never);
const state = () => ask<ExchangeState>('GET', '/api/exchange');

test('the test button walks every part and leaves nothing behind', async () => {
  const { bases: [base] } = await state();
  const { checks } = await ask<{ checks: BaseCheck[] }>(
    'POST', `/api/exchange/bases/${base!.id}/checks`);
  const found = Object.fromEntries(checks.map(({ name, state: is }) => [name, is]));
  assert.deepEqual(found, {
    contact: 'ok', access: 'ok', keys: 'ok', refusals: 'ok', clock: 'ok', trial: 'ok',
    reconcile: 'warn',
  });
  const { rows } = await app.db.query('select from payments.payment');
  assert.equal(rows.length, 0);
  assert.equal((await state()).bases[0]!.objects, 0);
});

test('a trouble of ours is not told as a fault of the trial payment', async () => {
  const { bases: [base] } = await state();
  await app.db.query('alter table payments.payment rename to elsewhere');
  const { checks } = await ask<{ checks: BaseCheck[] }>(
    'POST', `/api/exchange/bases/${base!.id}/checks`);
  await app.db.query('alter table payments.elsewhere rename to payment');
  const trial = checks.find(({ name }) => name === 'trial')!;
  assert.equal(trial.state, 'bad');
  assert.match(trial.text, /сбой Верстака, повторите проверку\. Подробности: .*payments\.payment/);
});

test('a base is asked for what its own transport needs, and for no key of another', async () => {
  const idOf = async (ib: string, epoch: string) => (await one<{ id: number }>(app.db, `
    insert into onec.base (ib, epoch, time_zone) values ($1, $2, 'Europe/Moscow') returning id`,
  [ib, epoch]))!.id;
  const checksOf = async (id: number) => {
    const { checks } = await ask<{ checks: BaseCheck[] }>(
      'POST', `/api/exchange/bases/${id}/checks`);
    return new Map(checks.map(({ name, text }) => [name, text]));
  };
  const odata = await idOf('asked', 'odata-1');
  await app.db.query(`insert into onec.odata_link (base_id, url, login, since_on, poll_seconds,
      window_days, connected_on, epoch, next_poll_at, state, enabled)
    values ($1, 'http://127.0.0.1:1/', 'crm', '2026-01-01', 60, 30, '2026-01-01', 'odata-1',
      now() + interval '1 day', 'ok', true)`, [odata]);
  await app.db.query(`update onec.base set live_at = now() - interval '9 days' where id = $1`,
    [odata]);
  const asked = await checksOf(odata);
  assert.match(asked.get('login')!, /Ключ не нужен.*«crm»/);
  assert.match(asked.get('contact')!, /публикация OData/);
  assert.match(asked.get('trial')!, /принята/);
  await app.db.query(`update onec.odata_link set state = 'failing', error = '1С отвечает HTML'`);
  assert.match((await checksOf(odata)).get('login')!, /не проходит: 1С отвечает HTML/);

  const site = await idOf('site', 'commerceml');
  await app.db.query(`insert into onec.site_account (login, password_hash, ib)
    values ('shop', 'x', 'site')`);
  const fed = await checksOf(site);
  assert.match(fed.get('login')!, /Ключ не нужен.*«shop»/);
  assert.match(fed.get('reconcile')!, /не сверяют/);
  assert.match(fed.get('contact')!, /Сеансов ещё не было/);
  for (const checks of [asked, fed]) {
    assert.ok(!checks.has('keys') && !checks.has('refusals'), 'it signs nothing');
  }
});

test('a clock that is wrong is shown, even when it is too wrong to be let in', async () => {
  const hello = async (aheadMinutes: number): Promise<number> => {
    const call = { method: 'POST', path: '/api/1c/v1/hello', body: JSON.stringify(PLACE) };
    const headers = signedHeaders(app.onecKey, call,
      { nowMs: Date.now() + aheadMinutes * 60_000 });
    const { status } = await fetch(app.url + call.path, {
      method: call.method, body: call.body,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    return status;
  };
  const skewMinutes = async () => Math.round((await state()).bases[0]!.clockSkewMs! / 60_000);
  assert.equal(await hello(3), 200);
  assert.equal(await skewMinutes(), -3);
  assert.equal(await hello(-9), 401);
  assert.equal(await skewMinutes(), 9);
  const { bases: [base] } = await state();
  const { checks } = await ask<{ checks: BaseCheck[] }>(
    'POST', `/api/exchange/bases/${base!.id}/checks`);
  assert.match(checks.find(({ name }) => name === 'clock')?.text ?? '', /отстают на 5\d\d с/);
});

test('a revision says what it changed, line by line, and shows what was sent', async () => {
  const line = (lineUid: string, sum: string) => ({
    lineUid, article: `А-${lineUid}`, name: 'Насос', quantity: '1', price: sum, sum,
    vatRate: '20', vatSum: '0.00', vatIncluded: true,
  });
  const body = (total: string, lines: object[]) => orderBody(total, { number: 'УТ-7', lines });
  const first = body('30.00', [line('1', '10.00'), line('2', '20.00')]);
  await send(item('order', uid(7), 1, first, PLACE));
  await send(item('order', uid(7), 2, body('25.00', [line('2', '25.00')]), PLACE));
  const timeline = await ask<ObjectTimeline>('GET', `/api/exchange/objects/${uid(7)}`);
  assert.deepEqual(timeline.revisions.map(({ rev }) => rev), [2, 1]);
  assert.equal(timeline.number, 'УТ-7');
  assert.equal(timeline.dealIds.length, 1);
  const changed = timeline.revisions[0]!.changes
    .map(({ field, row, old, new: now }) => [row, field, old, now]);
  assert.deepEqual(changed.find(([, field]) => field === 'total'),
    [null, 'total', '30.00', '25.00']);
  assert.deepEqual(changed.find(([row, field]) => row === 'А-2' && field === 'sum'),
    ['А-2', 'sum', '20.00', '25.00']);
  assert.equal(changed.find(([row]) => row === 'А-1')?.[3], null, 'a line that went');
  const { raw } = await ask<{ raw: string }>('GET',
    `/api/exchange/objects/${uid(7)}/snapshots/${timeline.revisions[1]!.id}`);
  assert.equal(JSON.parse(raw).rev, 1);
});

test('one base of 1C under two names is told: its money counts twice', async () => {
  const twins = async (ib: string) => {
    const { bases } = await state();
    const { checks } = await ask<{ checks: BaseCheck[] }>(
      'POST', `/api/exchange/bases/${bases.find((base) => base.ib === ib)!.id}/checks`);
    return checks.find(({ name }) => name === 'twin');
  };
  const other = { ib: 'ut-again', epoch: 'e1' };
  await client.post('/api/1c/v1/hello', other);
  await app.db.query(`update onec.base set accepted = true where ib = 'ut-again'`);
  const orders = (place: typeof PLACE, numbers: number[]) =>
    send(...numbers.map((number) => item('order', uid(number), 1, orderBody('1.00'), place)));
  await orders(PLACE, [501, 502, 503]);
  await orders(other, [504]);
  assert.equal(await twins('ut-again'), undefined);
  await orders(other, [502]);
  for (const [ib, twin] of [['ut', 'ut-again'], ['ut-again', 'ut']] as const) {
    const found = await twins(ib);
    assert.equal(found?.state, 'bad');
    assert.ok(found.text.includes(`У базы ${twin} те же заказы (найдено 1)`), found.text);
  }
  await send(item('order', uid(502), 2, {}, { ...other, op: 'delete' }));
  assert.equal(await twins('ut'), undefined, 'what is deleted counts nowhere');
});

test('many records are retried and dismissed at once, by their reason', async () => {
  const manager = { managerUid: uid(90), managerName: 'Неизвестный' };
  const bad = (uidOf: string) => item('payment', uidOf, 1,
    { ...paymentBody('1.00', []), total: 'рубль' }, { ...PLACE, lane: 'money' });
  await send(
    ...[21, 22, 23].map((n) =>
      item('order', uid(n), 1, orderBody('1.00', { ...manager, number: `УТ-${n}` }), PLACE)),
    bad(uid(31)), bad(uid(32)));
  const parked = await ask<{
    items: { id: number; name: string }[]; codes: { code: string; count: number }[];
  }>('GET', '/api/exchange/quarantine?code=manager.unknown');
  assert.deepEqual(parked.codes, [
    { code: 'manager.unknown', count: 3 }, { code: 'field.invalid', count: 2 },
  ]);
  assert.deepEqual(parked.items.map(({ name }) => name), ['УТ-23', 'УТ-22', 'УТ-21']);
  const ids = parked.items.map(({ id }) => id);
  assert.deepEqual(await ask('POST', '/api/exchange/quarantine/acts', { act: 'retry', ids }),
    { done: 0, left: 3 });
  await send(item('employee', uid(90), 1, { name: 'Неизвестный', departmentName: 'Отдел' }, PLACE));
  const rejected = await ask<{ items: { id: number }[]; total: number }>(
    'GET', '/api/exchange/quarantine?state=rejected');
  assert.equal(rejected.total, 2);
  assert.deepEqual(await ask('POST', '/api/exchange/quarantine/acts',
    { act: 'dismiss', ids: rejected.items.map(({ id }) => id) }), { done: 2, left: 0 });
  assert.equal((await ask<{ total: number }>('GET', '/api/exchange/quarantine')).total, 0);
});
