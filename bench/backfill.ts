// Loads the history of a customer through the real door, into a fresh data folder that the other
// benches then use: the command line reads the file while the server serves its screens.
//
// What is compared: the load is timed from outside, with the start of its command, its reading of
// the file and its proof, while somebody looks at screens and takes a tenth of a core by it. The
// target is held against what a person with psql would do: COPY of the rows that the load has left,
// into these tables with their indexes and foreign keys, with the machine to itself. Three more
// floors stand beside it: the same tables bound by no foreign key, those with the same looks at
// screens, and two lanes of COPY, since a COPY has one core and the load may use both.
import { spawn } from 'node:child_process';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { systemContext } from '#platform/context';
import { createDepartment, createEmployee, DEMO_PASSWORD, roleIdsByCode } from '#modules/staff';
import { signIn } from '#test/app';
import { writeHistory } from '#test/onec-fake/history';
import { DEPARTMENTS } from '#test/onec-fake/words';
import { copyFloor, copyFloors } from './copy-floor.ts';
import { spread, type Report } from './figures.ts';
import { callerOf, type Caller } from './http.ts';
import { loadNow } from '#test/machine';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { usualPaths, watchScreens } from './screens.ts';
import { benchFile, cpuSeconds, dataFolderOf, openSite, peakMib, type Site } from './site.ts';

type Loaded = { objects: number; seconds: number; cpuSeconds: number; peakMib: number };

export async function backfill({ deals }: BenchOptions): Promise<Report> {
  const file = benchFile(`history-${deals}.ndjson.gz`);
  if (!existsSync(file)) await writeHistory({ orders: deals, out: file, until: '2026-11-20' });
  const dataDir = dataFolderOf(deals);
  rmSync(dataDir, { recursive: true, force: true });
  const site = await openSite(dataDir);
  try {
    const caller = await watcher(site);
    const paths = await usualPaths(caller);
    const watch = watchScreens(caller, () => paths);
    const loadBefore = loadNow();
    const loaded = await load(file, dataDir);
    await watch.stop();
    const { bare: floor, bound, pair } = await copyFloors(site);
    const looks = watchScreens(caller, () => paths);
    const watched = await copyFloor(site);
    await looks.stop();
    await site.db.query('vacuum analyze');
    await benchPeople(site);
    writeFileSync(join(dataDir, 'prepared'), '');
    const screens = spread(watch.times);
    const rate = loaded.objects / loaded.seconds;
    const ratio = bound.seconds / loaded.seconds;
    return {
      title: `backfill of ${deals} orders`,
      figures: [
        {
          name: 'load', ours: `${rate.toFixed(0)} objects/s, ${loaded.seconds.toFixed(0)} s`,
          floor: `COPY of the same ${bound.rows} rows: ${bound.seconds.toFixed(1)} s`, ratio,
          target: '≥ 0.6', met: ratio >= 0.6,
        },
        {
          name: 'load, floor without foreign keys', ours: `${rate.toFixed(0)} objects/s`,
          floor: `COPY that checks none: ${floor.seconds.toFixed(1)} s`,
          ratio: floor.seconds / loaded.seconds,
        },
        {
          name: 'load, neither keys nor quiet', ours: `${rate.toFixed(0)} objects/s`,
          floor: `the same, screens beside it: ${watched.seconds.toFixed(1)} s`,
          ratio: watched.seconds / loaded.seconds,
        },
        {
          name: 'memory of the command', ours: `${loaded.peakMib} MiB`, target: '≤ 1 GiB',
          met: loaded.peakMib <= 1024,
        },
        {
          name: 'screens meanwhile',
          ours: `${watch.times.length} requests, ${watch.failures} failed`,
          ...screens, target: 'p95 < 1 s', met: screens.p95 < 1000 && watch.failures === 0,
        },
      ],
      notes: [
        `${loaded.objects} objects, ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB of gzip; the `
        + `command took ${loaded.cpuSeconds.toFixed(0)} s of CPU beside PostgreSQL's`,
        `two lanes of COPY side by side take ${pair.seconds.toFixed(1)} s; CPU of the copying `
        + `backends: ${[floor, bound, pair].map((each) => each.cpuSeconds.toFixed(1)).join(', ')} `
        + 's (one lane, with foreign keys, two lanes)',
        `load average ${loadBefore} before and ${loadNow()} after; the floors ran once, after it`,
      ],
    };
  } finally {
    await site.stop();
  }
}

/** Somebody who may see everything, before the history brings its people. */
async function watcher(site: Site): Promise<Caller> {
  const ctx = systemContext(site.db, 'system');
  const roles = await roleIdsByCode(site.db);
  const { id: departmentId } = await createDepartment(ctx, { name: 'Дирекция', kind: 'support' });
  // People of 1C go to the department of that name, if there is one.
  for (const name of DEPARTMENTS) await createDepartment(ctx, { name });
  await createEmployee(ctx, {
    name: 'Наблюдатель', departmentId, login: 'bench-watcher', password: DEMO_PASSWORD,
    roleIds: [roles.get('director') as number],
  });
  return callerOf(site.url, await signIn(site.url, 'bench-watcher', DEMO_PASSWORD));
}

async function load(file: string, dataDir: string): Promise<Loaded> {
  const startedAt = performance.now();
  const child = spawn(process.execPath,
    [join(CHECKOUT, 'server', 'cli', 'main.ts'), 'import-1c', file, '--json'],
    { cwd: CHECKOUT, env: { ...process.env, VERSTAK_DATA: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  let [peak, cpu] = [0, 0];
  const timer = setInterval(() => {
    peak = Math.max(peak, peakMib(child.pid));
    cpu = Math.max(cpu, cpuSeconds(child.pid));
  }, 250);
  const status = await new Promise((done) => { child.on('close', done); });
  clearInterval(timer);
  if (status !== 0) throw new Error(`import-1c ended with ${String(status)}: ${said}`);
  const { counts } = JSON.parse(said) as { counts: Record<string, number> };
  const applied = counts['applied'] ?? 0;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (applied !== total) throw new Error(`Not everything was applied: ${JSON.stringify(counts)}`);
  return {
    objects: applied, seconds: (performance.now() - startedAt) / 1000, peakMib: peak,
    cpuSeconds: cpu,
  };
}
