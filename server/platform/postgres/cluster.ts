// The folder of the database itself: made once by initdb, and handed to the server's processes.
import { spawn } from 'node:child_process';
import {
  chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { PostgresProblem } from './problem.ts';
import type { ServerUser } from './server-user.ts';

export const SUPERUSER = 'verstak';

const INITDB = [
  '--username', SUPERUSER,
  // Only the owner of the closed socket folder can connect at all.
  '--auth', 'trust',
  '--encoding', 'UTF8',
  // Without C.UTF-8 in all four pg_trgm finds no letters in Cyrillic text.
  '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8',
  '--lc-collate', 'C.UTF-8', '--lc-ctype', 'C.UTF-8', '--lc-messages', 'C',
  '--no-instructions',
];

/** How the server's processes reach the cluster, and the descriptor they must inherit for it. */
export type ClusterAccess = { path: string; stdio: number[]; close(): void };

/**
 * The server's user may lack the right to walk to the folder (a checkout below a closed /root), so
 * root opens the folder and hands it down: a path through the inherited descriptor needs no right
 * on the parents, and nobody's folders have to be opened up.
 */
export function accessCluster(folder: string, user: ServerUser | null): ClusterAccess {
  if (!user) return { path: folder, stdio: [], close: () => undefined };
  const descriptor = openSync(folder, 'r');
  return {
    path: '/proc/self/fd/3',
    stdio: [descriptor],
    close: () => closeSync(descriptor),
  };
}

/** Makes the cluster unless it is there, and checks that these binaries can run it. */
export async function prepareCluster(
  folder: string, binaries: Binaries, user: ServerUser | null,
): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) {
    checkVersion(folder, binaries);
    return;
  }
  // initdb works aside and the result is renamed, so that a killed one leaves no half a cluster.
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  const inside = join(aside, 'cluster');
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  for (const path of [aside, inside]) {
    if (user) chownSync(path, user.uid, user.gid);
    chmodSync(path, 0o700);
  }
  await initialize(aside, binaries, user);
  renameSync(inside, folder);
  rmSync(aside, { recursive: true, force: true });
}

async function initialize(
  aside: string, binaries: Binaries, user: ServerUser | null,
): Promise<void> {
  const access = accessCluster(aside, user);
  const options = ['--pgdata', `${access.path}/cluster`, ...INITDB];
  const { status, output } = await new Promise<{ status: number | null; output: string }>(
    (done, fail) => {
      const child = spawn(binaries.initdb, options, {
        ...user, cwd: '/', env: serverEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe', ...access.stdio],
      });
      let text = '';
      child.stdout?.on('data', (chunk) => { text += String(chunk); });
      child.stderr?.on('data', (chunk) => { text += String(chunk); });
      child.on('error', fail);
      child.on('close', (code) => done({ status: code, output: text }));
    },
  ).finally(() => access.close());
  if (status === 0) return;
  const why = output.trim().split('\n').slice(-4).join('\n');
  throw new PostgresProblem(`initdb could not make the database in ${aside}:\n${why}`, '');
}

/** The machine's own locale and libpq settings must not reach the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
}

function checkVersion(folder: string, binaries: Binaries): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (binaries.version.startsWith(`${found}.`)) return;
  throw new PostgresProblem(
    `${folder} was made by PostgreSQL ${found}, and this Verstak brings ${binaries.version}.`,
    'back up with the older Verstak (npm run verstak -- backup DIR) and restore into a new folder',
  );
}
