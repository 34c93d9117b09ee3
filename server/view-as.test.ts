// Through another's eyes: everything is read as that person, nothing is written, all is audited.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDeal } from '#modules/deals';
import { DEMO_PASSWORD, setGrant, roleIdsByCode } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';

let world: TestApp;
let people: People;
let dealId: number;

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  const ctx = await contextOf(world.db, people.stranger);
  dealId = (await createDeal(ctx, { title: 'Чужой насос' })).id;
});

after(() => world.close());

type Answer = { code?: string; employee?: { id: number }; viewer?: { id: number } };

async function ask(cookie: string, method: string, path: string, body?: object) {
  const response = await fetch(world.url + path, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) as Answer : {} };
}

const look = (cookie: string, employeeId: number) =>
  ask(cookie, 'POST', '/api/session/viewing', { employeeId });

test('an administrator sees what the person sees, and every write is refused', async () => {
  const cookie = await signIn(world.url, 'admin', DEMO_PASSWORD);
  assert.equal((await ask(cookie, 'GET', `/api/deals/${dealId}`)).status, 200);
  assert.equal((await look(cookie, people.manager.id)).status, 204);
  const session = await ask(cookie, 'GET', '/api/session');
  assert.equal(session.json.employee?.id, people.manager.id);
  assert.equal(session.json.viewer?.id, people.admin.id);
  assert.equal((await ask(cookie, 'GET', `/api/deals/${dealId}`)).status, 404);
  assert.equal((await ask(cookie, 'GET', '/api/settings')).status, 403, 'not as administrator');
  for (const route of world.app.bound) {
    if (route.method === 'GET' || typeof route.access === 'string' && route.access !== 'signed') {
      continue;
    }
    if (['session.close', 'session.endViewing'].includes(route.id)) continue;
    const path = route.path.replaceAll(/:\w+/g, String(dealId));
    const reply = await ask(cookie, route.method, path, {});
    assert.equal(reply.json.code, 'viewing.readOnly', `${route.method} ${route.path}`);
  }
  assert.equal((await ask(cookie, 'DELETE', '/api/session/viewing')).status, 204);
  assert.equal((await ask(cookie, 'GET', `/api/deals/${dealId}`)).status, 200);
  const { rows } = await world.db.query<{ kind: string; actor: number; whom: number }>(
    `select kind, actor_id as actor, entity_id as whom from platform.event
     where kind like 'session.view%' order by id`);
  const who = { actor: people.admin.id, whom: people.manager.id };
  assert.deepEqual(rows, [
    { kind: 'session.viewStarted', ...who }, { kind: 'session.viewEnded', ...who },
  ]);
});

test('nobody looks up: not without the right, not at whoever may more', async () => {
  const manager = await signIn(world.url, 'manager', DEMO_PASSWORD);
  assert.equal((await look(manager, people.colleague.id)).status, 403);
  const admin = await contextOf(world.db, people.admin);
  const head = (await roleIdsByCode(world.db)).get('head')!;
  await setGrant(admin, { id: head, entity: 'setting', action: 'edit', scope: 'all' });
  const cookie = await signIn(world.url, 'head', DEMO_PASSWORD);
  assert.equal((await look(cookie, people.admin.id)).status, 403, 'an administrator may more');
  assert.equal((await look(cookie, people.stranger.id)).status, 403, 'another department');
  assert.equal((await look(cookie, people.manager.id)).status, 204, 'one of the own');
});

test('a look ends when the right to it ends', async () => {
  const cookie = await signIn(world.url, 'head', DEMO_PASSWORD);
  assert.equal((await look(cookie, people.manager.id)).status, 204);
  const admin = await contextOf(world.db, people.admin);
  const head = (await roleIdsByCode(world.db)).get('head')!;
  await setGrant(admin, { id: head, entity: 'setting', action: 'edit', scope: null });
  const deadline = Date.now() + 10_000;
  for (;;) {
    const session = await ask(cookie, 'GET', '/api/session');
    if (session.json.employee?.id === people.head.id) break;
    assert.ok(Date.now() < deadline, 'the look went on');
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
});
