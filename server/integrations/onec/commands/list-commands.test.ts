// Commands as the administrator works with them, and deals that did not go to 1C by themselves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ListedCommand } from '#contract/commands';
import { createDeal, readSending, requireDeal, sendDeal } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createClient, type OnecClient } from '#test/onec-fake/client';
import { createPeople, contextOf, type People } from '#test/people';

const BASE = { ib: 'ut', epoch: 'e1' } as never;
let world: TestApp;
let people: People;
let client: OnecClient;
let old: number;

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  client = createClient({ ...world.onecKey, url: world.url, retryMs: 50, triesMax: 2 });
  await client.hello(BASE);
  old = (await createDeal(await manager(), { title: 'Старше обмена' })).id;
  await client.pull(BASE);
});
after(() => world.close());

const manager = () => contextOf(world.db, people.manager);

async function ask(login: string, method: string, path: string, body?: object) {
  const cookie = await signIn(world.url, login, DEMO_PASSWORD);
  const response = await fetch(world.url + path, {
    method,
    headers: {
      cookie, origin: world.url, ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, json: response.status === 204 ? null : await response.json() };
}

type Listed = {
  items: ListedCommand[];
  bases: {
    takesDeals: boolean; waiting: number; given: number; refused: number; askedAt: string;
  }[];
};
const listed = async (state = 'open') =>
  (await ask('admin', 'GET', `/api/exchange/commands?state=${state}`)).json as Listed;

test('a deal older than the exchange goes to 1C when a person sends it, once', async () => {
  const ctx = await manager();
  const state = async () =>
    (await readSending(world.db, await requireDeal(ctx, world.db, old))).state;
  assert.equal(await state(), 'possible');
  assert.deepEqual((await client.pull(BASE)).commands, [], 'not by itself');
  assert.equal((await ask('stranger', 'POST', `/api/deals/${old}/commands`)).status, 404);
  assert.equal((await ask('manager', 'POST', `/api/deals/${old}/commands`)).status, 204);
  assert.equal(await state(), 'waiting');
  await assert.rejects(sendDeal(ctx, old), /уже ждёт/);
  const { commands: [command] } = await client.pull(BASE);
  assert.deepEqual([command?.type, command?.dealId], ['deal.created', old]);
  assert.equal(await state(), 'given');
  await client.ack(BASE, [{ id: command!.id, status: 'done' }]);
  assert.equal(await state(), 'sent');
  await assert.rejects(sendDeal(ctx, old), /уже передана/);
});

test('the list says what waits and why 1C refused; many are repeated and withdrawn', async () => {
  const ctx = await manager();
  const made = [];
  for (const title of ['Первая', 'Вторая', 'Третья']) made.push(await createDeal(ctx, { title }));
  const { commands } = await client.pull(BASE);
  await client.ack(BASE, [
    { id: commands[0]!.id, status: 'refused', text: 'Нет договора' },
    { id: commands[1]!.id, status: 'refused', text: 'Нет организации' },
  ]);
  const fourth = await createDeal(ctx, { title: 'Четвёртая' });
  const { items, bases: [base] } = await listed();
  assert.deepEqual(items.map(({ entityId, state, reason }) => [entityId, state, reason]), [
    [fourth.id, 'waiting', null], [made[2]!.id, 'given', null],
    [made[1]!.id, 'refused', 'Нет организации'], [made[0]!.id, 'refused', 'Нет договора'],
  ]);
  assert.match(items[0]!.title ?? '', /Четвёртая/);
  assert.deepEqual([base!.takesDeals, base!.waiting, base!.given, base!.refused],
    [true, 2, 1, 2]);
  assert.ok(base!.askedAt);
  const one = (await ask('admin', 'GET', `/api/exchange/commands/${items[1]!.id}`)).json as {
    body: string;
  };
  assert.equal((JSON.parse(one.body) as { title: string }).title, 'Третья');
  for (const [method, path] of [['GET', ''], ['GET', `/${items[1]!.id}`], ['POST', '/acts']]) {
    const body = method === 'POST' ? { act: 'cancel', ids: [items[0]!.id] } : undefined;
    assert.equal(
      (await ask('manager', method!, `/api/exchange/commands${path}`, body)).status, 403);
  }
  const settle = (act: string, ids: string[]) =>
    ask('admin', 'POST', '/api/exchange/commands/acts', { act, ids });
  assert.deepEqual((await settle('repeat', [items[2]!.id, items[3]!.id])).json,
    { done: 2, left: 0 });
  // What 1C has fetched may be at work there: that cannot be taken back.
  assert.deepEqual((await settle('cancel', [items[0]!.id, items[1]!.id])).json,
    { done: 1, left: 1 });
  const after = await client.pull(BASE, { cursor: String(items[0]!.seq) });
  assert.deepEqual(after.commands.map(({ dealId }) => dealId), [made[0]!.id, made[1]!.id]);
  assert.equal((await listed('cancelled')).items[0]?.entityId, fourth.id);
});
