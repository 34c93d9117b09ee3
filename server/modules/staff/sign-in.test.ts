import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { systemContext, type Context } from '#platform/context';
import type { Db } from '#platform/database';
import { SESSION_COOKIE } from '#platform/http/security';
import { createTestDatabase } from '#test/database';
import { createPeople, type People } from '#test/people';
import { createAuthenticator } from './authenticator.ts';
import { changePassword } from './change-password.ts';
import { dismissEmployee, reinstateEmployee } from './dismiss-employee.ts';
import { editEmployee } from './edit-employee.ts';
import { readEmployee } from './employee-list.ts';
import { grantLogin } from './grant-login.ts';
import { initialsOf, readSession } from './read-session.ts';
import { roleIdsByCode } from './roles.ts';
import { DEMO_PASSWORD, signIn } from './sign-in.ts';

let db: Db;
let people: People;
let system: Context;
let clock = new Date('2026-11-23T09:00:00Z');
const now = () => clock;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db, now);
  system = systemContext(db, 'system', now);
});

let addresses = 0;

function attempt(login: string, password = DEMO_PASSWORD, address?: string) {
  addresses += 1;
  return signIn(system, {
    login, password, address: address ?? `10.0.0.${addresses}`, userAgent: 'test',
    demoAllowed: true,
  });
}

const withCookie = (token: string) =>
  ({ headers: {}, cookies: { [SESSION_COOKIE]: token } }) as unknown as FastifyRequest;

test('a login is found without case and answers with the rights of the person', async () => {
  const { token } = await attempt(' Manager ');
  const authenticator = createAuthenticator({ db, now });
  const known = await authenticator.authenticate(withCookie(token));
  assert.equal(known?.actor.employeeId, people.manager.id);
  assert.equal(known?.source, 'ui');
  const session = await readSession(db, known!.actor);
  assert.equal(session.employee.initials, 'ПИ');
  assert.deepEqual(session.hidden, ['line.cost']);
  assert.ok(session.rights.some((r) => r.entity === 'deal' && r.action === 'read'
    && r.scope === 'own'));
  assert.equal(await authenticator.authenticate(withCookie('x')), null);
});

test('initials take the first letters of two words', () => {
  assert.equal(initialsOf('  иван  Петров Сергеевич'), 'ИП');
  assert.equal(initialsOf('Ваня'), 'В');
});

test('a wrong password and an unknown login are refused in the same words', async () => {
  const refusal = { code: 'login.failed', detail: 'Проверьте раскладку и Caps Lock.' };
  await assert.rejects(attempt('manager', 'не тот пароль'), refusal);
  await assert.rejects(attempt('nobody'), refusal);
});

test('guessing is slowed down for the login, and let go by a success later', async () => {
  for (let tries = 0; tries < 6; tries += 1) {
    await assert.rejects(attempt('colleague', 'guess-guess'), { code: 'login.failed' });
  }
  await assert.rejects(attempt('colleague'), { code: 'login.throttled' });
  clock = new Date(clock.getTime() + 1000 * 60);
  await attempt('colleague');
  await attempt('colleague');
});

test('guessing many logins from one address is slowed down too', async () => {
  for (let tries = 0; tries < 31; tries += 1) {
    await assert.rejects(attempt(`guess${tries}`, 'guess-guess', '10.9.9.9'),
      { code: 'login.failed' });
  }
  await assert.rejects(attempt('manager', DEMO_PASSWORD, '10.9.9.9'),
    { code: 'login.throttled' });
  await attempt('manager');
});

test('the demo password does not open a server that strangers reach', async () => {
  await assert.rejects(signIn(system, {
    login: 'manager', password: DEMO_PASSWORD, address: '10.1.1.1', userAgent: null,
    demoAllowed: false,
  }), { code: 'login.failed' });
});

test('dismissal ends the sessions and closes the login', async () => {
  const { token } = await attempt('stranger');
  const authenticator = createAuthenticator({ db, now });
  assert.ok(await authenticator.authenticate(withCookie(token)));
  const { version } = await readEmployee(db, system.actor, people.stranger.id);
  await dismissEmployee(system, { id: people.stranger.id, version });
  authenticator.forget([{ entity: 'employee' }]);
  assert.equal(await authenticator.authenticate(withCookie(token)), null);
  await assert.rejects(attempt('stranger'), { code: 'login.failed' });
  const { rows } = await db.query<{ kind: string }>(
    `select kind from platform.event where entity = 'employee' and entity_id = $1
     order by id desc limit 1`, [people.stranger.id]);
  assert.equal(rows[0]?.kind, 'employee.dismissed');
  await reinstateEmployee(system, { id: people.stranger.id });
  await attempt('stranger');
  assert.equal(await createAuthenticator({ db, now }).authenticate(withCookie(token)), null);
});

test('a change of rights is felt at once by events and within seconds without', async () => {
  const { token } = await attempt('marketer');
  const authenticator = createAuthenticator({ db, now });
  const scope = async () =>
    (await authenticator.authenticate(withCookie(token)))?.actor.grants.get('deal.read');
  assert.equal(await scope(), undefined);
  const roles = await roleIdsByCode(db);
  const { version } = await readEmployee(db, system.actor, people.marketer.id);
  await editEmployee(system, {
    id: people.marketer.id, version, roleIds: [roles.get('director')!],
  });
  assert.equal(await scope(), undefined);
  authenticator.forget([{ entity: 'deal' }]);
  assert.equal(await scope(), undefined);
  authenticator.forget([{ entity: 'employee' }]);
  assert.equal(await scope(), 'all');
  await editEmployee(system, {
    id: people.marketer.id, version: version + 1, roleIds: [roles.get('marketer')!],
  });
  clock = new Date(clock.getTime() + 6_000);
  assert.equal(await scope(), undefined);
});

test('a new password ends the other sessions and keeps this one', async () => {
  const here = await attempt('engineer');
  const there = await attempt('engineer');
  const authenticator = createAuthenticator({ db, now });
  const session = await authenticator.sessionOf(withCookie(here.token));
  const { actor } = (await authenticator.authenticate(withCookie(here.token)))!;
  const ctx = { ...system, actor };
  const change = { ...session!, current: DEMO_PASSWORD, next: 'совсем другой пароль' };
  await assert.rejects(changePassword(ctx, { ...change, current: 'не тот' }),
    { code: 'field.invalid' });
  await assert.rejects(changePassword(ctx, { ...change, next: 'коротко' }),
    { code: 'field.invalid' });
  await changePassword(ctx, change);
  authenticator.clear();
  assert.ok(await authenticator.authenticate(withCookie(here.token)));
  assert.equal(await authenticator.authenticate(withCookie(there.token)), null);
  await attempt('engineer', change.next);
  await assert.rejects(attempt('engineer'), { code: 'login.failed' });
});

test('a login given by an administrator works, a taken one is refused', async () => {
  await grantLogin(system, { id: people.colleague.id, login: 'Orlova', password: 'orlova-2026' });
  await attempt('orlova', 'orlova-2026');
  await assert.rejects(attempt('colleague'), { code: 'login.failed' });
  await assert.rejects(
    grantLogin(system, { id: people.colleague.id, login: 'admin' }),
    { constraint: 'account_login_unique' });
});
