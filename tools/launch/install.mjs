// Brings node_modules to what package-lock.json says, once, whoever else is starting meanwhile.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withInstallLock } from './install-lock.mjs';
import { npmInstall } from './npm.mjs';
import { pinnedNodeMissing } from './pinned-node.mjs';

/** @param {string} root */
export async function ensureInstalled(root) {
  if (isStamped(root)) return;
  await withInstallLock(root, async () => {
    // Another start may have installed while this one waited for the lock.
    if (isStamped(root)) return;
    if (!matchesLock(root)) await npmInstall(root);
    if (pinnedNodeMissing(root)) throw new Error(pinnedNodeMissing(root));
    writeStamp(root);
  });
}

/** @param {string} root */
function isStamped(root) {
  const path = stampPath(root);
  return (
    existsSync(path) &&
    readFileSync(path, 'utf8').trim() === lockHash(root) &&
    existsSync(join(root, 'node_modules', '.package-lock.json')) &&
    !pinnedNodeMissing(root)
  );
}

/** @param {string} root */
function writeStamp(root) {
  try {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(stampPath(root), `${lockHash(root)}\n`);
  } catch {
    // A read-only checkout runs as well; only the next start compares the lockfiles again.
  }
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.verstak-stamp');
}

/** @param {string} root */
function lockHash(root) {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/**
 * True when every package of the lockfile is installed in the locked version, so that a person's
 * own `npm install` is not thrown away by an `npm ci` of ours. Optional ones may be absent: they
 * belong to other platforms; what this platform needs is checked by pinnedNodeMissing.
 * @param {string} root
 */
export function matchesLock(root) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const locked = readPackages(join(root, 'package-lock.json'));
  if (!installed || !locked || pinnedNodeMissing(root)) return false;
  return (
    Object.entries(locked).every(([path, entry]) => (
      path === '' || isAsLocked(join(root, path), entry, installed[path])
    )) && Object.keys(installed).every((path) => path in locked)
  );
}

/**
 * @typedef {{version?: string, optional?: boolean, devOptional?: boolean}} Entry
 * @param {string} folder
 * @param {Entry} entry
 * @param {Entry | undefined} found
 */
function isAsLocked(folder, entry, found) {
  if (!found) return entry.optional === true || entry.devOptional === true;
  return found.version === entry.version && existsSync(join(folder, 'package.json'));
}

/**
 * @param {string} path
 * @returns {Record<string, Entry> | null}
 */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return null;
  }
}
