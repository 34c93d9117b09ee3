// Acceptance 5 and 8 over HTTP: signatures, limits, one bad item among 200, epochs.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { OnecResult } from '#contract/onec';
import { startTestApp, type TestApp } from '#test/app';
import { dealOf } from '#test/onec/inbox';
import { item, orderBody, paymentBody, TEST_EPOCH, TEST_IB, uid, type WireItem }
  from '#test/onec/items';
import { signRequest } from './wire/signature.ts';

let world: TestApp;
before(async () => {
  world = await startTestApp();
  const answer = await call('/api/1c/v1/hello', {
    ib: TEST_IB, epoch: TEST_EPOCH, configuration: 'УправлениеТорговлей', version: '11.5',
    timeZone: 'Europe/Moscow',
  });
  assert.equal(answer.body.accepted, true);
});
after(() => world.close());

type CallOptions = {
  timestamp?: string; nonce?: string; secret?: string; raw?: string | Buffer;
  /** The name of the coding as this sender writes it. */
  gzip?: string;
};
// The answers of several routes and refusals; every assertion names what it reads.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;
type Answer = { status: number; body: Json };

async function call(path: string, value: unknown, options: CallOptions = {}): Promise<Answer> {
  const text = options.raw ?? JSON.stringify(value);
  const body = options.gzip ? gzipSync(text) : Buffer.from(text);
  const timestamp = options.timestamp ?? String(Math.floor(Date.now() / 1000));
  const nonce = options.nonce ?? randomUUID();
  const secret = options.secret ?? world.onecKey.secret;
  const response = await fetch(world.url + path, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      ...(options.gzip ? { 'content-encoding': options.gzip } : {}),
      'x-verstak-key': world.onecKey.keyId,
      'x-verstak-timestamp': timestamp,
      'x-verstak-nonce': nonce,
      'x-verstak-signature': signRequest({ method: 'POST', path, body }, secret, timestamp, nonce),
    },
  });
  return { status: response.status, body: await response.json() as Json };
}

const push = (items: unknown[], options?: CallOptions) =>
  call('/api/1c/v1/push', { items }, options);

const refusals = async (code: string): Promise<number> => {
  const { rows } = await world.db.query<{ count: number }>(
    'select coalesce(sum(count), 0)::int as count from onec.refusal where code = $1', [code]);
  return rows[0]?.count ?? 0;
};

test('a wrong, an expired and a replayed signature are 401 and counted', async () => {
  const wrong = await push([], { secret: 'guess' });
  assert.deepEqual([wrong.status, wrong.body['code']], [401, 'signature.invalid']);
  const old = await push([], { timestamp: String(Math.floor(Date.now() / 1000) - 301) });
  assert.deepEqual([old.status, old.body['code']], [401, 'signature.expired']);
  const nonce = randomUUID();
  assert.equal((await push([], { nonce })).status, 200);
  const again = await push([], { nonce });
  assert.deepEqual([again.status, again.body['code']], [401, 'signature.replayed']);
  for (const code of ['signature.invalid', 'signature.expired', 'signature.replayed']) {
    assert.equal(await refusals(code), 1, code);
  }
  const bare = await fetch(`${world.url}/api/1c/v1/push`, { method: 'POST', body: '{}' });
  assert.equal(bare.status, 401);
});

test('the register of keys says when 1C has called last; a refused call is none', async () => {
  const usedAt = async () => (await world.db.query<{ usedAt: string | null }>(
    'select used_at as "usedAt" from platform.api_key where id = $1',
    [world.onecKey.keyId])).rows[0]?.usedAt;
  assert.ok(await usedAt(), 'it has said hello');
  await world.db.query('update platform.api_key set used_at = null');
  await push([], { secret: 'чужой' });
  assert.equal(await usedAt(), null);
});

