// Becomes the script: same terminal, signals passed on, exit status passed back.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PASSED_ON = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']);
const NPM_POLL_MS = 500;
// On a machine of 24 GiB Node lets its nursery grow to 128 MiB, and 120 people fill it with
// what was answered long ago: the server took 340 MiB, with this 250.
const NURSERY = '--max-semi-space-size=16';

/** @param {{node: string, script: string, args: string[], root: string}} task */
export function handOver({ node, script, args, root }) {
  const bin = join(root, 'node_modules', '.bin');
  const follow = pathToFileURL(join(root, 'tools', 'launch', 'follow-parent.mjs')).href;
  const byNpm = process.env.npm_lifecycle_event !== undefined;
  const child = spawn(node, [NURSERY, '--import', follow, script, ...args], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      // Without it every process strips and compiles some 900 files of TypeScript anew, 0.6 s each.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compile'),
      // Whose death means that the script is about to stop; see data-lock.ts.
      VERSTAK_LAUNCHER: String(byNpm ? process.ppid : process.pid),
    },
  });
  for (const signal of PASSED_ON) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the whole group: the child has it already, and a second one
      // would tell it to give up its orderly stop.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  if (byNpm) stopWithNpm(child);
  child.on('error', (error) => {
    process.stderr.write(`verstak: ${node} could not be run: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (status, signal) => {
    if (!signal) process.exit(status ?? 1);
    for (const name of PASSED_ON) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

/**
 * npm that is killed the hard way passes nothing on; its death shows as a new parent. (The scripts
 * of package.json begin with `exec`, so that no shell stands between: a shell would also die of
 * SIGTERM by itself and let npm end before we have.)
 * @param {import('node:child_process').ChildProcess} child
 */
function stopWithNpm(child) {
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, NPM_POLL_MS);
}
