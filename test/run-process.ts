// Runs a program to its end and keeps what it said.
import { spawn } from 'node:child_process';

export type Ended = { status: number | null; stdout: string; stderr: string };

/** `env` is added to this process' own environment. */
export function runProcess(
  command: string, args: string[], env: Record<string, string> = {}, cwd?: string,
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => { stdout += chunk; });
  child.stderr.on('data', (chunk) => { stderr += chunk; });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
}
