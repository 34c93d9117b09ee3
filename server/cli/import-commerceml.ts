// import-commerceml FILE…: the catalogue, offers and orders of a site exchange, from files.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CommercemlSummary, importCommerceml } from '#integrations/onec';
import { ensurePresets } from '#modules/deals';
import { loadCompanyTime } from '#platform/company-time';
import { inTransaction } from '#platform/database';
import { migrate } from '#platform/migrate';
import { type Command, UsageProblem } from './command.ts';

export const command: Command = {
  help: `
Usage: npm run verstak -- import-commerceml FILE… [--base NAME] [--json] [--quiet]

Reads CommerceML 2.03–3.1 in UTF-8, windows-1251 or UTF-16, in the order given: name the classifier
and catalogue before offers and orders. Products, companies, contacts and orders are stored, an
order without a deal gets one. The same files again change nothing. What cannot be taken waits in
the quarantine of the exchange monitor with its file, line and reason; its neighbours are loaded.

  --base NAME  the site or base the files come from (default: commerceml)
  --json       one JSON summary a file on stdout instead of words
  --quiet      no progress on stderr

Exit status: 0 all files were read to their end, 1 one of them is broken.
Example: npm run verstak -- import-commerceml import.xml offers.xml orders.xml
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true,
      options: { base: { type: 'string' }, json: { type: 'boolean' }, quiet: { type: 'boolean' } },
    });
    if (positionals.length === 0) throw new UsageProblem('import-commerceml needs a file.');
    const paths = positionals.map((path) => resolve(process.env['INIT_CWD'] ?? '.', path));
    const missing = paths.find((path) => !existsSync(path));
    if (missing) throw new UsageProblem(`There is no file ${missing}.`);
    const db = await env.openDatabase();
    await migrate(db);
    await inTransaction(db, ensurePresets);
    await loadCompanyTime(db);
    const summaries = await importCommerceml({ db, now: () => new Date() }, paths, {
      base: values.base,
      onProgress: ({ file, bytes, sizeBytes }) => {
        if (!values.quiet) env.note(`${file}: ${Math.floor((100 * bytes) / sizeBytes)} %`);
      },
    });
    for (const summary of summaries) {
      env.print(values.json ? JSON.stringify(summary) : describe(summary));
    }
    if (summaries.some((summary) => !summary.complete)) process.exitCode = 1;
  },
};

/** Bad records in full up to here; the rest stands in quarantine. */
const LISTED_MAX = 20;

function describe(summary: CommercemlSummary): string {
  const { file, objects, quarantined, notices, complete } = summary;
  const counts = Object.entries(objects).map(([name, count]) => `${name} ${count}`).join(', ');
  const lines = [`${file}: ${counts || 'nothing to store'}${complete ? '' : ' — BROKEN FILE'}`];
  const listed = [
    ...quarantined.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...notices.map(({ line, reason }) => `  line ${line}: not stored: ${reason}`),
  ];
  lines.push(...listed.slice(0, LISTED_MAX));
  if (listed.length > LISTED_MAX) lines.push(`  … and ${listed.length - LISTED_MAX} more`);
  return lines.join('\n');
}
