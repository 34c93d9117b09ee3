// Becomes the script: same terminal, signals passed on, exit status passed back.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

const PASSED_ON = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']);

/** @param {{node: string, script: string, args: string[], root: string}} task */
export function handOver({ node, script, args, root }) {
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(node, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of PASSED_ON) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the whole group: the child has it already, and a second one
      // would tell it to give up its orderly stop.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
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
