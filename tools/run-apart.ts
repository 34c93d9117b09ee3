// A script in a process of its own: what it leaves in memory goes with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Its exit code; 1 when a signal ended it. It ends with this process, if the launcher says so. */
export async function runApart(script: string): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, script], { stdio: 'inherit' });
  const [code] = await once(child, 'exit') as [number | null];
  return code ?? 1;
}
