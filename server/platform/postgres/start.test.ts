import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import pg from 'pg';
import { openDatabase } from '../database.ts';
import { isDataLocked } from './data-lock.ts';
import { isAlive, sendSignal } from './postmaster.ts';
import { chooseServerUser } from './server-user.ts';
import { clusterFolderOf, isServed, type SocketConnection, startPostgres } from './start.ts';

const HOLD = join(import.meta.dirname, '..', '..', '..', 'test', 'hold-postgres.ts');
const IS_ROOT = process.getuid?.() === 0;
const ORDINARY_UID = 65_534;
const SMALL = { logging_collector: 'off', shared_buffers: '32MB' } as const;

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
// A folder made by mkdtemp is closed to everybody else: as root this alone is the awkward place.
const home = mkdtempSync(join(tmpdir(), 'verstak-start-'));
const children = new Set<ChildProcess>();

after(async () => {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all([...children].map((child) => ended(child)));
  rmSync(home, { recursive: true, force: true });
});

type Held = { child: ChildProcess; connection: SocketConnection; postmaster: number };

async function hold(dataDir: string, uid?: number): Promise<Held> {
  const { child, output } = await runHolder(dataDir, uid);
  assert.equal(child.exitCode, null, output);
  return { child, connection: JSON.parse(output), postmaster: postmasterOf(dataDir) };
}

