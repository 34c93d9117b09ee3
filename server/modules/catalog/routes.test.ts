import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createBinder } from '#platform/http/bind';
import { createHttp } from '#platform/http/server';
import { SILENT_LOG } from '#platform/log';
import { bindSearch } from '#platform/search/registry';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import { catalogRoutes, catalogSearch } from './index.ts';

let app: FastifyInstance;
const people = new Map<string, Person>();

before(async () => {
  const { db } = await createTestDatabase();
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  for (const role of ['product', 'manager', 'administrator']) {
    people.set(role, await addPerson(db, { role, departmentId }));
  }
  app = await createHttp({ log: SILENT_LOG as never, trustProxy: false, version: 'test' });
  const { bind } = createBinder({
    app,
    db,
    now: () => new Date(),
    authenticate: async ({ headers }) => {
      const person = people.get(String(headers['x-role']));
      return person ? { actor: person.actor, source: 'ui' } : null;
    },
  });
  catalogRoutes(bind);
  bindSearch(bind, catalogSearch);
  await app.ready();
});

after(() => app.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';
type Answer = { status: number; body: Record<string, never> };

async function send(role: string, method: Method, url: string, payload?: object): Promise<Answer> {
  const answer = await app.inject({
    method, url, headers: { 'x-role': role }, ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.body ? answer.json() : {} };
}

test('a product lives through its addresses; a price may be emptied or be nothing', async () => {
  const group = await send('product', 'POST', '/api/product-groups', { name: 'Насосы' });
  const made = await send('product', 'POST', '/api/products', {
    name: 'Насос ЦНС 180', article: 'ЦНС-180', vatRate: '22', groupId: group.body['id'],
    priceKopecks: 100,
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const url = `/api/products/${made.body['id']}`;
  const price = async () => (await send('manager', 'GET', url)).body['priceKopecks'];
  const set = (version: number, fields: object) =>
    send('product', 'PATCH', url, { version, ...fields });
  assert.equal((await set(1, { priceKopecks: 0 })).status, 200);
  assert.equal(await price(), 0);
  assert.equal((await set(2, { priceKopecks: null, vatRate: null, groupId: null })).status, 200);
  assert.equal(await price(), null);
  const card = (await send('manager', 'GET', url)).body;
  assert.deepEqual([card['vatRate'], card['group'], card['may']], [null, null, { edit: false }]);
  assert.equal((await send('manager', 'PATCH', url, { version: 3, name: 'Х' })).status, 403);
  const list = await send('manager', 'GET', '/api/products?total=1&sort=-article');
  assert.equal(list.body['total'], 1);
});

test('a product is found by lookup, by pasted articles and by the one search', async () => {
  const hits = await send('manager', 'GET', '/api/products/lookup?q=wyc-180');
  assert.equal((hits.body as unknown as unknown[]).length, 1);
  const pasted = await send('manager', 'POST', '/api/products/matches',
    { rows: [{ article: 'цнс-180' }, { article: 'нет' }] });
  assert.match(JSON.stringify(pasted.body), /"article","productIds":\[1\]\},\{"how":"none"/);
  const found = await send('manager', 'GET', '/api/search?q=wyc');
  assert.match(JSON.stringify(found.body), /"entity":"product".*Насос ЦНС 180.*ЦНС-180/);
});

test('only whoever keeps the settings names the owners of a group', async () => {
  const groups = await send('manager', 'GET', '/api/product-groups');
  const [group] = groups.body as unknown as { id: number; productCount: number }[];
  const url = `/api/product-groups/${group?.id}/owners`;
  const owner = people.get('product')!.id;
  assert.equal((await send('product', 'PUT', url, { employeeIds: [owner] })).status, 403);
  assert.equal((await send('administrator', 'PUT', url, { employeeIds: [owner] })).status, 204);
  const after1 = await send('manager', 'GET', '/api/product-groups');
  assert.match(JSON.stringify(after1.body), new RegExp(`"owners":\\[\\{"id":${owner}`));
});
