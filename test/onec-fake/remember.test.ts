// A fake base that has lost its disk remembers from Verstak what it has sent, and goes on: nothing
// differs, nothing is sent twice; a deal born in CRM becomes an order with the deal's own lines.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import { createPeople } from '#test/people';
import { createBase, itemOf, type FakeBase, type FakeObject } from './base.ts';
import { createClient, type OnecClient } from './client.ts';
import { orderOfDeal } from './crm-commands.ts';
import { liveOneStep } from './lively.ts';
import { obeyOnce } from './obey.ts';
import { createRandom } from './random.ts';
import { reconcile } from './reconcile.ts';
import { rememberBase } from './remember.ts';
import { fillRefs } from './verbs-refs.ts';

let app: TestApp;
let client: OnecClient;
let base: FakeBase;

before(async () => {
  app = await startTestApp({ prepare: seedPresets });
  await createPeople(app.db);
  client = createClient({ ...app.onecKey, url: app.url, triesMax: 1 });
});
after(() => app.close());

/** Whatever the base writes, sent when asked. */
function outboxOf(of: FakeBase): () => Promise<void> {
  const written: FakeObject[] = [];
  of.onWrite = (object) => written.push(object);
  return async () => {
    const results = await client.push(written.splice(0).map((object) => itemOf(of, object)));
    assert.deepEqual(results.filter(({ status }) => status !== 'applied'), []);
  };
}

test('what was sent comes back as it was and goes on without a difference', async () => {
  const first = createBase(createRandom(4));
  const send = outboxOf(first);
  await client.hello(first);
  fillRefs(first, { employees: 3, products: 8, companies: 6 });
  for (let step = 0; step < 25; step += 1) liveOneStep(first);
  await send();
  const { id } = (await one<{ id: number }>(app.db, 'select id from onec.base'))!;
  base = createBase(createRandom(5));
  const objects = await rememberBase(app.db, id, base);
  const left = (of: FakeBase) => [...of.objects.values()].filter(({ gone }) => !gone)
    .map((object) => itemOf(of, object)).map(({ uid, rev, sha256 }) => `${uid} ${rev} ${sha256}`);
  assert.deepEqual(new Set(left(base)), new Set(left(first)));
  assert.ok(objects.length > 30);
  assert.deepEqual((await reconcile(client, base)).differ, []);
  const sendAgain = outboxOf(base);
  for (let step = 0; step < 25; step += 1) liveOneStep(base);
  await sendAgain();
  assert.deepEqual((await reconcile(client, base)).differ, []);
});

test('a deal of CRM becomes an order of its own lines, without a word typed again', async () => {
  const cookie = await signIn(app.url, 'manager', DEMO_PASSWORD);
  const ask = async <T>(method: string, path: string, body: object): Promise<T> => {
    const response = await fetch(`${app.url}/api/${path}`, {
      method, body: JSON.stringify(body),
      headers: { cookie, origin: app.url, 'content-type': 'application/json' },
    });
    assert.equal(response.status, 200, await response.clone().text());
    return await response.json() as T;
  };
  // The first question of a base is what makes it the receiver of deals.
  const send = outboxOf(base);
  await obeyOnce({ client, base, send });
  const { id } = await ask<{ id: number }>('POST', 'deals', { title: 'Насосы' });
  await ask('PUT', `deals/${id}/lines`, { version: 1, lines: [
    { name: 'Насос', article: 'Н-1', unit: 'шт', quantity: '2', price: '1000.50', vatRate: '22',
      vatIncluded: false },
    { name: 'Доставка', unit: 'усл', quantity: '1', price: '99.99', vatRate: 'none',
      vatIncluded: true },
  ] });
  const { results } = await obeyOnce({ client, base, send });
  assert.deepEqual(results.map(({ status }) => status), ['done']);
  const order = orderOfDeal(base, id);
  await send();
  const deal = await one<{ numbers: string[]; amount: number; lines: number; source: string }>(
    app.db, `select d.order_numbers as numbers, d.amount_kopecks as amount,
        d.amount_source as source, (select count(*)::int from payments.order_line l
          where l.order_uid = $2) as lines
      from deals.deal d where d.id = $1`, [id, order.uid]);
  // 2 × 1000.50 + 22 % + 99.99
  assert.deepEqual(deal,
    { numbers: [order.body.number], amount: 254_121, source: 'onec', lines: 2 });
});
