// The PostgreSQL of a test run. tools/test.ts starts one for all files and names it in the
// environment; a file that is run alone starts its own on first use.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '#platform/database';
import { type RunningPostgres, startPostgres } from '#platform/postgres/start';
import { UNSAFE_FAST } from '#platform/postgres/settings';
import { SILENT_LOG } from '#platform/log';

/** Set by tools/test.ts: the connection to the run's server, as JSON. */
export const SERVER_VARIABLE = 'VERSTAK_TEST_SERVER';
/** Set by a person: run the tests on that server instead; the user must own its databases. */
export const URL_VARIABLE = 'VERSTAK_TEST_DATABASE_URL';

let own: Promise<RunningPostgres & { folder: string }> | undefined;

/** Where this process' tests make their databases. */
export async function testServer(): Promise<Connection> {
  const url = process.env[URL_VARIABLE];
  if (url) return { connectionString: url };
  const shared = process.env[SERVER_VARIABLE];
  if (shared) return JSON.parse(shared) as Connection;
  own ??= startThrowaway();
  return (await own).connection;
}

/** A server in a temporary folder whose data nobody will miss: no fsync. */
export async function startThrowaway(
  packageName?: string,
): Promise<RunningPostgres & { folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-test-'));
  const running = await startPostgres({
    dataDir: folder, log: SILENT_LOG, settings: UNSAFE_FAST, packageName,
  });
  watchOver(folder);
  return {
    connection: running.connection,
    folder,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A killed test run would leave its server running. The watcher's input ends with this process,
 * however that ends; then it stops what is left and clears the folder.
 */
function watchOver(folder: string): void {
  const afterwards = `cat > /dev/null
    kill -QUIT "$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null)" 2>/dev/null && sleep 1
    rm -rf "$1"`;
  const watcher = spawn('sh', ['-c', afterwards, 'sh', folder], {
    detached: true, stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
}

/** Stops the server this process started, if it did. */
export async function stopOwnServer(): Promise<void> {
  const running = await own;
  own = undefined;
  await running?.stop();
}
