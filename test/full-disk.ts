// A disk that is full, as a quota on the size of files of one process: what writes beyond it hears
// EFBIG where a disk says ENOSPC. Only processes that a test has started itself.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Why such a test is skipped; false where the machine can do it. */
export const noQuota = process.platform === 'linux' && existsSync('/usr/bin/prlimit')
  ? false : 'prlimit of Linux is needed';

/** The postmaster and everything it has started; what it starts later inherits from it. */
function processesOf(postmaster: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
        === String(postmaster);
    } catch {
      return false;
    }
  });
  return [postmaster, ...children.map(Number)];
}

/** Bytes that a file of this process may have, or `unlimited`. */
export function limitFilesOf(pid: number, bytes: string): void {
  try {
    // As its own user: root in a container may not touch limits of somebody else.
    const { uid: user, gid: group } = statSync(`/proc/${pid}`);
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`],
      { stdio: ['ignore', 'ignore', 'pipe'], uid: user, gid: group });
  } catch (error) {
    // One of the short-lived helpers of PostgreSQL has ended meanwhile.
    if (existsSync(`/proc/${pid}`)) throw error;
  }
}

/** The same for the embedded PostgreSQL of this data folder. */
export function limitDatabase(dataDir: string, bytes: string): void {
  const [line] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  for (const pid of processesOf(Number(line))) limitFilesOf(pid, bytes);
}
