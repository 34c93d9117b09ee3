import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { findOnecKey } from '#platform/auth/api-keys';
import type { Db } from '#platform/database';
import { createBinder } from '#platform/http/bind';
import { createHttp } from '#platform/http/server';
import { SILENT_LOG } from '#platform/log';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase } from '#test/database';
import { createPeople, type People } from '#test/people';
import { createAuthenticator } from './authenticator.ts';
import { keyRoutes } from './key-routes.ts';
import { staffRoutes } from './routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { DEMO_PASSWORD } from './sign-in.ts';

let db: Db;
let people: People;
let app: FastifyInstance;
const folder = mkdtempSync(join(tmpdir(), 'verstak-keys-'));
const secrets = openSecrets(folder);

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  app = await createHttp({ log: SILENT_LOG as never, trustProxy: true, version: 'test' });
  const now = () => new Date();
  const authenticator = createAuthenticator({ db, now });
  const { bind } = createBinder({ app, db, authenticate: authenticator.authenticate, now });
  sessionRoutes(bind, { authenticator, demoAllowed: true });
  staffRoutes(bind, { authenticator });
  keyRoutes(bind, {
    authenticator, secrets,
    bases: { read: async () => new Map(), known: async () => ['ut'], bind: async () => null },
  });
  await app.ready();
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Sent = { status: number; body: Record<string, unknown>; headers: Record<string, unknown> };

async function send(
  method: Method, url: string, headers: Record<string, string> = {}, payload?: object,
): Promise<Sent> {
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  const body = (answer.body ? answer.json() : {}) as Record<string, unknown>;
  return { status: answer.statusCode, body, headers: answer.headers };
}

async function enter(login: string): Promise<{ cookie: string }> {
  const { status, headers } = await send('POST', '/api/session', {},
    { login, password: DEMO_PASSWORD });
  assert.equal(status, 200);
  return { cookie: String(headers['set-cookie']).split(';')[0]! };
}

test('signing in sets a cookie that scripts cannot read and signing out ends it', async () => {
  const opened = await send('POST', '/api/session', {},
    { login: 'manager', password: DEMO_PASSWORD });
  const cookie = String(opened.headers['set-cookie']);
  assert.match(cookie, /^verstak_session=[\w-]{43}; Max-Age=1209600; Path=\/; /);
  assert.match(cookie, /; HttpOnly; SameSite=Lax$/);
  const secure = await send('POST', '/api/session', { 'x-forwarded-proto': 'https' },
    { login: 'manager', password: DEMO_PASSWORD });
  assert.match(String(secure.headers['set-cookie']), /; Secure/);
  const session = { cookie: cookie.split(';')[0]! };
  assert.equal((await send('GET', '/api/session', session)).status, 200);
  assert.equal((await send('DELETE', '/api/session', session)).status, 204);
  const closed = await send('GET', '/api/session', session);
  assert.equal(closed.status, 401);
  assert.equal(closed.body['code'], 'session.required');
  const wrong = await send('POST', '/api/session', {}, { login: 'manager', password: 'x' });
  assert.equal(wrong.status, 401);
  assert.equal(wrong.headers['set-cookie'], undefined);
});

test('a page of a foreign site cannot sign anybody in', async () => {
  const foreign = await send('POST', '/api/session', { origin: 'https://evil.example' },
    { login: 'manager', password: DEMO_PASSWORD });
  assert.equal(foreign.body['code'], 'origin.foreign');
});

test('own sessions are listed and ended one by one, foreign ones are out of reach', async () => {
  const here = await enter('colleague');
  const there = await enter('colleague');
  const list = await send('GET', '/api/session/all', here);
  const items = list.body['items'] as { id: number; current: boolean }[];
  assert.equal(items.length, 2);
  const other = items.find((item) => !item.current)!;
  const stranger = await enter('stranger');
  const url = `/api/session/all/${other.id}`;
  assert.equal((await send('DELETE', url, stranger)).status, 404);
  assert.equal((await send('DELETE', url, here)).status, 204);
  assert.equal((await send('GET', '/api/session', there)).status, 401);
  assert.equal((await send('GET', '/api/session', here)).status, 200);
});

test('a bearer key acts by its role until it is revoked', async () => {
  const admin = await enter('admin');
  const create = (body: object) => send('POST', '/api/keys', admin, body);
  const made = await create({ kind: 'api', name: 'Отчёты', roleCode: 'director' });
  const { keyId, secret } = made.body as { keyId: string; secret: string };
  const headers = { authorization: `Bearer ${keyId}.${secret}` };
  assert.equal((await send('GET', '/api/employees?limit=1', headers)).status, 200);
  assert.equal((await send('GET', '/api/session', headers)).status, 401);
  assert.equal((await send('GET', '/api/roles', headers)).status, 403);
  const wrong = { authorization: `Bearer ${keyId}.x` };
  assert.equal((await send('GET', '/api/employees', wrong)).status, 401);
  const listed = JSON.stringify((await send('GET', '/api/keys', admin)).body);
  assert.ok(listed.includes(keyId) && !listed.includes(secret));
  assert.equal((await send('GET', '/api/keys', await enter('head'))).status, 403);
  assert.equal((await send('DELETE', `/api/keys/${keyId}`, admin)).status, 204);
  assert.equal((await send('GET', '/api/employees?limit=1', headers)).status, 401);
  assert.equal((await send('DELETE', `/api/keys/${keyId}`, admin)).status, 404);
  assert.equal((await create({ kind: 'api', name: 'Без роли' })).status, 422);
  await db.query(`insert into staff.role (code, name) values ('narrow', 'Узкая')`);
  const narrow = { kind: 'api', name: 'Пустой', roleCode: 'narrow' };
  await db.query(`insert into staff.role_grant (role_id, entity, action, scope)
    select id, 'deal', 'read', 'own' from staff.role where code = 'narrow'`);
  const empty = await create(narrow);
  assert.equal(empty.status, 422, 'a key that opens nothing is not made');
  assert.deepEqual((empty.body['fields'] as { field: string }[])[0]?.field, 'employeeId');
  assert.equal((await create({ ...narrow, employeeId: people.manager.id })).status, 200);
  const theirs = { kind: 'api', name: 'Сайт', roleCode: 'operator', employeeId: people.manager.id };
  assert.equal((await create(theirs)).status, 200);
  const keys = JSON.stringify((await send('GET', '/api/keys', admin)).body);
  assert.match(keys, /"name":"Петров Иван"/);
  assert.equal((await create({ ...theirs, employeeId: 999_999 })).status, 422);
  const ofOnec = { kind: 'onec', name: 'x', employeeId: people.manager.id };
  assert.equal((await create(ofOnec)).status, 422);
});

