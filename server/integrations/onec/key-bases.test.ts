// A key of 1C that is bound to a base speaks for that one: for another it is refused, counted and
// told in words, by every address that 1C calls. A key that nobody has bound speaks for any.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ApiKey } from '#contract/keys';
import { DEMO_PASSWORD } from '#modules/staff';
import { systemContext } from '#platform/context';
import { createApiKey } from '#platform/auth/api-keys';
import { openSecrets } from '#platform/secrets';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople } from '#test/people';
import { item, orderBody, uid } from '#test/onec/items';
import { acceptBase } from './confirm-base.ts';
import { signRequest } from './wire/signature.ts';

type Key = { keyId: string; secret: string };
// Answers of several routes; every assertion names what it reads.
// oxlint-disable-next-line typescript/no-explicit-any
type Answer = { status: number; body: Record<string, any> };

let world: TestApp;
let cookie: string;
let turn = 0;

before(async () => {
  world = await startTestApp();
  await createPeople(world.db);
  cookie = await signIn(world.url, 'admin', DEMO_PASSWORD);
});
after(() => world.close());

const newKey = (name: string): Promise<Key> =>
  createApiKey(world.db, openSecrets(world.dataDir), { kind: 'onec', name });

async function call(key: Key, method: string, path: string, value?: unknown): Promise<Answer> {
  const body = Buffer.from(value === undefined ? '' : JSON.stringify(value));
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), `n${turn += 1}`];
  const response = await fetch(world.url + path, {
    method, ...(value === undefined ? {} : { body }),
    headers: {
      'content-type': 'application/json', 'x-verstak-key': key.keyId,
      'x-verstak-timestamp': timestamp, 'x-verstak-nonce': nonce,
      'x-verstak-signature': signRequest({ method, path, body }, key.secret, timestamp, nonce),
    },
  });
  return { status: response.status, body: await response.json() as Answer['body'] };
}

const hello = (key: Key, ib: string) => call(key, 'POST', '/api/1c/v1/hello',
  { ib, epoch: 'e1', configuration: `Конфигурация ${ib}`, timeZone: 'Europe/Moscow' });
const order = (ib: string, number: number, rev = 1) =>
  item('order', uid(number), rev, orderBody('10.00', { number: `N-${number}` }),
    { ib, epoch: 'e1' });
const push = (key: Key, ...items: unknown[]) =>
  call(key, 'POST', '/api/1c/v1/push', { items });

