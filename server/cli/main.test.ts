import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { openDatabase } from '#platform/database';
import { migrate } from '#platform/migrate';
import { isDataLocked } from '#platform/postgres/data-lock';
import { startPostgres } from '#platform/postgres/start';
import { SILENT_LOG } from '#platform/log';
import { createEmptyDatabase, createTestDatabase } from '#test/database';
import { type Ended, runProcess } from '#test/run-process';
import { COMMANDS } from './commands.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const home = mkdtempSync(join(tmpdir(), 'verstak-cli-'));
after(() => rmSync(home, { recursive: true }));

function verstak(dataDir: string, ...args: string[]): Promise<Ended> {
  return verstakOn('', dataDir, ...args);
}

function verstakOn(url: string, dataDir: string, ...args: string[]): Promise<Ended> {
  return runProcess(process.execPath, [MAIN, ...args], {
    VERSTAK_DATA: dataDir, DATABASE_URL: url, INIT_CWD: home,
  });
}

async function withServer(dataDir: string, work: (sockets: string) => Promise<void>) {
  const running = await startPostgres({
    dataDir, log: SILENT_LOG, settings: { shared_buffers: '32MB' },
  });
  const db = openDatabase(running.connection, 2);
  try {
    await migrate(db);
    await db.query(`insert into platform.setting (name, value) values ('cli.test', '"Насос"')
      on conflict (name) do nothing`);
    await work(running.connection.host);
  } finally {
    await db.end();
    await running.stop();
  }
}

test('every command explains itself', async () => {
  for (const { name, summary } of COMMANDS) {
    const { status, stdout } = await verstak(home, name, '--help');
    assert.equal(status, 0, name);
    assert.match(stdout, new RegExp(`^Usage: npm run verstak -- ${name}`), name);
    assert.ok(summary.length > 10 && summary.length < 90, name);
  }
});

test('an unknown command or option gives the list or a hint, and status 2', async () => {
  const unknown = await verstak(home, 'bakcup');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /There is no command "bakcup"[\s\S]* {2}backup/);
  assert.equal(unknown.stdout, '');
  const option = await verstak(home, 'backup', 'x', '--fast');
  assert.equal(option.status, 2);
  assert.match(option.stderr, /'--fast'[\s\S]*verstak -- backup --help/);
  assert.equal((await verstak(home, 'restore')).status, 2);
});

test('backup joins a running server, restore refuses it, and both start their own', async () => {
  const dataDir = join(home, 'данные');
  await withServer(dataDir, async () => {
    const saved = await verstak(dataDir, 'backup', 'first', '--quiet');
    assert.equal(saved.status, 0, saved.stderr);
    assert.equal(saved.stdout, `${join(home, 'first')}\n`);
    const refused = await verstak(dataDir, 'restore', 'first', '--force');
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /Verstak is running on .*данные: stop it first/);
  });
  const alone = await verstak(dataDir, 'backup', 'second', '--quiet');
  assert.equal(alone.status, 0, alone.stderr);
  const other = join(home, 'other');
  const restored = await verstak(other, 'restore', 'second', '--quiet');
  assert.equal(restored.status, 0, restored.stderr);
  assert.ok(!Number.isNaN(Date.parse(restored.stdout.trim())));
  await withServer(other, async (host) => {
    const db = openDatabase({ host, user: 'verstak', database: 'verstak', port: 5432 }, 1);
    const { rows } = await db.query("select value from platform.setting where name = 'cli.test'");
    await db.end();
    assert.deepEqual(rows, [{ value: 'Насос' }]);
  });
  const again = await verstak(other, 'restore', 'second');
  assert.equal(again.status, 1);
  assert.match(again.stderr, /restore: The database is not empty/);
});

test('an own PostgreSQL is backed up and restored the same way', async () => {
  const [from, to] = [await createTestDatabase(), await createEmptyDatabase()];
  await from.db.query("insert into platform.setting (name, value) values ('cli.url', '7')");
  const saved = await verstakOn(from.url, join(home, 'url-from'), 'backup', 'url', '--quiet');
  assert.equal(saved.status, 0, saved.stderr);
  const connected = await to.db.connect();
  const refused = await verstakOn(to.url, join(home, 'url-to'), 'restore', 'url');
  assert.match(refused.stderr, /Verstak is connected to this database: stop it first/);
  connected.release(true);
  const restored = await verstakOn(to.url, join(home, 'url-to'), 'restore', 'url', '--quiet');
  assert.equal(restored.status, 0, restored.stderr);
  const { rows } = await to.db.query("select value from platform.setting where name = 'cli.url'");
  assert.deepEqual(rows, [{ value: 7 }]);
  assert.equal(existsSync(join(home, 'url-to', 'postgres')), false);
  const unreachable = await verstakOn('postgres://nobody@127.0.0.1:1/none', home, 'doctor');
  assert.equal(unreachable.status, 1);
  assert.match(unreachable.stdout, /WRONG Database: .*\n +mend: check DATABASE_URL/);
});

test('two commands at once take turns when no server runs', async () => {
  const dataDir = join(home, 'turns');
  await withServer(dataDir, () => Promise.resolve());
  const both = await Promise.all([
    verstak(dataDir, 'backup', 'turn-1', '--quiet'),
    verstak(dataDir, 'backup', 'turn-2', '--quiet'),
  ]);
  assert.deepEqual(both.map(({ status }) => status), [0, 0], both.map((one) => one.stderr).join());
});

test('an interrupted command takes its PostgreSQL with it', async () => {
  const dataDir = join(home, 'interrupted');
  await withServer(dataDir, () => Promise.resolve());
  const child = spawn(process.execPath, [MAIN, 'backup', join(home, 'interrupted-backup')], {
    env: { ...process.env, VERSTAK_DATA: dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  // The first line of progress: the database is open.
  await once(child.stderr, 'data');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [143, null]);
  assert.equal(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), false);
  assert.equal(isDataLocked(dataDir), false);
});

test('doctor changes nothing, finds what is wrong and says how to mend it', async () => {
  const fresh = join(home, 'fresh');
  const nothing = await verstak(fresh, 'doctor');
  assert.equal(nothing.status, 0, nothing.stdout);
  assert.match(nothing.stdout, /note {2}Database: is made by the first npm start/);
  assert.equal(existsSync(fresh), false);

  const dataDir = join(home, 'patient');
  mkdirSync(dataDir, { mode: 0o700 });
  await withServer(dataDir, async () => {
    const running = await verstak(dataDir, 'doctor', '--json');
    const findings: { about: string; state: string }[] = JSON.parse(running.stdout);
    const stateOf = (about: string) => findings.find((found) => found.about === about)?.state;
    assert.equal(stateOf('PostgreSQL'), 'well');
    assert.equal(stateOf('Locale'), 'well');
    assert.equal(stateOf('Migrations'), 'well');
    assert.equal(stateOf('Verstak'), 'well');
    // No worker has run on this database, so the months are not made: that is a true finding.
    assert.equal(stateOf('Months'), 'wrong');
    assert.equal(running.status, 1);
  });
  chmodSync(dataDir, 0o755);
  writeFileSync(join(dataDir, 'verstak.key'), 'short', { mode: 0o644 });
  const stopped = await verstak(dataDir, 'doctor');
  assert.equal(stopped.status, 1);
  assert.match(stopped.stdout, /WRONG Data folder: .* open to other users[\s\S]*mend: chmod 700/);
  assert.match(stopped.stdout, /WRONG Key file: .* has 5 bytes instead of 32/);
  assert.match(stopped.stdout, /ok {4}PostgreSQL: 18/);
});
