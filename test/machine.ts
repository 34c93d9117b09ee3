// What a figure was measured on: without it a number says nothing.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { CHECKOUT } from '#platform/config';

export type Machine = {
  cpu: string; cores: number; memoryGib: number; kernel: string; node: string; commit: string;
};

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30), kernel: release(),
    node: process.versions.node, commit: commitOf(),
  };
}

/** One minute of load: above the number of cores somebody else was working too. */
export const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1);

export function describeMachine(): string {
  const { cpu, cores, memoryGib, kernel, node, commit } = machine();
  return `${cpu}, ${cores} cores, ${memoryGib} GiB, Linux ${kernel}, Node ${node}, `
    + `commit ${commit}`;
}

function commitOf(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', CHECKOUT, ...args], { encoding: 'utf8' }).trim();
    const dirty = git('status', '--porcelain', '--untracked-files=no', '--', 'server', 'contract');
    return git('rev-parse', '--short', 'HEAD') + (dirty ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}

/** "2026-11-23", for names of results. */
export const today = (): string => new Date().toISOString().slice(0, 10);
