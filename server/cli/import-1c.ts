// import-1c FILE…: history of 1C from NDJSON files; resumable, and harmless when repeated.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decimalFromKopecks } from '#contract/money';
import { importHistory, type HistorySummary } from '#integrations/onec';
import { ensurePresets } from '#modules/deals';
import { ensureDefaultRoles } from '#modules/staff';
import { isTimeZone } from '#platform/clock';
import { loadCompanyTime } from '#platform/company-time';
import { inTransaction } from '#platform/database';
import { migrate } from '#platform/migrate';
import { type Command, type CommandEnv, UsageProblem } from './command.ts';

const PROGRESS_EVERY_MS = 2_000;

export const command: Command = {
  help: `
Usage: npm run verstak -- import-1c FILE… [--time-zone ZONE] [--json] [--quiet]

Loads .ndjson or .ndjson.gz, one snapshot a line (wire contract version 1). An interrupted load
goes on where it stopped; the same file again changes nothing. What cannot be applied waits in the
quarantine of the exchange monitor with its file and line.

  --time-zone ZONE  zone of a base that the file does not introduce (default: the company's)
  --json            one JSON summary a file on stdout instead of words
  --quiet           no progress on stderr

Exit status: 0 when every file was read to its end, 1 when one is cut off or for another base.
Example: npm run verstak -- import-1c history-2017.ndjson.gz
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true,
      options: {
        'time-zone': { type: 'string' }, json: { type: 'boolean' }, quiet: { type: 'boolean' },
      },
    });
    if (positionals.length === 0) throw new UsageProblem('import-1c needs a file.');
    const zone = values['time-zone'];
    if (zone && !isTimeZone(zone)) throw new UsageProblem(`There is no time zone ${zone}.`);
    const paths = positionals.map((path) => resolve(process.env['INIT_CWD'] ?? '.', path));
    const missing = paths.find((path) => !statSync(path, { throwIfNoEntry: false })?.isFile());
    if (missing) throw new UsageProblem(`There is no file ${missing}.`);
    const db = await env.openDatabase();
    await migrate(db);
    await inTransaction(db, async (tx) => {
      await ensureDefaultRoles(tx);
      await ensurePresets(tx);
    });
    await loadCompanyTime(db);
    for (const path of paths) {
      const summary = await importHistory({ db, now: () => new Date() }, path, {
        ...(zone ? { timeZone: zone } : {}),
        ...(values.quiet ? {} : { onProgress: progressOf(path, env) }),
      });
      env.print(values.json ? JSON.stringify(summary) : describe(summary));
      if (summary.end === 'broken') process.exitCode = 1;
    }
  },
};

function progressOf(path: string, env: CommandEnv) {
  let saidAt = Date.now();
  return ({ line, bytes, sizeBytes }: { line: number; bytes: number; sizeBytes: number }) => {
    if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = Date.now();
    env.note(`${path}: line ${line}, ${Math.floor((100 * bytes) / sizeBytes)} %`);
  };
}

function proofWords({ months, differ }: HistorySummary['proof']): string {
  return differ === 0 ? `${months} months agree`
    : `${differ} of ${months} months DIFFER, see the file in the exchange monitor`;
}

function describe(summary: HistorySummary): string {
  const counts = Object.entries(summary.counts).map(([name, count]) => `${name} ${count}`);
  const types = Object.entries(summary.byType).map(([type, { count, sumKopecks }]) =>
    `  ${type}: ${count} applied, sum ${decimalFromKopecks(sumKopecks)}`);
  const notes = [
    ...(summary.resumedAfterLine > 0 ? [`  resumed after line ${summary.resumedAfterLine}`] : []),
    ...(summary.garbled > 0 ? [`  ${summary.garbled} unreadable lines in quarantine`] : []),
    `  proof: ${proofWords(summary.proof)}`,
    ...(summary.end === 'broken' ? [`  BROKEN END: ${summary.endText}`] : []),
  ];
  return [`${summary.file}: ${counts.join(', ') || 'nothing'}`, ...types, ...notes].join('\n');
}
