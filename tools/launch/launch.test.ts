import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import test, { after } from 'node:test';
import { runProcess } from '#test/run-process';
import { withInstallLock } from './install-lock.mjs';
import { matchesLock } from './install.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const RUN = join(ROOT, 'tools', 'run.mjs');
const home = mkdtempSync(join(tmpdir(), 'verstak запуск-'));
after(() => rmSync(home, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
}

test('the pinned Node runs TypeScript; words, stdout and exit status pass through', async () => {
  const path = script('said.ts', `
    const said: string[] = [process.versions.node, ...process.argv.slice(2)];
    console.log(JSON.stringify(said));
    process.exitCode = 7;`);
  const { status, stdout, stderr } = await runProcess('node', [RUN, path, 'два слова', '--x']);
  const pinned = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    .optionalDependencies[`node-${process.platform}-${process.arch}`];
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), [pinned ?? process.versions.node, 'два слова', '--x']);
  assert.equal(status, 7);
});

const WAITING = `
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(3); });
  setInterval(() => undefined, 1000);
  console.log('waiting');`;

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`a launcher that gets ${signal} leaves no script behind`, async () => {
    const path = script(`waits-${signal}.ts`, WAITING);
    const child = spawn('node', [RUN, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    let said = '';
    await new Promise<void>((done) => {
      child.stdout.on('data', (chunk) => {
        said += String(chunk);
        if (said === 'waiting\n') child.kill(signal);
      });
      // Closed when the last process that could write to it is gone.
      child.stdout.on('close', () => done());
    });
    assert.equal(said, 'waiting\nstopped\n');
    assert.deepEqual(await ended, signal === 'SIGTERM' ? [3, null] : [null, 'SIGKILL']);
  });
}

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`npm that gets ${signal} leaves no script behind`, async () => {
    const root = join(home, `npm-${signal}`);
    mkdirSync(root);
    const path = join(root, 'waits.ts');
    writeFileSync(path, WAITING);
    const scripts = { start: `exec node "${RUN}" "${path}"` };
    writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', scripts }));
    const child = spawn('npm', ['start', '--silent'], {
      cwd: root, stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(child, 'exit');
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.endsWith('waiting\n')) child.kill(signal);
    });
    await once(child.stdout, 'close');
    assert.equal(said.trim(), 'waiting\nstopped');
    assert.deepEqual(await ended, signal === 'SIGTERM' ? [3, null] : [null, 'SIGKILL']);
  });
}

test('no shell stands between npm and the launcher', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const [name, command] of Object.entries<string>(scripts)) {
    assert.match(command, /^exec node tools\/run\.mjs /, name);
  }
});

type Entry = { version: string; optional?: boolean };

function checkout(name: string, locked: Record<string, Entry>, installed: Record<string, Entry>) {
  const root = join(home, name);
  const pinned = process.platform === 'linux'
    ? join(root, 'node_modules', `node-linux-${process.arch}`, 'bin') : root;
  mkdirSync(pinned, { recursive: true });
  writeFileSync(join(pinned, 'node'), '');
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
  writeFileSync(
    join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  for (const path of Object.keys(installed)) {
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path, 'package.json'), '{}');
  }
  return root;
}

test('what is installed is compared package by package with the lockfile', () => {
  const a = { version: '1.0.0' };
  const both = { 'node_modules/a': a, 'node_modules/b': { version: '2.0.0', optional: true } };
  const same = { 'node_modules/a': a };
  assert.equal(matchesLock(checkout('same', both, same)), true);
  const older = { 'node_modules/a': { version: '0.9.0' } };
  assert.equal(matchesLock(checkout('older', both, older)), false);
  assert.equal(matchesLock(checkout('fewer', both, {})), false);
  assert.equal(matchesLock(checkout('more', same, both)), false);
  const root = checkout('holed', both, same);
  rmSync(join(root, 'node_modules', 'a'), { recursive: true });
  assert.equal(matchesLock(root), false);
});

test('two installs of one checkout take turns, and a dead one holds nobody up', async () => {
  const root = join(home, 'turns');
  const lock = join(root, '.cache', 'install.lock');
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => { gone.on('exit', done); });
  mkdirSync(lock, { recursive: true });
  writeFileSync(join(lock, 'pid'), String(gone.pid));
  let inside = 0;
  let most = 0;
  await Promise.all([1, 2].map(() => withInstallLock(root, async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((done) => { setTimeout(done, 50); });
    inside -= 1;
  })));
  assert.equal(most, 1);
  assert.equal(existsSync(lock), false);
});

/** A checkout whose npm is a script of ours: what npm says cannot be provoked at will. */
async function startWithNpm(name: string, npm: string) {
  const root = join(home, name);
  mkdirSync(join(root, 'tools'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  await runProcess('cp', ['-r', RUN, join(ROOT, 'tools', 'launch'), join(root, 'tools')]);
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{"node_modules/a":{"version":"1"}}}');
  writeFileSync(join(root, 'bin', 'npm'), `#!/bin/sh\n${npm}\n`);
  chmodSync(join(root, 'bin', 'npm'), 0o755);
  const path = `${join(root, 'bin')}${delimiter}${process.env['PATH']}`;
  return runProcess('node', [join(root, 'tools', 'run.mjs'), 'x.ts'], {
    PATH: path, npm_execpath: '',
  });
}

test('a failing npm is explained, and an unwritable cache is replaced by our own', async () => {
  const offline = await startWithNpm('offline', 'echo "npm error code ENOTFOUND" >&2; exit 1');
  assert.equal(offline.status, 1);
  assert.match(offline.stderr, /npm cannot reach its registry and its cache lacks them/);
  assert.equal(offline.stdout, '');
  const closed = await startWithNpm('closed', `
    case "$*" in *--cache=*) echo "second: $*" >&2; exit 1;; esac
    echo "npm error EROFS: read-only file system, mkdir '/root/.npm/_cacache'" >&2; exit 1`);
  assert.match(closed.stderr, /cache is not writable, trying again with .*closed\/\.cache\/npm/);
  assert.match(closed.stderr, /second: ci .*--cache=/);
});

test('the lockfile names every package of every platform', () => {
  // npm writes a lockfile without the other platforms when node_modules is there, and then
  // refuses to install from it.
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const missing: string[] = [];
  for (const [path, entry] of Object.entries<{
    optionalDependencies?: Record<string, string>; dependencies?: Record<string, string>;
  }>(packages)) {
    const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    for (const name of names) {
      if (!resolves(packages, path, name)) missing.push(`${path} → ${name}`);
    }
  }
  assert.deepEqual(missing, []);
});

function resolves(packages: Record<string, unknown>, from: string, name: string): boolean {
  for (let place = from; ; place = place.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in packages) return true;
    if (place === '') return false;
  }
}
