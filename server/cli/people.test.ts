import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { findBearerKey, findOnecKey } from '#platform/auth/api-keys';
import { systemContext } from '#platform/context';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { signIn } from '#modules/staff';

const MAIN = join(import.meta.dirname, 'main.ts');
const dataDir = mkdtempSync(join(tmpdir(), 'verstak-people-'));
let database: TestDatabase;

before(async () => { database = await createTestDatabase(); });
after(() => rmSync(dataDir, { recursive: true }));

type Ended = { status: number | null; stdout: string; stderr: string };

function verstak(...args: string[]): Promise<Ended> {
  const env = { ...process.env, VERSTAK_DATA: dataDir, DATABASE_URL: database.url };
  const child = spawn(
    process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => { stdout += chunk; });
  child.stderr.on('data', (chunk) => { stderr += chunk; });
  return new Promise((done) => {
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
}

const origin = { address: '127.0.0.1', userAgent: null, demoAllowed: false };

test('a created user signs in with the printed password', async () => {
  const made = await verstak('user', 'create', '--login', 'Petrov', '--role', 'head', '--json');
  assert.equal(made.status, 0, made.stderr);
  const { employeeId, password } = JSON.parse(made.stdout);
  assert.ok(employeeId > 0);
  const ctx = systemContext(database.db, 'system');
  assert.ok((await signIn(ctx, { login: 'petrov', password, ...origin })).token);
  const again = await verstak('user', 'create', '--login', 'petrov', '--role', 'head');
  assert.equal(again.status, 1);
  assert.match(again.stderr, /petrov is taken/);
  assert.equal(again.stdout, '');
});

test('an unknown role and a missing option are not understood', async () => {
  const role = await verstak('user', 'create', '--login', 'x2', '--role', 'boss');
  assert.equal(role.status, 2);
  assert.match(role.stderr, /no role boss; there are manager, head/);
  assert.equal((await verstak('user', 'remove', '--login', 'x2')).status, 2);
  assert.equal((await verstak('key', 'create', '--kind', 'odata', '--name', 'x')).status, 2);
});

test('keys are printed once as one line of JSON and work', async () => {
  const onec = await verstak('key', 'create', '--kind', '1c', '--name', 'УТ 11', '--json');
  assert.equal(onec.status, 0, onec.stderr);
  const signing = JSON.parse(onec.stdout);
  const found = await findOnecKey(database.db, openSecrets(dataDir), signing.keyId);
  assert.equal(found?.secret, signing.secret);
  const api = await verstak(
    'key', 'create', '--kind', 'api', '--name', 'Отчёты', '--role', 'director', '--json');
  const { keyId, secret } = JSON.parse(api.stdout);
  const bearer = await findBearerKey(database.db, `${keyId}.${secret}`);
  assert.equal(bearer?.roleCode, 'director');
  assert.equal(await findBearerKey(database.db, `${keyId}.${secret}x`), undefined);
  const own = await verstak('key', 'create', '--kind', 'api', '--name', 'Сайт',
    '--role', 'operator', '--as', 'PETROV', '--json');
  assert.equal(own.status, 0, own.stderr);
  const site = JSON.parse(own.stdout);
  assert.ok((await findBearerKey(database.db, `${site.keyId}.${site.secret}`))?.employeeId);
  const stray = await verstak('key', 'create', '--kind', 'api', '--name', 'x', '--as', 'nobody');
  assert.equal(stray.status, 2);
  assert.match(stray.stderr, /Nobody works here under the login nobody/);
});