test('malformed JSON, a wrong shape and too much are refused, and the server goes on', async () => {
  const broken = await push([], { raw: '{"items": [' });
  assert.deepEqual([broken.status, broken.body['code']], [400, 'request.invalid']);
  const shapeless = await push([], { raw: '{"items": 5}' });
  assert.equal(shapeless.status, 400);
  assert.equal(shapeless.body['fields'][0].field, 'items');
  const large = await push([], { raw: `{"items":["${'x'.repeat(10 * 1024 * 1024)}"]}` });
  assert.equal(large.status, 413);
  const many = await push(Array.from({ length: 201 }, () => null));
  assert.equal(many.status, 413);
  assert.equal((await push([])).status, 200);
});

test('gzip bodies are accepted, the hash is of the bytes sent', async () => {
  const answer = await push([item('order', uid(900), 1, orderBody('10.00'))], { gzip: 'GZIP' });
  assert.equal(answer.body['results'][0].status, 'applied');
});

test('an item nested deeper than the stack is refused alone and kept to its outside', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const poison = (number: number, place: string) =>
    JSON.stringify(item('company', uid(number), 1, { name: 'Глубокая', [place]: '@' }))
      .replace('"@"', deep);
  const whole = JSON.stringify(item('order', uid(952), 1, orderBody('10.00')));
  const raw = `{"items":[${poison(950, 'extra')},${deep},${whole}]}`;
  const { status, body } = await push([], { raw });
  assert.equal(status, 200);
  assert.deepEqual((body['results'] as OnecResult[]).map((result) => result.status),
    ['rejected', 'rejected', 'applied']);
  const { rows } = await world.db.query<{ raw: string }>(
    'select raw from onec.quarantine where uid = $1', [uid(950)]);
  assert.match(rows[0]?.raw ?? '', /"name":"Глубокая","extra":\[\[.*…/);
});

test('one bad item of 200: 199 applied, one in quarantine, applied after the fix', async () => {
  const items: WireItem[] = Array.from({ length: 200 }, (_, index) =>
    item('order', uid(1_000 + index), 1, orderBody('100.00')));
  const bad = item('order', uid(1_077), 1, orderBody('1000.00', { total: '1 000,00' }));
  items[77] = bad;
  const { body } = await push(items);
  const results = body['results'] as OnecResult[];
  assert.deepEqual(results.map((result) => result.id), items.map((sent) => sent.id));
  assert.equal(results.filter((result) => result.status === 'applied').length, 199);
  assert.deepEqual([results[77]?.status, results[77]?.code, results[77]?.field],
    ['rejected', 'field.invalid', 'total']);
  assert.match(results[77]?.text ?? '', /[а-я]/i);
  const held = async () => (await world.db.query<{ field: string; state: string; raw: string }>(
    'select field, state, raw from onec.quarantine where uid = $1', [uid(1_077)])).rows;
  assert.deepEqual(
    (await held()).map(({ field, state }) => [field, state]), [['total', 'rejected']]);
  assert.deepEqual(JSON.parse((await held())[0]?.raw ?? ''), bad, 'the raw item is kept');
  const fixed = await push([item('order', uid(1_077), 1, orderBody('1000.00'))]);
  assert.equal(fixed.body['results'][0].status, 'applied');
  assert.deepEqual((await held()).map(({ state }) => state), ['settled']);
});

test('what cannot be read is rejected with a code and a Russian reason', async () => {
  const good = item('order', uid(2_000), 1, orderBody('5.00'));
  const dated = (date: string) => orderBody('5.00', { date });
  const cases: [unknown, string][] = [
    [{ ...good, sha256: 'f'.repeat(64) }, 'hash.mismatch'],
    [item('spaceship', uid(2_001), 1, {}), 'type.unknown'],
    [item('order', uid(2_002), 1, dated('2026-02-30T10:00:00')), 'field.invalid'],
    [item('order', uid(2_003), 1, dated('3026-02-03T10:00:00')), 'field.invalid'],
    [{ ...good, ib: 'stranger' }, 'base.unknown'],
    [{ ...good, rev: 0 }, 'field.invalid'],
    ['not an object', 'field.invalid'],
    [null, 'field.invalid'],
  ];
  const { body } = await push([...cases.map(([value]) => value), good]);
  for (const [index, [, code]] of cases.entries()) {
    const result = body['results'][index];
    assert.deepEqual([result.status, result.code], ['rejected', code]);
    assert.match(result.text, /[а-яА-Я]/);
  }
  assert.equal(body['results'][cases.length].status, 'applied', 'the neighbour');
});

test('the same revision with other content is a conflict and an alarm', async () => {
  await push([item('order', uid(3_000), 1, orderBody('5.00'))]);
  const { body } = await push([item('order', uid(3_000), 1, orderBody('6.00'))]);
  assert.deepEqual([body['results'][0].status, body['results'][0].code],
    ['rejected', 'rev.conflict']);
  assert.equal((await dealOf(world.db, uid(3_000))).amount, 500);
  const { rows } = await world.db.query(
    `select 1 from onec.alarm where kind = 'rev.conflict' and cleared_at is null`);
  assert.equal(rows.length, 1);
});

test('an unknown manager parks the order; the employee of 1C heals it', async () => {
  const manager = uid(77);
  const order = item('order', uid(4_000), 1, orderBody('5.00', {
    managerUid: manager, managerName: 'Сидоров А. А.',
  }));
  const parked = (await push([order])).body['results'][0];
  assert.deepEqual([parked.status, parked.code, parked.field],
    ['parked', 'manager.unknown', 'managerUid']);
  assert.match(parked.text, /Сидоров/);
  const missing = (await push([item('order', uid(4_001), 1,
    orderBody('5.00', { crmDealId: '999999999' }))])).body['results'][0];
  assert.deepEqual([missing.status, missing.code], ['parked', 'deal.unknown']);
  await push([item('employee', manager, 1, {
    name: 'Сидоров Андрей Андреевич', departmentName: 'Насосы', deleted: false,
  })]);
  assert.equal((await dealOf(world.db, uid(4_000))).amount, 500);
  const { rows } = await world.db.query<{ name: string }>(
    `select e.name from deals.deal d join staff.employee e on e.id = d.responsible_id
     where d.id = $1`, [(await dealOf(world.db, uid(4_000))).id]);
  assert.equal(rows[0]?.name, 'Сидоров Андрей Андреевич');
});

test('an unknown manager never parks an order that has its deal', async () => {
  await push([item('order', uid(5_000), 1, orderBody('5.00'))]);
  const { body } = await push([item('order', uid(5_000), 2,
    orderBody('6.00', { managerUid: uid(78), managerName: 'Никто' }))]);
  assert.equal(body['results'][0].status, 'applied');
});

test('a restored base applies nothing until it is confirmed; a copy is a stranger', async () => {
  const before = (await dealOf(world.db, uid(900))).amount;
  const next = { epoch: 'e2' };
  const answer = await call('/api/1c/v1/hello', { ib: TEST_IB, epoch: 'e2' });
  assert.equal(answer.body['accepted'], false);
  assert.match(answer.body['reason'], /восстановили|скопировали/);
  const { body } = await push([
    item('order', uid(900), 9, orderBody('99.00'), next),
    item('payment', uid(901), 1, paymentBody('1.00', [{ orderUid: uid(900), sum: '1.00' }]), next),
  ]);
  assert.deepEqual(body['results'].map((result: { code: string }) => result.code),
    ['epoch.changed', 'epoch.changed']);
  assert.equal((await dealOf(world.db, uid(900))).amount, before, '0 applied');
  const { rows } = await world.db.query(
    `select 1 from onec.alarm where kind = 'epoch.changed' and cleared_at is null`);
  assert.equal(rows.length, 1, 'one alarm however many items');
  const copy = await push([item('order', uid(900), 10, orderBody('1.00'), { ib: 'copy' })]);
  assert.equal(copy.body['results'][0].code, 'base.unknown');
  for (const [ib, epoch, status, code] of [
    [TEST_IB, 'e2', 409, 'epoch.changed'], ['copy', TEST_EPOCH, 404, 'base.unknown'],
  ] as const) {
    const digest = await call('/api/1c/v1/digest', { ib, epoch, rows: [] });
    assert.deepEqual([digest.status, digest.body['code']], [status, code], 'a digest says so too');
  }
});