test('a key of 1C keeps a secret that can be read back for signing', async () => {
  const admin = await enter('admin');
  const made = await send('POST', '/api/keys', admin, { kind: 'onec', name: 'УТ 11' });
  const { keyId, secret } = made.body as { keyId: string; secret: string };
  assert.equal((await findOnecKey(db, secrets, keyId))?.secret, secret);
  await send('DELETE', `/api/keys/${keyId}`, admin);
  assert.equal(await findOnecKey(db, secrets, keyId), undefined);
});

test('an administrator hires, edits and dismisses; the screen sees it in the answer', async () => {
  const admin = await enter('admin');
  const hired = await send('POST', '/api/employees', admin, {
    name: 'Новиков Лев', departmentId: people.pumps, login: 'novikov', password: 'новый пароль',
    position: null, phone: '+7 900 000-00-00',
  });
  assert.equal(hired.status, 200);
  const { id, version } = hired.body as { id: number; version: number };
  const edited = await send('PATCH', `/api/employees/${id}`, admin, {
    version, phone: null, deputyId: people.manager.id, absentFrom: '2026-11-23',
  });
  assert.equal(edited.status, 200);
  assert.equal(edited.body['phone'], null);
  const cleared = await send('PATCH', `/api/employees/${id}`, admin, {
    version: version + 1, deputyId: null, absentFrom: null,
  });
  assert.equal(cleared.body['deputy'], null);
  assert.equal(cleared.body['absentFrom'], null);
  const login = { login: 'novikov', password: 'новый пароль' };
  const opened = await send('POST', '/api/session', {}, login);
  const cookie = { cookie: String(opened.headers['set-cookie']).split(';')[0]! };
  assert.equal((await send('GET', '/api/session', cookie)).status, 200);
  const gone = await send('POST', `/api/employees/${id}/dismissal`, admin,
    { version: version + 2 });
  assert.equal(gone.status, 200);
  assert.equal((await send('GET', '/api/session', cookie)).status, 401);
  const headed = await send('PATCH', `/api/employees/${people.manager.id}`, admin,
    { version: 1, deputyId: id });
  assert.deepEqual([headed.status, (headed.body['fields'] as { field: string }[])[0]?.field],
    [422, 'deputyId'], 'nobody stands in who has gone');
  assert.equal((await send('POST', '/api/employees', admin,
    { name: 'Без замены', departmentId: people.pumps, deputyId: id })).status, 422);
});

test('a taken login and a stale version are told by field and by code', async () => {
  const admin = await enter('admin');
  const taken = await send('POST', '/api/employees', admin, {
    name: 'Двойник', departmentId: people.pumps, login: 'HEAD', password: 'длинный пароль',
  });
  assert.equal(taken.status, 409);
  assert.deepEqual(taken.body['fields'], [{ field: 'login', reason: 'Такой логин уже занят.' }]);
  const stale = await send('PATCH', `/api/employees/${people.head.id}`, admin,
    { version: 99, name: 'Другой' });
  assert.equal(stale.body['code'], 'record.changed');
  const unknown = await send('PATCH', `/api/employees/${people.head.id}`, admin,
    { version: 1, accountId: 1 });
  assert.equal(unknown.status, 400);
});

test('one cell of the matrix is changed and felt by the next request', async () => {
  const admin = await enter('admin');
  const manager = await enter('manager');
  const roles = (await send('GET', '/api/roles', admin)).body as unknown as {
    id: number; code: string;
  }[];
  const { id } = roles.find((role) => role.code === 'manager')!;
  const cell = (scope: string | null) => send('PUT', `/api/roles/${id}/grants`, admin,
    { entity: 'employee', action: 'read', scope });
  assert.equal((await cell(null)).status, 200);
  assert.equal((await send('GET', '/api/employees', manager)).status, 403);
  await cell('department');
  const seen = (await send('GET', '/api/employees?total=1', manager)).body;
  const expected = await db.query(
    'select 1 from staff.employee where department_id = $1', [people.pumps]);
  assert.equal(seen['total'], expected.rowCount);
  const stranger = `/api/employees/${people.stranger.id}`;
  assert.equal((await send('GET', stranger, manager)).status, 404);
  await cell('all');
  assert.equal((await send('GET', stranger, manager)).status, 200);
  const idle = await send('PUT', `/api/roles/${id}/grants`, admin,
    { entity: 'deal', action: 'aggregate', scope: 'all' });
  assert.equal(idle.status, 422, 'a right that nothing checks is not given');
});
