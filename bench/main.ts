// `npm run bench -- NAME [--deals N] [--seconds N] [--json]`: one figure at a time, always against
// a floor measured in the same run; results are added to bench/results/NAME-DATE.md.
import { parseArgs } from 'node:util';
import { keep, tableOf, type Report } from './figures.ts';

export type BenchOptions = { deals: number; seconds: number };
export type Bench = (options: BenchOptions) => Promise<Report>;

const BENCHES: Record<string, { what: string; load: () => Promise<Bench> }> = {
  prepare: {
    what: 'loads the history of N deals into .cache/bench and reports its own ratio',
    load: async () => (await import('./backfill.ts')).backfill,
  },
  backfill: {
    what: 'the same as prepare: transport D against COPY, the screens meanwhile',
    load: async () => (await import('./backfill.ts')).backfill,
  },
  list: {
    what: 'saved views of every scope: first page and exact total',
    load: async () => (await import('./list.ts')).list,
  },
  kanban: {
    what: 'the board: count, sums and 30 cards a stage',
    load: async () => (await import('./kanban.ts')).kanban,
  },
  card: {
    what: 'opens a deal with 20 lines, 5 payments and 40 events',
    load: async () => (await import('./card.ts')).card,
  },
  search: {
    what: 'Ctrl+K over everything: names, ИНН, phones, numbers, the wrong layout',
    load: async () => (await import('./search.ts')).search,
  },
  leads: {
    what: 'lists and the board of leads, one to each eighth deal',
    load: async () => (await import('./leads.ts')).leads,
  },
  write: {
    what: 'moves a stage, edits a field, replaces lines',
    load: async () => (await import('./write.ts')).write,
  },
  paste: {
    what: 'a specification of 200 lines matched and saved at 200,000 products',
    load: async () => (await import('./paste.ts')).paste,
  },
  import: {
    what: 'a workbook of companies tried, written and taken back',
    load: async () => (await import('./import.ts')).importRows,
  },
  commerceml: {
    what: 'a CommerceML catalogue of 60 MB read and written, memory of it',
    load: async () => (await import('./commerceml.ts')).commerceml,
  },
  push: {
    what: '1C pushes orders and payments over HTTP, the screens meanwhile',
    load: async () => (await import('./push.ts')).push,
  },
  live: {
    what: 'a payment pushed → told to another person who looks at the deal',
    load: async () => (await import('./live.ts')).live,
  },
  users: {
    what: '120 people at work at once, each with a live stream; --seconds 600 is the whole of it',
    load: async () => (await import('./users.ts')).users,
  },
  jobs: {
    what: 'how long a job waits, and how soon a killed worker is replaced',
    load: async () => (await import('./jobs.ts')).jobs,
  },
  report: {
    what: 'reports of money by every scope: receivables, deferrals, expected payments',
    load: async () => (await import('./report.ts')).report,
  },
  timers: {
    what: '50,000 deferrals due one morning, killed in the middle; --deals tells how many',
    load: async () => {
      const { timers } = await import('./timers.ts');
      return ({ deals }) => timers({ deals: Math.min(deals, 50_000) });
    },
  },
  'custom-fields': {
    what: 'values of custom fields: one jsonb column against a row for each value',
    load: async () => (await import('./custom-fields.ts')).customFields,
  },
  duplicates: {
    what: 'who may be known already, at each pause of typing, over 300,000 companies',
    load: async () => (await import('./duplicates.ts')).duplicates,
  },
  web: {
    what: 'Chromium: JavaScript of the first load, a card opened from the board, a tab switched',
    load: async () => (await import('./web.ts')).web,
  },
  start: {
    what: 'from the start of the server to its first answer',
    load: async () => (await import('./start.ts')).start,
  },
};

// A server that a bench has started ends at its exit, and a signal alone is none.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}
process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const { positionals: [name = ''], values } = parseArgs({
    args, allowPositionals: true,
    options: {
      deals: { type: 'string', default: '240000' },
      seconds: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
    },
  });
  const bench = BENCHES[name];
  if (!bench) {
    const lines = Object.entries(BENCHES).map(([known, { what }]) => `  ${known}: ${what}`);
    console.error(`npm run bench -- NAME [--deals N] [--seconds N] [--json]\n${lines.join('\n')}`);
    return 2;
  }
  const run = await bench.load();
  const report = await run({ deals: Number(values.deals), seconds: Number(values.seconds) });
  keep(name === 'prepare' ? 'backfill' : name, report);
  console.log(values.json ? JSON.stringify(report) : tableOf(report));
  return 0;
}
