// Several processes on one database, and stops at moments when nothing is ready yet.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { one } from '#platform/database';
import { createEmptyDatabase } from '#test/database';

const MAIN = join(import.meta.dirname, 'main.ts');
const READY_TIMEOUT_MS = 90_000;
const home = mkdtempSync(join(tmpdir(), 'verstak-main-'));
const children = new Set<ChildProcess>();

after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await delay(200);
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

type Server = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

function start(name: string, env: Record<string, string>): Server {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(NODE_TEST|VERSTAK_|DATABASE_URL)/.test(key)));
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited, PORT: '0', VERSTAK_DEMO: '0', VERSTAK_LOG_LEVEL: 'warn',
      VERSTAK_DATA: join(home, name), ...env,
    },
  });
  let text = '';
  child.stdout.on('data', (chunk) => { text += chunk; });
  child.stderr.on('data', (chunk) => { text += chunk; });
  children.add(child);
  const ended = new Promise<number | null>((done) => {
    child.on('close', (status) => { children.delete(child); done(status); });
  });
  return { child, output: () => text, ended };
}

async function ready({ child, output }: Server): Promise<string> {
  const until = Date.now() + READY_TIMEOUT_MS;
  while (!output().includes('Verstak is ready:')) {
    assert.ok(child.exitCode === null && Date.now() < until, `not ready: ${output()}`);
    await delay(50);
  }
  return /Verstak is ready: (.*)/.exec(output())![1]!;
}

/** PostgreSQL takes its pid file away a moment before it ends. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await delay(50);
  }
  return false;
}

test('SIGTERM at any moment of the start leaves no PostgreSQL behind', async (t) => {
  const pidFile = join(home, 'early', 'postgres', 'postmaster.pid');
  for (const waitMs of [300, 900, 1_800, 3_000]) {
    const server = start('early', {});
    await delay(waitMs);
    const postmaster = existsSync(pidFile)
      ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : null;
    t.diagnostic(`after ${waitMs} ms: ${postmaster ? 'PostgreSQL runs' : 'no PostgreSQL yet'}`);
    server.child.kill('SIGTERM');
    await server.ended;
    assert.ok(!existsSync(pidFile), `postmaster.pid after ${waitMs} ms: ${server.output()}`);
    if (postmaster) assert.ok(await isGone(postmaster), 'PostgreSQL lives');
  }
});

test('a process of another address of the machine explains itself and ends with 1', async () => {
  const server = start('nowhere', { HOST: '203.0.113.7' });
  assert.equal(await server.ended, 1);
  assert.match(server.output(), /203\.0\.113\.7 is no address of this machine/);
  assert.doesNotMatch(server.output(), /\n\s+at /, 'a stack is not an explanation');
  assert.ok(!existsSync(join(home, 'nowhere', 'postgres', 'postmaster.pid')));
});

test('web and worker apart, started at once on one empty database, make one company', async () => {
  const database = await createEmptyDatabase();
  const env = { DATABASE_URL: database.url, VERSTAK_DEMO: '1' };
  const web = start('shared', { ...env, VERSTAK_ROLES: 'web' });
  const second = start('shared', { ...env, VERSTAK_ROLES: 'web' });
  const worker = start('shared', { ...env, VERSTAK_ROLES: 'worker' });
  const [url, otherUrl, place] = await Promise.all([ready(web), ready(second), ready(worker)]);
  assert.equal(place, 'worker', 'a worker has no address to tell');
  const people = await one<{ admins: number; loaded: number }>(database.db, `
    select (select count(*) from platform.account where login = 'admin') as admins,
      (select count(*) from platform.setting where name = 'demo.loaded') as loaded`);
  assert.deepEqual(people, { admins: 1, loaded: 1 });
  for (const address of [url, otherUrl]) {
    const health = await fetch(`${address}/healthz`);
    assert.equal(health.status, 200, address);
  }
  const open = start('shared', { ...env, HOST: '0.0.0.0', VERSTAK_ROLES: 'web' });
  await ready(open);
  await delay(200);
  assert.match(open.output(), /Demo logins are refused[\s\S]*VERSTAK_DEMO_PUBLIC=1/);
  for (const { child, ended } of [web, second, worker, open]) {
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  }
});
