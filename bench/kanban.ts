// The board of «Быстрая продажа» by every scope: exact figures of each stage and 30 cards of it.
import { readBoard } from '#modules/deals';
import { actorOf, compareReads, statementsOf, type ReadCase } from './compare-reads.ts';
import { spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared, type Site } from './site.ts';

const BOARD_MS_MAX = 60;
/** Of each scope: a board is one view, so it is asked for again and again. */
const REPEATS = 20;

type Column = { stageId: number; count: number; amountKopecks: number; paidKopecks: number };

export async function kanban({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const { rows } = await site.db.query<{ id: number; open: number }>(
      `select p.id, (select count(*) from deals.deal d where d.is_open)::int as open
       from deals.pipeline p where p.code = 'quick'`);
    const { id: pipelineId, open } = rows[0] ?? { id: 0, open: 0 };
    const path = `/api/deals/board?pipelineId=${pipelineId}`;
    const cases: ReadCase[] = [];
    let exact = true;
    for (const person of await benchPeople(site)) {
      const actor = await actorOf(site, person);
      const statements = await statementsOf(site, actor, (ctx) => readBoard(ctx, { pipelineId }));
      const one = { group: person.scope, caller: person.caller, paths: [path], statements };
      cases.push(...Array.from({ length: REPEATS }, () => one));
      if (person.scope !== 'all') continue;
      const board = JSON.parse((await person.caller.get(path)).text) as { columns: Column[] };
      exact = await isExact(site, pipelineId, board.columns);
    }
    const compared = await compareReads(site, cases);
    return {
      title: `kanban over ${deals} deals, ${open} of them open, 5 rounds of ${REPEATS}`,
      figures: compared.map(({ group, ours, floor, ratio }): Figure => {
        const times = spread(ours);
        return {
          name: group, ours: `${times.p50.toFixed(1)} ms`,
          floor: `p50 ${spread(floor).p50.toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
          ratio, ...times, target: `p95 ≤ ${BOARD_MS_MAX} ms`, met: times.p95 <= BOARD_MS_MAX,
        };
      }),
      notes: [`figures of every stage ${exact ? 'equal' : 'DIFFER FROM'} plain sums of the table`],
    };
  } finally {
    await site.stop();
  }
}

async function isExact(site: Site, pipelineId: number, columns: Column[]): Promise<boolean> {
  const { rows } = await site.db.query<Column>(
    `select stage_id as "stageId", count(*)::int as count,
       sum(amount_kopecks)::bigint as "amountKopecks", sum(paid_kopecks)::bigint as "paidKopecks"
     from deals.deal where pipeline_id = $1 and is_open group by stage_id`, [pipelineId]);
  return rows.every((row) => columns.some((column) => column.stageId === row.stageId
    && column.count === row.count && column.amountKopecks === row.amountKopecks
    && column.paidKopecks === row.paidKopecks));
}
