// The socket lives in a short closed folder under the system's temporary folder: a socket's path
// is limited to 107 bytes, while a data folder may lie as deep as its owner likes.
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresProblem } from './problem.ts';
import type { ServerUser } from './server-user.ts';

const SOCKET_NAME_BYTES = '/.s.PGSQL.5432.lock'.length;
const SOCKET_PATH_BYTES = 103;

/** Makes the folder (0700, owned by the server's user) and returns its path. */
export function makeRunFolder(clusterFolder: string, user: ServerUser | null): string {
  const tag = createHash('sha256').update(realpathSync(clusterFolder)).digest('hex').slice(0, 12);
  const folder = join(shortTemporaryFolder(tag), `verstak-${tag}`);
  const mine = [process.getuid?.(), user?.uid];
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && (!found.isDirectory() || (found.uid !== undefined && !allowed(found.uid, mine)))) {
    throw new PostgresProblem(
      `${folder}, where the database's socket belongs, is owned by uid ${found.uid}.`,
      `sudo rm -rf ${folder}`,
    );
  }
  // What a killed server left there would stop the next one when its pid has a new bearer.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function allowed(uid: number, mine: (number | undefined)[]): boolean {
  return process.platform === 'win32' || mine.includes(uid) || process.getuid?.() === 0;
}

function shortTemporaryFolder(tag: string): string {
  const own = tmpdir();
  const bytes = Buffer.byteLength(join(own, `verstak-${tag}`)) + SOCKET_NAME_BYTES;
  return bytes <= SOCKET_PATH_BYTES || process.platform === 'win32' ? own : '/tmp';
}
