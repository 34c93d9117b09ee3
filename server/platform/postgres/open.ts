// The database the configuration means: the embedded one, or somebody else's by DATABASE_URL.
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Connection } from '../database.ts';
import { type HolderKind, readHolder } from './data-lock.ts';
import { delay } from './postmaster.ts';
import { PostgresProblem } from './problem.ts';
import { connectionOver, DataFolderBusy, type PostgresLog, startPostgres } from './start.ts';

export type OpenPostgres = {
  connection: Connection;
  /** True when this process runs the server, false when it joined one. */
  started: boolean;
  stop(): Promise<void>;
};
type OpenOptions = { log: PostgresLog; onLost?: (error: Error) => void };

const JOIN_POLL_MS = 200;

const MINIMUM_VERSION = 170_000;

/** For the server: it alone owns the data folder. Throws PostgresProblem. */
export async function openPostgres(config: Config, options: OpenOptions): Promise<OpenPostgres> {
  const running = await start(config, 'server', options);
  try {
    await checkDatabase(running.connection);
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** For commands: joins the server that runs on the data folder, else starts its PostgreSQL. */
export async function joinPostgres(config: Config, options: OpenOptions): Promise<OpenPostgres> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await start(config, 'command', options);
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw error;
    }
    const holder = readHolder(config.dataDir);
    if (holder?.kind === 'server' && holder.socketFolder) {
      const connection = connectionOver(holder.socketFolder);
      if (await answers(connection)) {
        return { connection, started: false, stop: () => Promise.resolve() };
      }
    }
    // Another command stops its PostgreSQL when it is done, and a starting or stopping server
    // settles soon: both are worth waiting for.
    if (waits === 0) options.log.info({}, 'the data folder is busy, waiting for it');
    await delay(JOIN_POLL_MS);
  }
}

async function start(
  config: Config, holder: HolderKind, options: OpenOptions,
): Promise<OpenPostgres> {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl };
    return { connection, started: false, stop: () => Promise.resolve() };
  }
  const running = await startPostgres({ dataDir: config.dataDir, holder, ...options });
  return { connection: running.connection, started: true, stop: running.stop };
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Refuses a database on which searches would silently find nothing. Throws PostgresProblem. */
export async function checkDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
  } catch (error) {
    throw new PostgresProblem(
      `The database cannot be reached: ${(error as Error).message}.`,
      'check DATABASE_URL, or unset it to use the embedded PostgreSQL',
    );
  }
  try {
    await checkVersionAndLocale(client);
  } finally {
    await client.end();
  }
}

async function checkVersionAndLocale(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{
    version: number; encoding: string; folds: boolean; letters: boolean;
  }>(`
    select current_setting('server_version_num')::int as version,
           current_setting('server_encoding') as encoding,
           lower('НАСОС') = 'насос' as folds,
           'н' ~ '^[[:alnum:]]$' as letters`);
  const found = rows[0];
  if (!found) throw new PostgresProblem('The database gives no answer.', '');
  if (found.version < MINIMUM_VERSION) {
    throw new PostgresProblem(
      `Verstak needs PostgreSQL 17 or newer; this one is ${Math.floor(found.version / 10_000)}.`,
      'upgrade it, or unset DATABASE_URL to use the embedded PostgreSQL 18',
    );
  }
  if (found.encoding !== 'UTF8' || !found.folds || !found.letters) {
    throw new PostgresProblem(
      'The database does not know Russian letters, so that searches would find nothing.',
      "create database verstak template template0 encoding 'UTF8' " +
        "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'",
    );
  }
}
