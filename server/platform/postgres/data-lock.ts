// One program at a time owns a data folder. The lock is a lock of the operating system on a file in
// the folder (taken through SQLite, the only door to it that Node has): it dies with the process,
// also by kill -9, and holds across containers that share the folder, which a pid file does not.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PostgresProblem } from './problem.ts';

/** A `server` holds the folder until it is stopped, a `command` only for its own short work. */
export type HolderKind = 'server' | 'command';
export type Holder = {
  kind: HolderKind;
  pid: number;
  /** npm or whatever started it; when that is dead, the holder is about to stop as well. */
  launcher: number;
  since: string;
  socketFolder: string | null;
};
export type DataLock = { announce(socketFolder: string): void; release(): void };

const SQLITE_BUSY = 5;

// The garbage collector would close a forgotten handle and so drop the lock.
const held = new Set<DatabaseSync>();

/** The lock, or null when another living process has it. */
export function tryLockData(dataDir: string, kind: HolderKind): DataLock | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const handle = tryExclusive(join(dataDir, 'verstak.lock'));
  if (!handle) return null;
  held.add(handle);
  const holder: Holder = {
    kind,
    pid: process.pid,
    launcher: Number(process.env['VERSTAK_LAUNCHER']) || process.ppid,
    since: new Date().toISOString(),
    socketFolder: null,
  };
  const save = () => writeFileSync(holderPath(dataDir), JSON.stringify(holder), { mode: 0o600 });
  save();
  return {
    announce(socketFolder) {
      holder.socketFolder = socketFolder;
      save();
    },
    release() {
      if (!held.delete(handle)) return;
      rmSync(holderPath(dataDir), { force: true });
      handle.close();
    },
  };
}

/** Who says to hold the folder. Only meaningful after tryLockData has returned null. */
export function readHolder(dataDir: string): Holder | null {
  try {
    return JSON.parse(readFileSync(holderPath(dataDir), 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** Whether a living process holds the folder. Leaves no trace. */
export function isDataLocked(dataDir: string): boolean {
  const path = join(dataDir, 'verstak.lock');
  if (!existsSync(path)) return false;
  const handle = tryExclusive(path);
  handle?.close();
  return handle === null;
}

function holderPath(dataDir: string): string {
  return join(dataDir, 'verstak.holder.json');
}

function tryExclusive(path: string): DatabaseSync | null {
  let handle: DatabaseSync | undefined;
  try {
    handle = new DatabaseSync(path);
    handle.exec('pragma journal_mode = memory; begin exclusive');
    return handle;
  } catch (error) {
    handle?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw new PostgresProblem(
      `${path} cannot be locked: ${(error as Error).message}.`,
      `give the data folder to the user who starts Verstak: sudo chown -R $(id -u) "${path}"`,
    );
  }
}
