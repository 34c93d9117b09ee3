// One postmaster: started, watched until it is ready, stopped within a bounded time.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { accessCluster, serverEnvironment } from './cluster.ts';
import { PostgresProblem } from './problem.ts';
import type { ServerUser } from './server-user.ts';
import { asArguments, type Settings } from './settings.ts';

const POLL_MS = 20;
// Replaying the log after kill -9 may take its time on a big base; a healthy start takes 0.1 s.
const READY_TIMEOUT_MS = 10 * 60_000;
const FAST_STOP_MS = 6_000;
const IMMEDIATE_STOP_MS = 2_000;
const LAST_WORDS = 2_000;

export type Launch = {
  clusterFolder: string;
  binaries: Binaries;
  user: ServerUser | null;
  settings: Settings;
};
export type Postmaster = { pid: number; child: ChildProcess; exited: Promise<void> };

/** Starts the server and resolves once it accepts connections. */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const access = accessCluster(launch.clusterFolder, launch.user);
  const child = spawn(
    launch.binaries.postgres, ['-D', access.path, ...asArguments(launch.settings)],
    {
      ...launch.user,
      cwd: '/',
      env: serverEnvironment(),
      // A group of its own: Ctrl-C stops Node, and Node then stops the database in its order.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', ...access.stdio],
    },
  );
  access.close();
  const words = lastWords(child);
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const failure = await waitUntilReady(launch.clusterFolder, child, exited);
  if (failure) {
    throw new PostgresProblem(`PostgreSQL did not start: ${failure}\n${words()}`.trim(), '');
  }
  // Node's own end is not held up by the child; who started it stops it.
  child.unref();
  (child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
  return { pid: child.pid as number, child, exited };
}

function lastWords(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk) => { text = (text + String(chunk)).slice(-LAST_WORDS); });
  return () => text;
}

async function waitUntilReady(
  folder: string, child: ChildProcess, exited: Promise<void>,
): Promise<string | null> {
  let failure: string | null = null;
  child.once('error', (error) => { failure = error.message; });
  void exited.then(() => { failure ??= `it exited with status ${child.exitCode}.`; });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!failure && Date.now() < deadline) {
    const state = readPidFile(folder);
    // A file left by a killed server also says "ready": only the pid tells whose word it is.
    if (state?.pid === child.pid && state?.ready) return null;
    await delay(POLL_MS);
  }
  return failure ?? `it was not ready after ${READY_TIMEOUT_MS / 1000} s.`;
}

type PidFile = { pid: number; ready: boolean };

function readPidFile(folder: string): PidFile | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: (lines[7] ?? '').trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * Stops the postmaster of this very folder that a killed Node left behind, and removes what it
 * left: a pid in it may meanwhile belong to another process, and PostgreSQL would believe it.
 * Only to be called under the folder's lock. Returns the pid it stopped, or null.
 */
export async function clearOrphan(folder: string): Promise<number | null> {
  const state = readPidFile(folder);
  if (!state) return null;
  const lives = isAlive(state.pid) && serves(state.pid, folder);
  if (lives) await stopPostmaster(state.pid);
  rmSync(join(folder, 'postmaster.pid'), { force: true });
  return lives ? state.pid : null;
}

function serves(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)]);
    return String(stdout).includes(folder);
  }
  try {
    // The server's working folder is its cluster, whatever path it was given.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

/**
 * Orderly first (sessions are ended, a checkpoint is written), then at once, then by force: at
 * most ten seconds in all. After the last two the next start replays the log; nothing is lost.
 */
export async function stopPostmaster(pid: number, exited?: Promise<void>): Promise<void> {
  let gone = false;
  void exited?.then(() => { gone = true; });
  const left = () => !gone && isAlive(pid);
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', FAST_STOP_MS], ['SIGQUIT', IMMEDIATE_STOP_MS], ['SIGKILL', 1_000],
  ];
  for (const [signal, patienceMs] of steps) {
    if (!left()) return;
    sendSignal(pid, signal);
    const deadline = Date.now() + patienceMs;
    while (left() && Date.now() < deadline) await delay(POLL_MS);
  }
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  if (process.platform !== 'linux' || !existsSync(path)) return false;
  return / Z /.test(readFileSync(path, 'utf8').replace(/^.*\)/, ''));
}

export function delay(ms: number): Promise<void> {
  return new Promise((done) => { setTimeout(done, ms); });
}