/** Resolves when the holder is ready or has given up; output is what it said. */
function runHolder(
  dataDir: string, uid?: number,
): Promise<{ child: ChildProcess; output: string }> {
  const child = spawn(process.execPath, [HOLD, dataDir], {
    ...(uid ? { uid, gid: uid } : {}), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  return new Promise((done) => {
    let output = '';
    child.stdout?.on('data', (chunk) => done({ child, output: String(chunk) }));
    child.stderr?.on('data', (chunk) => { output += String(chunk); });
    child.on('close', () => done({ child, output }));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => { child.once('exit', () => done()); });
}

function postmasterOf(dataDir: string): number {
  const file = join(clusterFolderOf(dataDir), 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

async function ask<R extends object>(connection: SocketConnection, text: string): Promise<R> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows[0] as R;
  } finally {
    await client.end();
  }
}

test('starts in a deep folder with spaces and Cyrillic, and knows Russian letters', async () => {
  const dataDir = join(home, 'папка с пробелом', 'глубоко'.repeat(12), 'data');
  assert.ok(Buffer.byteLength(dataDir) > 200);
  const running = await startPostgres({ dataDir, log, settings: SMALL });
  try {
    const found = await ask<{ letters: string[]; folded: string; listens: string }>(
      running.connection,
      `select regexp_split_to_array('насос-25', '[^[:alnum:]]') as letters,
              lower('НАСОС') as folded, current_setting('listen_addresses') as listens`,
    );
    assert.deepEqual(found, { letters: ['насос', '25'], folded: 'насос', listens: '' });
  } finally {
    await running.stop();
  }
  assert.equal(existsSync(running.connection.host), false, 'the socket folder is gone');
  assert.equal(isDataLocked(dataDir), false);
});

test('a second start says who holds the folder and leaves the first alone', async () => {
  const dataDir = join(home, 'second');
  assert.equal(isServed(dataDir), false);
  const first = await hold(dataDir);
  assert.equal(isServed(dataDir), true);
  const { child, output } = await runHolder(dataDir);
  await ended(child);
  assert.equal(child.exitCode, 1);
  assert.match(output, new RegExp(`is in use: Verstak \\(pid ${first.child.pid}`));
  assert.deepEqual(await ask(first.connection, 'select 1 as one'), { one: 1 });
  first.child.kill('SIGTERM');
  await ended(first.child);
  assert.equal(first.child.exitCode, 0);
  assert.equal(isAlive(first.postmaster), false);
  assert.equal(isServed(dataDir), false);
});

test('after kill -9 of Node its PostgreSQL is replaced and keeps what was committed', async () => {
  const dataDir = join(home, 'killed');
  const first = await hold(dataDir);
  await ask(first.connection, 'create table kept as select 7 as value');
  first.child.kill('SIGKILL');
  await ended(first.child);
  assert.equal(isAlive(first.postmaster), true, 'the orphan is there to be found');
  const second = await hold(dataDir);
  assert.notEqual(second.postmaster, first.postmaster);
  assert.equal(isAlive(first.postmaster), false);
  assert.deepEqual(await ask(second.connection, 'select value from kept'), { value: 7 });
  second.child.kill('SIGTERM');
  await ended(second.child);
});

test('after kill -9 of everything the next start replays the log', async () => {
  const dataDir = join(home, 'killed-all');
  const first = await hold(dataDir);
  await ask(first.connection, 'create table kept as select 8 as value');
  first.child.kill('SIGKILL');
  sendSignal(first.postmaster, 'SIGKILL');
  await ended(first.child);
  // A pid of a living stranger: PostgreSQL itself would take it for a running server.
  const file = join(clusterFolderOf(dataDir), 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
  const second = await hold(dataDir);
  assert.deepEqual(await ask(second.connection, 'select value from kept'), { value: 8 });
  second.child.kill('SIGTERM');
  await ended(second.child);
});

test('a start waits for what a killed PostgreSQL has left at work', async () => {
  const dataDir = join(home, 'killed-at-work');
  const first = await hold(dataDir);
  // A statement that counts does not look whether its postmaster lives.
  const busy = ask(first.connection, 'select count(*) from generate_series(1, 20000000)')
    .catch(() => undefined);
  await new Promise((done) => { setTimeout(done, 500); });
  first.child.kill('SIGKILL');
  sendSignal(first.postmaster, 'SIGKILL');
  await ended(first.child);
  const second = await hold(dataDir);
  await busy;
  assert.deepEqual(await ask(second.connection, 'select 1 as one'), { one: 1 });
  second.child.kill('SIGTERM');
  await ended(second.child);
});

test('a start right after the launcher was killed waits for its orphan to stop', async () => {
  const dataDir = join(home, 'abandoned');
  const shell = spawn('sh', ['-c', '"$0" "$1" "$2" & echo $!; wait', process.execPath, HOLD,
    dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The tests' own launcher lives on.
    env: { ...process.env, VERSTAK_LAUNCHER: '' },
  });
  const lines: string[] = [];
  for await (const chunk of shell.stdout) {
    lines.push(...String(chunk).trim().split('\n'));
    if (lines.length > 1) break;
  }
  const orphan = Number(lines[0]);
  shell.kill('SIGKILL');
  await ended(shell);
  assert.equal(isAlive(orphan), true);
  const starting = startPostgres({ dataDir, log, settings: SMALL });
  // The launcher's own way of stopping its script is tried in tools/launch.
  setTimeout(() => sendSignal(orphan, 'SIGTERM'), 300);
  await (await starting).stop();
  assert.equal(isAlive(orphan), false);
});

test('a PostgreSQL that was killed alone comes back by itself', async () => {
  const running = await startPostgres({
    dataDir: join(home, 'revived'), log, settings: SMALL,
    onLost: (error) => assert.fail(error),
  });
  const before = postmasterOf(join(home, 'revived'));
  await ask(running.connection, 'create table kept as select 9 as value');
  // A connection in use between two queries dies too, and must not take the process with it.
  const db = openDatabase(running.connection, 1);
  const inUse = await db.connect();
  sendSignal(before, 'SIGKILL');
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answer = await ask(running.connection, 'select value from kept').catch(() => null);
    if (answer) {
      assert.deepEqual(answer, { value: 9 });
      break;
    }
    assert.ok(Date.now() < deadline, 'it did not come back within 30 s');
    await new Promise((done) => { setTimeout(done, 100); });
  }
  assert.notEqual(postmasterOf(join(home, 'revived')), before);
  await assert.rejects(inUse.query('select 1'));
  inUse.release(true);
  assert.equal((await db.query('select value from kept')).rowCount, 1);
  await db.end();
  const startedAt = Date.now();
  await running.stop();
  assert.ok(Date.now() - startedAt < 10_000);
});

test('an interrupted initdb is thrown away', async () => {
  const dataDir = join(home, 'half-made');
  mkdirSync(join(dataDir, 'postgres.new', 'cluster', 'base'), { recursive: true });
  const running = await startPostgres({ dataDir, log, settings: SMALL });
  await running.stop();
  assert.equal(existsSync(join(dataDir, 'postgres.new')), false);
});

const user = { uid: ORDINARY_UID, gid: ORDINARY_UID };
const entered = () => spawnSync(process.execPath, ['-v'], { ...user, cwd: '/' }).status === 0;

// Where this process is an ordinary user itself, every test above has shown it.
test('an ordinary user starts as well, and root goes on as that user', {
  skip: IS_ROOT && !entered() ? 'the checkout is closed to other users' : false,
}, async () => {
  const dataDir = join(home, 'ordinary');
  chmodSync(home, 0o755);
  mkdirSync(dataDir, { mode: 0o700 });
  if (IS_ROOT) chownSync(dataDir, user.uid, user.gid);
  const held = await hold(dataDir, IS_ROOT ? user.uid : undefined);
  const { me } = await ask<{ me: string }>(held.connection, 'select current_user as me');
  assert.equal(me, 'verstak');
  held.child.kill('SIGTERM');
  await ended(held.child);
  const again = await startPostgres({ dataDir, log, settings: SMALL });
  await again.stop();
  const owner = statSync(clusterFolderOf(dataDir)).uid;
  assert.equal(owner, IS_ROOT ? user.uid : process.getuid?.());
});

test("somebody else's folder is named with the command that takes it over", () => {
  assert.throws(
    () => chooseServerUser('/', 65_000),
    /in \/ belongs to uid 0, and you are uid 65000\.\nTo mend it: .*chown -R 65000 "\/"/,
  );
});
