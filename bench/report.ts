// Reports of money over everything, by every scope: the first asking after the server's start,
// which finds no page in its memory, and the repeated one.
import { MONEY_REPORTS, ROWS_OF_REPORT } from '#contract/money-reports';
import { runReport } from '#modules/payments';
import { actorOf, compareReads, statementsOf, type ReadCase } from './compare-reads.ts';
import { spread, type Figure, type Report } from './figures.ts';
import { mustSucceed } from './http.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared } from './site.ts';

const COLD_MS_MAX = 1_000;
const REPEATED_MS_MAX = 100;

export async function report({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const cases: ReadCase[] = [];
    const cold: number[] = [];
    for (const person of await benchPeople(site)) {
      const actor = await actorOf(site, person);
      for (const name of MONEY_REPORTS) {
        for (const by of ROWS_OF_REPORT[name]) {
          const path = `/api/money-reports/${name}?by=${by}`;
          const startedAt = performance.now();
          mustSucceed(await person.caller.get(path), path);
          cold.push(performance.now() - startedAt);
          cases.push({
            group: `${person.scope}, ${name}`, caller: person.caller, paths: [path],
            statements: await statementsOf(site, actor, (ctx) => runReport(ctx, name, { by })),
          });
        }
      }
    }
    const { rows: [sizes] } = await site.db.query<{ dues: number }>(
      'select count(*) as dues from payments.due');
    const first = spread(cold);
    const compared = await compareReads(site, cases);
    return {
      title: `report: money over ${deals} deals, ${sizes!.dues} open parts, 5 rounds`,
      figures: [
        {
          name: 'first asking, every report and scope', ours: `${first.p50.toFixed(1)} ms`,
          ...first, target: `p95 ≤ ${COLD_MS_MAX} ms`, met: first.p95 <= COLD_MS_MAX,
        },
        ...compared.map(({ group, ours, floor, ratio }): Figure => {
          const times = spread(ours);
          return {
            name: group, ours: `${times.p50.toFixed(1)} ms`,
            floor: `p50 ${spread(floor).p50.toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
            ratio, ...times, target: `p95 ≤ ${REPEATED_MS_MAX} ms`,
            met: times.p95 <= REPEATED_MS_MAX,
          };
        }),
      ],
      notes: ['the floor runs the same statements one after another on one bare client'],
    };
  } finally {
    await site.stop();
  }
}
