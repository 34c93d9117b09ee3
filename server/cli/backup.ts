// backup DIR: a whole, verified-by-hash copy of the company, taken while everybody works.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { saveBackup } from '#platform/backup/save';
import { type Command, UsageProblem } from './command.ts';

export const command: Command = {
  help: `
Usage: npm run verstak -- backup DIR [--quiet]

Writes a backup into DIR, which must not exist or be empty. Verstak may run and be written to: the
copy is what was committed at one moment. The folder holds one compressed file for each table, the
uploaded files, the key file and a manifest with the hash of each part. Keep it closed: it holds
everything, the key included.

  --quiet    no progress on stderr

Prints DIR when it is done. Example: npm run verstak -- backup /backups/$(date +%F)
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true, options: { quiet: { type: 'boolean' } },
    });
    const [dir, ...rest] = positionals;
    if (!dir || rest.length > 0) throw new UsageProblem('backup needs one folder.');
    const folder = resolve(process.env['INIT_CWD'] ?? '.', dir);
    const { filesDir, keyFile } = env.config;
    const manifest = await saveBackup({
      db: await env.openDatabase(), folder, filesDir, keyFile,
      note: values.quiet ? undefined : env.note,
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    env.note(
      `${manifest.tables.length} tables, ${rows} rows, ${manifest.files.length} files, ` +
        `${manifest.key ? 'the key' : 'NO KEY FILE'}`,
    );
    env.print(folder);
  },
};
