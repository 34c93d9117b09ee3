// The embedded PostgreSQL of one data folder: start it, keep it up, stop it.
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { prepareCluster, SUPERUSER } from './cluster.ts';
import {
  type DataLock, type Holder, type HolderKind, isDataLocked, readHolder, tryLockData,
} from './data-lock.ts';
import {
  clearOrphan, delay, isAlive, launchPostmaster, type Launch, type Postmaster, sendSignal,
  stopPostmaster,
} from './postmaster.ts';
import { PostgresProblem } from './problem.ts';
import { makeRunFolder, removeRunFolder } from './run-folder.ts';
import { chooseServerUser } from './server-user.ts';
import { serverSettings, type Settings } from './settings.ts';

export type PostgresLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
export type SocketConnection = { host: string; port: number; user: string; database: string };
export type RunningPostgres = { connection: SocketConnection; stop(): Promise<void> };
export type StartOptions = {
  dataDir: string;
  log: PostgresLog;
  settings?: Settings;
  /** Who takes the folder; a second start says so by it. */
  holder?: HolderKind;
  /** Another package of binaries, for trying another major version. */
  packageName?: string;
  /** Called when the server died and could not be brought back. */
  onLost?: (error: Error) => void;
};

const DATABASE = 'verstak';
const PORT = 5432;
const ABANDONED_STOP_MS = 15_000;
const LOCK_POLL_MS = 100;
const REVIVE_TRIES = 60;
const REVIVE_PAUSE_MS = 500;

/** Thrown to a second start: the folder is in use, and by whom. */
export class DataFolderBusy extends PostgresProblem {}

/** Path of the database's own folder inside VERSTAK_DATA. */
export function clusterFolderOf(dataDir: string): string {
  return join(dataDir, 'postgres');
}

export function connectionOver(socketFolder: string): SocketConnection {
  return { host: socketFolder, port: PORT, user: SUPERUSER, database: DATABASE };
}

/** Starts the server of `dataDir`, making it first if it is new. Throws PostgresProblem. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const lock = await takeLock(dataDir, options.holder ?? 'server');
  try {
    return await startLocked(dataDir, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * A holder whose launcher was killed stops within ten seconds; a start right after the killing
 * waits for that instead of refusing.
 */
async function takeLock(dataDir: string, kind: HolderKind): Promise<DataLock> {
  const deadline = Date.now() + ABANDONED_STOP_MS;
  for (;;) {
    const lock = tryLockData(dataDir, kind);
    if (lock) return lock;
    if (!isAbandoned(readHolder(dataDir)) || Date.now() > deadline) throw busy(dataDir);
    await delay(LOCK_POLL_MS);
  }
}

const isAbandoned = (holder: Holder | null): boolean =>
  holder !== null && holder.launcher > 1 && !isAlive(holder.launcher);

/** Whether a server holds the folder and will not leave it by itself: a start is refused. */
export function isServed(dataDir: string): boolean {
  if (!isDataLocked(dataDir)) return false;
  const holder = readHolder(dataDir);
  return holder?.kind === 'server' && !isAbandoned(holder);
}

async function startLocked(
  dataDir: string, lock: DataLock, options: StartOptions,
): Promise<RunningPostgres> {
  const clusterFolder = clusterFolderOf(dataDir);
  const user = chooseServerUser(clusterFolder);
  const binaries: Binaries = findBinaries(user, options.packageName);
  await stopOrphan(clusterFolder, options.log);
  await prepareCluster(clusterFolder, binaries, user);
  const socketFolder = makeRunFolder(clusterFolder, user);
  const settings = serverSettings(socketFolder, options.settings);
  const connection = connectionOver(socketFolder);
  const kept = await keepUp({ clusterFolder, binaries, user, settings }, options);
  try {
    await createDatabase(connection);
  } catch (error) {
    await kept.stop();
    throw error;
  }
  lock.announce(socketFolder);
  return {
    connection,
    async stop() {
      await kept.stop();
      removeRunFolder(socketFolder);
      lock.release();
    },
  };
}

async function stopOrphan(clusterFolder: string, log: PostgresLog): Promise<void> {
  const pid = await clearOrphan(clusterFolder);
  if (pid === null) return;
  log.warn({ pid }, 'stopped the PostgreSQL that a killed Verstak had left running');
}

/** Starts the server and, should it die unbidden, starts it again. */
async function keepUp(launch: Launch, options: StartOptions): Promise<{ stop(): Promise<void> }> {
  let current = await launchFirst(launch, options.log);
  let stopping = false;
  // When Node ends without stopping, the database is at least told to.
  const onExit = () => sendSignal(current.pid, 'SIGINT');
  process.on('exit', onExit);

  async function watch(postmaster: Postmaster): Promise<void> {
    await postmaster.exited;
    if (stopping) return;
    options.log.error({ pid: postmaster.pid }, 'PostgreSQL died, starting it again');
    try {
      current = await revive(launch, () => stopping);
      options.log.warn({ pid: current.pid }, 'PostgreSQL is up again');
      void watch(current);
    } catch (error) {
      if (!stopping) options.onLost?.(error as Error);
    }
  }
  void watch(current);
  return {
    async stop() {
      stopping = true;
      process.off('exit', onExit);
      await stopPostmaster(current.pid, current.exited);
    },
  };
}

// PostgreSQL has no code for it: another one is starting there, or what it has left is at work.
const LEFT_BEHIND = /lock file "postmaster\.pid"|pre-existing shared memory/;

/**
 * Nobody else may have the folder, so whatever holds it still is what a kill has left: a postmaster
 * that was being started, or statements that do not notice the end of theirs.
 */
async function launchFirst(launch: Launch, log: PostgresLog): Promise<Postmaster> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await launchPostmaster(launch);
    } catch (error) {
      const isLeft = error instanceof PostgresProblem && LEFT_BEHIND.test(error.message);
      if (!isLeft || tries === REVIVE_TRIES) throw error;
      if (tries === 1) log.warn({}, 'waiting for what a killed PostgreSQL has left at work');
      await delay(REVIVE_PAUSE_MS);
      await stopOrphan(launch.clusterFolder, log);
    }
  }
}

/** The processes of a killed postmaster take a moment to go and hold its memory until then. */
async function revive(launch: Launch, isStopping: () => boolean): Promise<Postmaster> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await launchPostmaster(launch);
    } catch (error) {
      if (isStopping() || tries === REVIVE_TRIES) throw error;
      await delay(REVIVE_PAUSE_MS);
    }
  }
}

async function createDatabase(connection: SocketConnection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      'select 1 from pg_database where datname = $1', [connection.database],
    );
    if (!rowCount) await client.query(`create database ${connection.database}`);
  } finally {
    await client.end();
  }
}

function busy(dataDir: string): DataFolderBusy {
  const holder = readHolder(dataDir);
  const who = holder
    ? `${holder.kind === 'server' ? 'Verstak' : 'A verstak command'} (pid ${holder.pid}, since ${
      holder.since}) is already running on it`
    : 'another Verstak is already running on it';
  return new DataFolderBusy(
    `The data folder ${dataDir} is in use: ${who}.`,
    'stop that one, or set VERSTAK_DATA to another folder',
  );
}
