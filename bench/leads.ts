// Leads as an operator, a salesperson, a head and a director see them: first page, exact total,
// board; against the same SQL bare.
import { listLeads, readBoard } from '#modules/leads';
import type { Context } from '#platform/context';
import { actorOf, compareReads, statementsOf, type ReadCase } from './compare-reads.ts';
import { spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { ensureManyLeads } from './many-leads.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared } from './site.ts';

const READ_MS_MAX = { page: 30, total: 250, board: 60 } as const;
const REPEATS = 4;

type Kind = keyof typeof READ_MS_MAX;
type View = { kind: Kind; path: string; read: (ctx: Context) => Promise<unknown> };

const filterOf = (filter: object) => JSON.stringify(filter);

function views(): View[] {
  const filters = [
    undefined, filterOf({ isOpen: { eq: true } }), filterOf({ createdAt: { gte: '-30d' } }),
    filterOf({ channel: { eq: 'site' } }),
  ];
  const lists = filters.flatMap((filter): View[] => (['page', 'total'] as const).map((kind) => {
    const query = {
      limit: '50', total: kind === 'total' ? '1' as const : '0' as const,
      ...(filter ? { filter } : {}),
    };
    const path = `/api/leads?${new URLSearchParams(query)}`;
    return { kind, path, read: (ctx) => listLeads(ctx, query) };
  }));
  return [...lists, { kind: 'board', path: '/api/leads/board', read: (ctx) => readBoard(ctx, {}) }];
}

export async function leads({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const operator = await ensureManyLeads(site, deals);
    const { rows: [own] } = await site.db.query<{ id: number; count: number }>(
      `select e.id, (select count(*) from leads.lead)::int as count from staff.employee e
       join platform.account a on a.id = e.account_id where a.login = 'bench-operator-0'`);
    const people = [
      { scope: 'operator', employeeId: own!.id, caller: operator },
      ...await benchPeople(site),
    ];
    const cases: ReadCase[] = [];
    for (const person of people) {
      const actor = await actorOf(site, person);
      for (const { kind, path, read } of views()) {
        const statements = await statementsOf(site, actor, read);
        const one = { group: `${person.scope}, ${kind}`, caller: person.caller, paths: [path] };
        cases.push(...Array.from({ length: REPEATS }, () => ({ ...one, statements })));
      }
    }
    const compared = await compareReads(site, cases);
    return {
      title: `${own!.count} leads beside ${deals} deals, 5 rounds`,
      figures: compared.map(({ group, ours, floor, ratio }): Figure => {
        const times = spread(ours);
        const limit = READ_MS_MAX[group.split(', ')[1] as Kind];
        return {
          name: group, ours: `${times.p50.toFixed(1)} ms`,
          floor: `p50 ${spread(floor).p50.toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
          ratio, ...times, target: `p95 ≤ ${limit} ms`, met: times.p95 <= limit,
        };
      }),
      notes: ['views: all, open, of 30 days, of the site; page of 50, with the total, the board'],
    };
  } finally {
    await site.stop();
  }
}
