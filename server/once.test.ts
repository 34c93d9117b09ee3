// What makes something is done once: a sender that got no answer sends it again under its key.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiKey } from '#platform/auth/api-keys';
import { forgetOnce } from '#platform/http/once';
import { openSecrets } from '#platform/secrets';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople, type People } from '#test/people';

let world: TestApp;
let people: People;
let manager: Record<string, string>;
let stranger: Record<string, string>;

before(async () => {
  world = await startTestApp({ roles: 'web' });
  people = await createPeople(world.db);
  manager = { cookie: await signIn(world.url, 'manager', DEMO_PASSWORD) };
  stranger = { cookie: await signIn(world.url, 'stranger', DEMO_PASSWORD) };
});
after(() => world.close());

type Sent = { path?: string; body: object; key: string; who?: Record<string, string> };

async function send({ path = '/api/deals', body, key, who = manager }: Sent) {
  const response = await fetch(world.url + path, {
    method: 'POST', body: JSON.stringify(body),
    headers: { ...who, 'content-type': 'application/json', 'idempotency-key': key },
  });
  return { status: response.status, answer: await response.json() as Record<string, unknown> };
}

async function dealsCalled(title: string): Promise<number> {
  const { rows } = await world.db.query<{ count: number }>(
    'select count(*)::int as count from deals.deal where title = $1', [title]);
  return rows[0]!.count;
}

test('sent again, one after the other and at once, a deal is made once', async () => {
  const body = { title: 'Насос для котельной' };
  const first = await send({ body, key: 'key-of-one' });
  assert.equal(first.status, 200);
  assert.deepEqual(await send({ body, key: 'key-of-one' }), first);
  const others = await Promise.all(Array.from({ length: 6 }, () =>
    send({ body: { title: 'Шесть раз сразу' }, key: 'key-of-six' })));
  assert.equal(new Set(others.map(({ answer }) => answer['id'])).size, 1);
  assert.equal(await dealsCalled('Насос для котельной'), 1);
  assert.equal(await dealsCalled('Шесть раз сразу'), 1);
});

test('another key makes another deal; the same key for another request is refused', async () => {
  const body = { title: 'Два одинаковых заказа' };
  await send({ body, key: 'key-of-first' });
  await send({ body, key: 'key-of-second' });
  assert.equal(await dealsCalled(body.title), 2);
  const other = await send({ body: { title: 'Совсем другое' }, key: 'key-of-first' });
  assert.deepEqual([other.status, other.answer['code']], [409, 'key.used']);
  const elsewhere = await send(
    { path: '/api/tasks', body: { title: 'Дело' }, key: 'key-of-first' });
  assert.deepEqual([elsewhere.status, elsewhere.answer['code']], [409, 'key.used']);
});

test('what was refused is tried again', async () => {
  const refused = await send({ body: { title: '' }, key: 'key-of-refused' });
  assert.equal(refused.status, 400);
  const late = { title: 'Со второго раза', companyId: 999_999_999 };
  assert.ok((await send({ body: late, key: 'key-of-refused' })).status >= 400);
  const right = await send({ body: { title: 'Со второго раза' }, key: 'key-of-refused' });
  assert.equal(right.status, 200);
});

test('an answer is for who has asked: a person, or a program with its own key', async () => {
  const body = { title: 'Ключ подслушан' };
  const mine = await send({ body, key: 'key-overheard' });
  const theirs = await send({ body, key: 'key-overheard', who: stranger });
  assert.notEqual(theirs.answer['id'], mine.answer['id']);
  const programs = await Promise.all(['Сайт', 'Другой сайт'].map((name) =>
    programOf({ name, roleCode: 'administrator' })));
  const lead = { path: '/api/leads', body: { title: 'Заказ с сайта' }, key: 'order-000123' };
  const ids = [];
  for (const who of [programs[0]!, programs[0]!, programs[1]!]) {
    const { status, answer } = await send({ ...lead, who });
    assert.equal(status, 200, JSON.stringify(answer));
    ids.push(answer['id']);
  }
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[0], ids[2]);
});

async function programOf(of: { name: string; roleCode: string; employeeId?: number }) {
  const { keyId, secret } = await createApiKey(
    world.db, openSecrets(world.dataDir), { kind: 'api', ...of });
  return { authorization: `Bearer ${keyId}.${secret}` };
}

test('a program acts over the ground of its person, each key its own', async () => {
  const role = { roleCode: 'operator' };
  const lead = { path: '/api/leads', body: { title: 'Заявка с сайта' }, key: 'site-000124' };
  const groundless = await programOf({ name: 'Ничей', ...role });
  assert.equal((await send({ ...lead, who: groundless })).status, 403);
  const ids = await Promise.all(['Сайт', 'Чат'].map(async (name) => {
    const who = await programOf({ name, ...role, employeeId: people.head.id });
    const { status, answer } = await send({ ...lead, who });
    assert.equal(status, 200, JSON.stringify(answer));
    return answer['id'];
  }));
  assert.notEqual(ids[0], ids[1]);
  const { rows } = await world.db.query(
    `select distinct responsible_id, department_id from leads.lead where id = any($1)`, [ids]);
  assert.deepEqual(rows, [{ responsible_id: null, department_id: people.pumps }]);
  // A right that reaches no further than the person makes their records.
  const seller = await programOf({
    name: 'Касса', roleCode: 'manager', employeeId: people.manager.id,
  });
  const deal = await send({ body: { title: 'Продажа с кассы' }, key: 'till-00001', who: seller });
  assert.equal(deal.status, 200, JSON.stringify(deal.answer));
  const made = await world.db.query(
    'select responsible_id from deals.deal where id = $1', [deal.answer['id']]);
  assert.deepEqual(made.rows, [{ responsible_id: people.manager.id }]);
  const task = await send({
    path: '/api/tasks', body: { title: 'Перезвонить' }, key: 'till-00002', who: seller,
  });
  assert.deepEqual((task.answer['assignee'] as { id: number }).id, people.manager.id);
  const client = await send({
    path: '/api/contacts', body: { name: 'Покупатель' }, key: 'till-00003', who: seller,
  });
  const held = await world.db.query(
    'select responsible_id from customers.contact where id = $1', [client.answer['id']]);
  assert.deepEqual(held.rows, [{ responsible_id: people.manager.id }]);
  // What it has made it finds again.
  for (const [path, id] of [['deals', deal.answer['id']], ['tasks', task.answer['id']],
    ['contacts', client.answer['id']]] as const) {
    const list = await fetch(`${world.url}/api/${path}`, { headers: seller });
    const { items } = await list.json() as { items: { id: unknown }[] };
    assert.ok(items.some((item) => item.id === id), path);
  }
  // What is the person's alone is not the program's.
  for (const path of ['/api/notifications', '/api/exports']) {
    const answer = await fetch(world.url + path, { headers: seller });
    const { items = [] } = await answer.json() as { items?: unknown[] };
    assert.ok(answer.status === 403 || items.length === 0, path);
  }
});

test('a bad key is told by its field, old ones are forgotten', async () => {
  const bad = await send({ body: { title: 'Ключ мал' }, key: 'a b' });
  assert.equal(bad.status, 400);
  assert.match(JSON.stringify(bad.answer['fields']), /idempotency-key/);
  await forgetOnce(world.db, new Date(Date.now() + 25 * 3_600_000));
  const { rowCount } = await world.db.query('select from platform.request_once');
  assert.equal(rowCount, 0);
});
