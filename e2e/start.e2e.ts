// `npm start` as a person meets it: what it prints, what it refuses, and that nothing which happens
// to the process (a second start, a busy port, kill -9, SIGTERM) leaves it unable to start again.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { CHECKOUT } from '#platform/config';
import { signIn } from '#test/app';
import { eventually } from './support/eventually.ts';

/** The demo is loaded in half a minute on a machine of its own, in four beside other loads. */
const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 10_000;
/** What the built screens were built of. */
const STAMP = join(CHECKOUT, 'web', 'dist', '.stamp');

type Started = {
  child: ChildProcess;
  output: () => string;
  /** Status or the name of the signal. */
  ended: Promise<number | string>;
};

const folder = mkdtempSync(join(tmpdir(), 'verstak-start-'));
const running = new Set<ChildProcess>();

after(async () => {
  for (const child of running) killGroup(child, 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 500));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function start(data: string, port: number, more: Record<string, string> = {}): Started {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_TEST|VERSTAK_)/.test(name)));
  const child = spawn(process.execPath, ['tools/run.mjs', 'tools/start.ts'], {
    cwd: CHECKOUT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, VERSTAK_DATA: data, PORT: String(port), VERSTAK_LOG_LEVEL: 'warn', ...more },
  });
  let text = '';
  child.stdout.on('data', (chunk) => { text += chunk; });
  child.stderr.on('data', (chunk) => { text += chunk; });
  running.add(child);
  const ended = new Promise<number | string>((done) => {
    child.on('close', (status, signal) => {
      running.delete(child);
      done(signal ?? status ?? -1);
    });
  });
  return { child, output: () => text, ended };
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function ready(started: Started, port: number): Promise<void> {
  await eventually(() => {
    assert.ok(running.has(started.child), `it ended: ${started.output()}`);
    assert.match(started.output(), new RegExp(`^Verstak is ready: http://127.0.0.1:${port}$`, 'm'));
  }, START_TIMEOUT_MS);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address() as { port: number };
  await new Promise((done) => { server.close(done); });
  return port;
}

async function stopInTime(started: Started): Promise<void> {
  const at = performance.now();
  started.child.kill('SIGTERM');
  assert.equal(await started.ended, 0, started.output());
  const tookMs = Math.round(performance.now() - at);
  console.log(`SIGTERM to the end took ${tookMs} ms`);
  assert.ok(tookMs <= STOP_TIMEOUT_MS, `the stop took ${tookMs} ms`);
}

test('an empty installation starts, defends its folder and port, survives kill -9', async () => {
  const data = join(folder, 'empty');
  const port = await freePort();
  const empty = { VERSTAK_DEMO: '0' };
  const first = start(data, port, empty);
  await ready(first, port);
  const passwords = [...first.output().matchAll(/^Administrator: (\S+), .*: (\S+)$/gm)];
  assert.equal(passwords.length, 1, first.output());
  const [, login = '', password = ''] = passwords[0]!;
  const url = `http://127.0.0.1:${port}`;
  await signIn(url, login, password);

  // The screens of older sources are the running server's until it is stopped.
  const built = readFileSync(STAMP, 'utf8');
  writeFileSync(STAMP, 'older');
  const second = start(data, await freePort(), empty);
  assert.equal(await second.ended, 1, second.output());
  assert.equal(readFileSync(STAMP, 'utf8'), 'older', 'a refused start builds nothing');
  writeFileSync(STAMP, built);
  assert.match(second.output(), /^verstak: .*(in use|already|runs)/m);
  assert.doesNotMatch(second.output(), /\n\s+at /, 'a refusal is a sentence, not a stack');

  killGroup(first.child, 'SIGKILL');
  await first.ended;
  const third = start(data, port, empty);
  await ready(third, port);
  assert.doesNotMatch(third.output(), /password/, 'the password is shown once');
  await signIn(url, login, password);
  await stopInTime(third);
  assert.ok(!existsSync(join(data, 'postgres', 'postmaster.pid')), 'PostgreSQL has stopped too');

  const squatter = createServer();
  await new Promise<void>((done) => { squatter.listen(port, '127.0.0.1', done); });
  const fourth = start(data, port, empty);
  assert.equal(await fourth.ended, 1, fourth.output());
  assert.match(fourth.output(), new RegExp(`^verstak: Port ${port} .* busy`, 'm'));
  assert.doesNotMatch(fourth.output(), /\n\s+at /);
  await new Promise((done) => { squatter.close(done); });
});

test('the demo company is loaded on the first start and its logins are printed', async () => {
  const data = join(folder, 'demo');
  const port = await freePort();
  const at = performance.now();
  const started = start(data, port);
  await ready(started, port);
  console.log(`the first start with the demo took ${Math.round(performance.now() - at)} ms`);
  await eventually(() => assert.match(started.output(), /^Demo logins, .*: .*/m));
  for (const login of ['admin', 'director', 'head', 'manager', 'manager2', 'operator']) {
    assert.match(started.output(), new RegExp(`Demo logins.*\\b${login}\\b`));
    await signIn(`http://127.0.0.1:${port}`, login, 'verstak-demo');
  }
  await stopInTime(started);
});
