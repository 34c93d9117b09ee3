// Two starts of one fresh checkout must not run `npm ci` at once: it deletes what the other writes.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const POLL_MS = 300;
// An install that takes longer than this is dead even if its pid was given to someone else.
const STALE_AFTER_MS = 20 * 60_000;

/**
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function withInstallLock(root, work) {
  const folder = join(root, '.cache', 'install.lock');
  await acquire(root, folder);
  try {
    await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} root @param {string} folder */
async function acquire(root, folder) {
  makeCacheFolder(root);
  for (let announced = false; ; ) {
    if (tryTake(folder)) return;
    if (isStale(folder)) {
      discard(folder);
      continue;
    }
    if (!announced) {
      process.stderr.write('verstak: another start is installing, waiting for it…\n');
      announced = true;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

/** @param {string} root */
function makeCacheFolder(root) {
  try {
    mkdirSync(join(root, '.cache'), { recursive: true });
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    throw new Error(
      `Packages are missing or out of date and ${root} is not writable (${code}). ` +
        'Run `npm ci` there as the user who owns the folder.',
    );
  }
}

/** @param {string} folder */
function tryTake(folder) {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} folder */
function isStale(folder) {
  try {
    const ageMs = Date.now() - statSync(folder).mtimeMs;
    if (ageMs > STALE_AFTER_MS) return true;
    const pid = Number(readPid(folder));
    // The holder writes its pid right after making the folder; give it a moment.
    if (!pid) return ageMs > 5_000;
    return !isAlive(pid);
  } catch {
    return false;
  }
}

/** @param {string} folder */
function readPid(folder) {
  try {
    return readFileSync(join(folder, 'pid'), 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Renaming first makes sure that of two finders of a stale lock only one removes it. */
/** @param {string} folder */
function discard(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // The other finder was quicker.
  }
}
