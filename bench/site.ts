// The place of a bench: a persistent data folder with the production settings of PostgreSQL, and
// the real server as a process of its own over it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { CHECKOUT, readConfig } from '#platform/config';
import { openDatabase, type Connection, type Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { joinPostgres } from '#platform/postgres/open';
import { freePort, startServerProcess, type ServerProcess } from '#test/onec/server-process';

export type Site = {
  url: string;
  dataDir: string;
  server: ServerProcess;
  /** Another way to the server's PostgreSQL: for floors and for preparing. */
  connection: Connection;
  db: Db;
  stop: () => Promise<void>;
};

const FOLDER = join(CHECKOUT, '.cache', 'bench');

export const dataFolderOf = (deals: number): string => join(FOLDER, `data-${deals}`);

export function benchFile(name: string): string {
  mkdirSync(FOLDER, { recursive: true });
  return join(FOLDER, name);
}

export function requirePrepared(deals: number): string {
  const dataDir = dataFolderOf(deals);
  if (existsSync(join(dataDir, 'prepared'))) return dataDir;
  throw new Error(`Run \`npm run bench -- prepare --deals ${deals}\` first`);
}

/** Starts server/main.ts over the folder. A pool of 4 stands beside that of the server. */
export async function openSite(dataDir: string): Promise<Site> {
  const env = { PORT: String(await freePort()), VERSTAK_DATA: dataDir };
  const server = await startServerProcess(env);
  const postgres = await joinPostgres(readConfig(env), { log: SILENT_LOG });
  const db = openDatabase(postgres.connection, 4);
  return {
    url: server.url, dataDir, server, connection: postgres.connection, db,
    stop: async () => {
      await db.end();
      await server.stop();
    },
  };
}

/** A client without pool or types of ours: the floor of a read. */
export async function bareClient(site: Site): Promise<pg.Client> {
  const client = new pg.Client({
    ...site.connection, options: '-c TimeZone=UTC -c search_path=public -c jit=off',
  });
  await client.connect();
  return client;
}

/** Most memory that a process has had at once, MiB. */
export function peakMib(pid: number | undefined): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** CPU that a process has used so far; Linux counts it in hundredths of a second. */
export function cpuSeconds(pid: number | undefined): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
