import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createBinder } from '#platform/http/bind';
import { createHttp } from '#platform/http/server';
import { SILENT_LOG } from '#platform/log';
import { bindSearch } from '#platform/search/registry';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import { customersRoutes, customersSearch } from './index.ts';

let app: FastifyInstance;
const people = new Map<string, Person>();

before(async () => {
  const { db } = await createTestDatabase();
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  for (const role of ['manager', 'marketer', 'operator']) {
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
  customersRoutes(bind, { followers: [] });
  bindSearch(bind, customersSearch);
  await app.ready();
});

after(() => app.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Body = Record<string, never>;

async function send(
  role: string, method: Method, url: string, payload?: object,
): Promise<{ status: number; body: Body }> {
  const answer = await app.inject({
    method, url, headers: { 'x-role': role }, ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json<Body>() };
}

test('a company lives through its addresses: made, found, edited, reached', async () => {
  const made = await send('manager', 'POST', '/api/companies', {
    name: 'ООО «Ёлка»', inn: '7707083893', kpp: '773601001', address: 'Москва',
    phones: ['8 (495) 123-45-67'],
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const url = `/api/companies/${made.body['id']}`;
  const card = (await send('operator', 'GET', url)).body;
  assert.deepEqual([card['inn'], card['fullName'], card['may']], ['7707083893', null,
    { edit: false }]);
  const edited = await send('manager', 'PATCH', url, { version: 1, inn: null, kpp: null,
    address: null });
  assert.deepEqual(edited.body, { version: 2 });
  const after2 = (await send('manager', 'GET', url)).body;
  assert.deepEqual([after2['inn'], after2['address']], [null, null]);
  const reach = await send('manager', 'POST', `${url}/reaches`, { kind: 'email', value: 'A@B.ru' });
  assert.equal(reach.status, 200);
  const removed = await send('manager', 'DELETE', `${url}/reaches/${reach.body['id']}`);
  assert.deepEqual(removed.body, { version: 4 });
  const list = await send('manager', 'GET', '/api/companies?q=%D0%B5%D0%BB%D0%BA%D0%B0&total=1');
  assert.equal(list.body['total'], 1);
  const found = await send('manager', 'GET', '/api/search?q=4951234');
  assert.deepEqual(found.body['groups'], [{ entity: 'company', items: [
    { id: made.body['id'], title: 'ООО «Ёлка»', subtitle: '' }] }]);
  const looked = await send('manager', 'GET', '/api/companies/lookup?limit=5');
  assert.equal((looked.body as unknown as unknown[]).length, 1);
});

test('refusals name the field, and rights close the doors', async () => {
  const wrong = await send('manager', 'POST', '/api/companies', { name: 'Х', inn: '7707083894' });
  assert.deepEqual([wrong.status, wrong.body['code']], [422, 'field.invalid']);
  assert.match(JSON.stringify(wrong.body['fields']), /"inn"/);
  const blank = await send('manager', 'POST', '/api/companies', { name: '  ' });
  assert.deepEqual([blank.status, blank.body['detail']], [422, 'Название: от 1 до 500 знаков.']);
  const ofOnec = await send('manager', 'POST', '/api/companies', { name: 'Х', advanceKopecks: 1 });
  assert.deepEqual([ofOnec.status, ofOnec.body['code']], [422, 'field.readOnly']);
  const unknown = await send('manager', 'POST', '/api/companies', { name: 'Х', colour: 'red' });
  assert.equal(unknown.status, 400);
  for (const url of ['/api/companies', '/api/companies/1', '/api/companies/lookup',
    '/api/companies/fields', '/api/contacts', '/api/contacts/1', '/api/contacts/lookup']) {
    assert.equal((await send('marketer', 'GET', url)).status, 403, url);
    assert.equal((await send('nobody', 'GET', url)).status, 401, url);
  }
  assert.deepEqual((await send('marketer', 'GET', '/api/search?q=4951234')).body, { groups: [] });
  const edit = await send('operator', 'PATCH', '/api/companies/1', { version: 1, name: 'Х' });
  assert.equal(edit.status, 403);
});

test('a contact lives through its addresses', async () => {
  const made = await send('operator', 'POST', '/api/contacts', {
    name: 'Позвонил', position: null, companyId: null, phones: ['89210001122'],
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const card = (await send('manager', 'GET', `/api/contacts/${made.body['id']}`)).body;
  assert.deepEqual([card['company'], card['phones'], card['position']],
    [null, ['+79210001122'], null]);
  const list = await send('manager', 'GET', '/api/contacts?sort=-createdAt');
  assert.equal((list.body['items'] as unknown as unknown[]).length, 1);
});
