// restore DIR: verifies a backup and puts it in place, all of it or nothing.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupProblem } from '#platform/backup/manifest';
import { loadBackup } from '#platform/backup/load';
import type { Config } from '#platform/config';
import { type Db, one } from '#platform/database';
import { migrate } from '#platform/migrate';
import { isDataLocked } from '#platform/postgres/data-lock';
import { type Command, type CommandEnv, UsageProblem } from './command.ts';

export const command: Command = {
  help: `
Usage: npm run verstak -- restore DIR [--force] [--quiet]

Stop Verstak first. The backup is verified before anything is touched; then either all of it is in
place or nothing was changed. The database and the files must be empty: on a new machine run restore
before the first npm start, with VERSTAK_DATA naming the new data folder. A backup of an older
Verstak is brought up to this one's tables.

  --force    replace the database, the files and the key that are there
  --quiet    no progress on stderr

Prints the time the backup was taken.
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true,
      options: { force: { type: 'boolean' }, quiet: { type: 'boolean' } },
    });
    const [dir, ...rest] = positionals;
    if (!dir || rest.length > 0) throw new UsageProblem('restore needs one folder.');
    const { filesDir, keyFile, dataDir } = env.config;
    if (!env.config.databaseUrl && isDataLocked(dataDir)) {
      throw new BackupProblem(`Verstak is running on ${dataDir}: stop it first.`);
    }
    const db = await env.openDatabase();
    await refuseOthers(db, env.config);
    const manifest = await loadBackup({
      db, filesDir, keyFile,
      folder: resolve(process.env['INIT_CWD'] ?? '.', dir),
      force: values.force ?? false,
      note: values.quiet ? undefined : env.note,
    });
    await bringUp(db, env);
    env.print(manifest.takenAt);
  },
};

/** Somebody else's PostgreSQL has no lock of ours; who is connected shows whether Verstak runs. */
async function refuseOthers(db: Db, config: Config): Promise<void> {
  if (!config.databaseUrl) return;
  const others = await one<{ count: number }>(db, `
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'verstak'
      and pid <> pg_backend_pid()`);
  if (!others?.count) return;
  throw new BackupProblem('Verstak is connected to this database: stop it first.');
}

async function bringUp(db: Db, env: CommandEnv): Promise<void> {
  const applied = await migrate(db);
  if (applied.length > 0) env.note(`migrated: ${applied.join(', ')}`);
}
