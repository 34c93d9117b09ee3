// From the start of the server's process to its first answer, against PostgreSQL's start alone.
import { SILENT_LOG } from '#platform/log';
import { startPostgres } from '#platform/postgres/start';
import { median, spread, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { openSite, requirePrepared } from './site.ts';

const ROUNDS = 5;
const START_MS_MAX = 4_000;

export async function start({ deals }: BenchOptions): Promise<Report> {
  const dataDir = requirePrepared(deals);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const site = await openSite(dataDir);
    const answer = await fetch(`${site.url}/healthz`);
    if (!answer.ok) throw new Error(`healthz: ${answer.status}`);
    ours.push(performance.now() - startedAt);
    await site.stop();
    const bareAt = performance.now();
    const bare = await startPostgres({ dataDir, log: SILENT_LOG });
    floor.push(performance.now() - bareAt);
    await bare.stop();
  }
  const times = spread(ours);
  return {
    title: `start over ${deals} deals, ${ROUNDS} rounds`,
    figures: [{
      name: 'first answer', ours: `${(median(ours) / 1000).toFixed(2)} s`,
      floor: `PostgreSQL alone ${(median(floor) / 1000).toFixed(2)} s`,
      ratio: median(floor) / median(ours), ...times, target: '≤ 4 s',
      met: median(ours) <= START_MS_MAX,
    }],
    notes: ['server/main.ts itself; `npm start` adds npm and a look at the built screens'],
  };
}
