// The real server as a process of its own, for tests that kill it without warning.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/config';

export type ServerProcess = {
  url: string;
  child: ChildProcess;
  /** SIGTERM, and the end of the process. */
  stop: () => Promise<void>;
  /** SIGKILL of this process alone: its PostgreSQL, if it has one, goes on. */
  kill: () => Promise<void>;
};

const READY = /Verstak is ready: (\S+)/;
const START_TIMEOUT_MS = 120_000;

/** A free port; taken again and again by the same server, so that the sender keeps its address. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => { server.close(done); });
  return port;
}

/** Starts server/main.ts and waits for its ready line. `env` is added to this process' own. */
export async function startServerProcess(
  env: Record<string, string>, wrap: string[] = [],
): Promise<ServerProcess> {
  // With as much memory as `npm start` gives it, see tools/launch/hand-over.
  const memory = process.execArgv.filter((flag) => flag.startsWith('--max-semi-space-size='));
  const [command = process.execPath, ...args] = [
    ...wrap, process.execPath, ...memory, join(CHECKOUT, 'server', 'main.ts')];
  const child = spawn(command, args, {
    cwd: CHECKOUT, stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env, HOST: '127.0.0.1', VERSTAK_DEMO: '0', VERSTAK_LOG_LEVEL: 'silent', ...env,
    },
  });
  // Whoever started it may end by an error that nobody waited for: an orphan holds the data folder.
  const endToo = () => { child.kill('SIGTERM'); };
  process.once('exit', endToo);
  const ended = new Promise<void>((done) => {
    child.on('close', () => {
      process.off('exit', endToo);
      done();
    });
  });
  const url = await readyUrl(child);
  return {
    url, child,
    stop: async () => { child.kill('SIGTERM'); await ended; },
    kill: async () => { child.kill('SIGKILL'); await ended; },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`The server did not start: ${said}`));
    }, START_TIMEOUT_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const url = READY.exec(said)?.[1];
      if (!url) return;
      clearTimeout(timer);
      done(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('close', (status) => {
      clearTimeout(timer);
      fail(new Error(`The server ended with ${status}: ${said}`));
    });
  });
}
