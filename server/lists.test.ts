import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { DEMO_PASSWORD } from '#modules/staff';
import { introduceBase, receiveItems } from '#integrations/onec';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople } from '#test/people';
import { item, orderBody, paymentBody, TEST_EPOCH, TEST_IB, uid } from '#test/onec/items';

let world: TestApp;
let cookie: string;

before(async () => {
  world = await startTestApp();
  await createPeople(world.db);
  await introduceBase(world.db, { ib: TEST_IB, epoch: TEST_EPOCH }, new Date());
  const items = [1, 2].flatMap((index) => [
    item('order', uid(index), 1, orderBody('1000.00', { number: `ЗАКАЗ-${index}` })),
    item('payment', uid(10 + index), 1, paymentBody(`${index}00.00`,
      [{ orderUid: uid(index), sum: `${index}00.00` }], { number: `ПП-${index}` })),
  ]);
  const results = await receiveItems({ db: world.db, now: () => new Date() },
    items.map((value) => ({ value, line: null })), { kind: 'push' });
  assert.ok(results.every((result) => result.status === 'applied'), JSON.stringify(results));
  cookie = await signIn(world.url, 'admin', DEMO_PASSWORD);
});
after(() => world.close());

async function ask(path: string, query: Record<string, string> = {}) {
  const response = await fetch(`${world.url}${path}?${new URLSearchParams(query)}`, {
    headers: { cookie },
  });
  return { status: response.status, body: await response.json() };
}

test('free text finds payments by their number, their order, and nothing else', async () => {
  const found = async (q: string) =>
    (await ask('/api/payments', { q, total: '1' })).body as { total: number; items: object[] };
  assert.equal((await found('ПП-1')).total, 1);
  assert.equal((await found('ЗАКАЗ-2')).total, 1);
  assert.equal((await found('ничего такого нет')).total, 0);
});

test('the fields that payments are filtered by are told, and each of them works', async () => {
  const { status, body } = await ask('/api/payments/fields');
  assert.equal(status, 200);
  const fields = body as { name: string; label: string; operators: string[] }[];
  assert.ok(fields.length > 10);
  for (const { name, operators } of fields) {
    const operator = operators.includes('empty') ? 'empty' : assert.fail(name);
    const filter = JSON.stringify({ [name]: { [operator]: false } });
    const page = await ask('/api/payments', { filter });
    assert.equal(page.status, 200, `${name}: ${JSON.stringify(page.body)}`);
  }
  const one = await ask('/api/payments', { filter: JSON.stringify({ uid: { eq: uid(11) } }) });
  assert.equal((one.body as { items: object[] }).items.length, 1);
});

test('every noun is filtered and sorted by its id', async () => {
  for (const noun of ['deals', 'employees', 'companies', 'contacts', 'products', 'tasks']) {
    const all = (await ask(`/api/${noun}`, { sort: '-id' })).body as { items: { id: number }[] };
    const ids = all.items.map((row) => row.id);
    assert.deepEqual(ids, ids.toSorted((a, b) => b - a), noun);
    const filter = JSON.stringify({ id: { in: ids.slice(0, 1) } });
    const page = (await ask(`/api/${noun}`, { filter })).body as { items: { id: number }[] };
    assert.deepEqual(page.items.map((row) => row.id), ids.slice(0, 1), noun);
  }
});

test('a parameter that nobody knows is refused by its name, not left out in silence', async () => {
  const nouns = ['deals', 'leads', 'companies', 'contacts', 'products', 'tasks', 'payments',
    'employees', 'events', 'notifications', 'search'];
  for (const noun of nouns) {
    const { status, body } = await ask(`/api/${noun}`,
      { ...(noun === 'search' ? { q: 'насос' } : {}), fliter: '{}' });
    assert.equal(status, 400, noun);
    const { code, fields } = body as { code: string; fields: object[] };
    assert.deepEqual({ code, fields }, {
      code: 'request.invalid', fields: [{ field: 'fliter', reason: 'Такого параметра нет.' }],
    }, noun);
  }
});