async function ask<T>(method: string, path: string, value?: unknown): Promise<T> {
  const response = await fetch(world.url + path, {
    method, headers: { cookie, ...(value ? { 'content-type': 'application/json' } : {}) },
    ...(value ? { body: JSON.stringify(value) } : {}),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return await response.json().catch(() => undefined) as T;
}

const baseOf = async ({ keyId }: Key) =>
  (await ask<ApiKey[]>('GET', '/api/keys')).find(({ id }) => id === keyId)!.base;

const refusals = async (): Promise<number> => {
  const { rows } = await world.db.query<{ count: number }>(
    `select coalesce(sum(count), 0)::int as count from onec.refusal where code = 'key.otherBase'`);
  return rows[0]!.count;
};

const acceptedId = async (ib: string): Promise<number> => {
  const { rows } = await world.db.query<{ id: number }>(
    'select id from onec.base where ib = $1', [ib]);
  await acceptBase(systemContext(world.db, 'ui'), rows[0]!.id);
  return rows[0]!.id;
};

const bind = (key: Key, ib: string | null) =>
  ask('PUT', `/api/keys/${key.keyId}/base`, { ib });

const statuses = ({ body }: Answer): [string, string | undefined][] =>
  body['results'].map(({ status, code }: Record<string, string>) => [status, code]);

test('a key that nobody has bound speaks for every base that is let in', async () => {
  const key = await newKey('Любая');
  await hello(key, 'any-one');
  await hello(key, 'any-two');
  assert.equal(await baseOf(key), null);
  assert.deepEqual(statuses(await push(key, order('any-one', 51), order('any-two', 52),
    order('any-none', 53))), [['applied', undefined], ['rejected', 'base.unknown'],
    ['rejected', 'base.unknown']], 'the second has the key of the first: it waits as a copy');
  await acceptedId('any-two');
  assert.deepEqual(statuses(await push(key, order('any-one', 54), order('any-two', 55))),
    [['applied', undefined], ['applied', undefined]]);
  assert.equal((await call(key, 'GET', '/api/1c/v1/pull?ib=any-two&wait=0')).status, 200);
});

test('a bound key is refused everywhere in the name of another base', async () => {
  const [ut, unf] = [await newKey('УТ'), await newKey('УНФ')];
  assert.equal((await hello(ut, 'ut')).body['accepted'], true);
  assert.equal((await hello(unf, 'unf')).body['accepted'], true);
  await bind(ut, 'ut');
  assert.equal(await baseOf(ut), 'ut');
  const before = await refusals();
  const digest = { ib: 'unf', epoch: 'e1', rows: [] };
  const answers = [
    await push(ut, order('unf', 1)),
    await call(ut, 'GET', '/api/1c/v1/pull?ib=unf&wait=0'),
    await call(ut, 'POST', '/api/1c/v1/ack', { ib: 'unf', results: [] }),
    await call(ut, 'POST', '/api/1c/v1/digest', digest),
  ];
  for (const { status, body } of answers) {
    assert.deepEqual([status, body['code']], [403, 'key.otherBase']);
    assert.match(body['detail'], /Ключ принадлежит базе «ut», а вызов от базы «unf»/);
  }
  const welcome = await hello(ut, 'unf');
  assert.deepEqual([welcome.status, welcome.body['accepted']], [200, false]);
  assert.match(welcome.body['reason'], /Ключ принадлежит базе «ut»/);
  assert.equal(await refusals(), before + 5);
  const { rows } = await world.db.query(
    `select 1 from payments.sales_order where uid = $1`, [uid(1)]);
  assert.equal(rows.length, 0);
  assert.deepEqual(statuses(await push(unf, order('unf', 1))), [['applied', undefined]]);
  assert.equal((await call(unf, 'GET', '/api/1c/v1/pull?ib=unf&wait=0')).status, 200);
});

test('a strange item among those of the base is kept alone, its neighbours are applied',
  async () => {
    const key = await newKey('Смесь');
    await hello(key, 'mixed');
    await bind(key, 'mixed');
    assert.deepEqual(
      statuses(await push(key, order('mixed', 11), order('unf', 12), order('nobody', 13))),
      [['applied', undefined], ['rejected', 'key.otherBase'], ['rejected', 'key.otherBase']]);
    await hello(await newKey('Никто'), 'nobody');
    const { rows } = await world.db.query<{ uid: string; state: string }>(
      `select uid, state from onec.quarantine where code = 'key.otherBase' order by uid`);
    assert.deepEqual(rows, [{ uid: uid(12), state: 'rejected' },
      { uid: uid(13), state: 'rejected' }], 'they wait for a person, not for their base');
  });

test('a bound key hears what is wanted of its own base, whatever stands first', async () => {
  const [key, theirs] = [await newKey('Своя'), await newKey('Чужая')];
  await hello(key, 'asked-own');
  await hello(theirs, 'asked-other');
  await bind(key, 'asked-own');
  await world.db.query(`insert into onec.resend (base_id, type, uid, asked_at)
    select id, 1, $1, now() from onec.base where ib = 'asked-other'`, [uid(31)]);
  const mixed = await push(key, order('asked-other', 32), order('asked-own', 33));
  assert.equal(mixed.body['wantResend'], undefined);
  const { body } = await push(theirs, order('asked-other', 34));
  assert.deepEqual(body['wantResend'].map((wanted: { uid: string }) => wanted.uid), [uid(31)]);
});

test('a copy under another name stays outside with the bound key it has carried off', async () => {
  const key = await newKey('Торговля');
  await hello(key, 'trade');
  await bind(key, 'trade');
  assert.equal((await hello(key, 'trade-copy')).body['accepted'], false);
  assert.equal((await push(key, order('trade-copy', 21))).status, 403);
  const { rows: [alarm] } = await world.db.query<{ detail: string }>(
    `select a.detail from onec.alarm a join onec.base b on b.id = a.base_id
     where b.ib = 'trade-copy' and a.kind = 'base.waits'`);
  assert.match(alarm!.detail, /похоже на копию/);
  // Let in as a base of its own it needs a key of its own.
  await acceptedId('trade-copy');
  assert.equal((await push(key, order('trade-copy', 21))).status, 403);
  const copy = await ask<Key>('POST', '/api/keys',
    { kind: 'onec', name: 'Копия', ib: 'trade-copy' });
  assert.equal(await baseOf(copy), 'trade-copy');
  assert.deepEqual(statuses(await push(copy, order('trade-copy', 21))), [['applied', undefined]]);
});

test('an administrator gives a key to another base, and the journal says so', async () => {
  const key = await newKey('Переезд');
  await hello(key, 'old-home');
  await bind(key, 'old-home');
  await hello(await newKey('Новый дом'), 'new-home');
  assert.ok((await ask<string[]>('GET', '/api/keys/bases')).includes('new-home'));
  await bind(key, 'new-home');
  assert.equal((await push(key, order('old-home', 31))).status, 403);
  assert.deepEqual(statuses(await push(key, order('new-home', 31))), [['applied', undefined]]);
  const { rows } = await world.db.query<{ data: object; actor: number | null }>(
    `select data, actor_id as actor from platform.event where kind = 'setting.keyBound'
     and data ->> 'keyId' = $1 order by id`, [key.keyId]);
  assert.deepEqual(rows.map(({ data }) => data), [
    { keyId: key.keyId, name: 'Переезд', changes: { base: { old: null, new: 'old-home' } } },
    { keyId: key.keyId, name: 'Переезд', changes: { base: { old: 'old-home', new: 'new-home' } } },
  ]);
  assert.ok(rows.every(({ actor }) => actor));
  await bind(key, null);
  assert.equal(await baseOf(key), null);
  assert.deepEqual(statuses(await push(key, order('old-home', 32))), [['applied', undefined]]);
});

test('the check of a base names its keys', async () => {
  const id = await acceptedId('trade');
  const { checks } = await ask<{ checks: { name: string; state: string; text: string }[] }>(
    'POST', `/api/exchange/bases/${id}/checks`);
  const own = checks.find(({ name }) => name === 'keys')!;
  assert.equal(own.state, 'ok');
  assert.match(own.text, /Ключ «.*«Переезд».* служит любой базе/);
});
