// What the product takes of a machine's memory: the server and every process of its PostgreSQL,
// a page that several of them share counted once. Linux only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFolderOf } from '#platform/postgres/start';
import { peakMib, type Site } from './site.ts';

/** MiB: `serverMib` at its highest; of PostgreSQL what is each process' own, and what is shared. */
export type Memory = { serverMib: number; privateMib: number; sharedMib: number };

export function memoryOf(site: Site): Memory {
  const postmaster = Number(
    readFileSync(join(clusterFolderOf(site.dataDir), 'postmaster.pid'), 'utf8').split('\n')[0]);
  const all = [postmaster, ...childrenOf(postmaster)].map(partsOf);
  const sum = (part: 'own' | 'shared') => all.reduce((total, one) => total + one[part], 0);
  return {
    serverMib: peakMib(site.server.child.pid),
    privateMib: Math.round(sum('own') / 1024), sharedMib: Math.round(sum('shared') / 1024),
  };
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
    .filter((pid) => statusOf(pid, /^PPid:\s+(\d+)/m) === parent);
}

function statusOf(pid: number, field: RegExp): number {
  try {
    return Number(field.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** KiB by proportional share, so that shared pages add up to themselves. */
function partsOf(pid: number): { own: number; shared: number } {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kib = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { own: kib('Pss_Anon'), shared: kib('Pss_Shmem') };
  } catch {
    return { own: 0, shared: 0 };
  }
}
