// What the database itself tells: version, letters, safety settings, migrations, months, secrets.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { failedMails } from '#modules/work';
import type { Config } from '#platform/config';
import { type Db, one } from '#platform/database';
import { appliedMigrations, pendingMigrations, readMigrations } from '#platform/migrate';
import { openSecrets } from '#platform/secrets';
import { type Finding, note, well, wrong } from './finding.ts';

const MINIMUM_VERSION = 170_000;
const MINIMUM_CONNECTIONS = 40;
const SKEW_MS = 2_000;

export async function checkDatabaseState(db: Db, config: Config): Promise<Finding[]> {
  const findings = [
    await checkVersion(db), await checkLetters(db), ...await checkSettings(db),
    await checkClock(db),
  ];
  const migrations = await checkMigrations(db);
  findings.push(migrations);
  // The rest reads tables of ours, which are there only when all migrations are.
  if (migrations.state !== 'well') return findings;
  return [
    ...findings, await checkMonths(db), await checkSecrets(db, config), await checkMails(db),
  ];
}

async function checkVersion(db: Db): Promise<Finding> {
  const found = await one<{ number: number; text: string }>(db, `
    select current_setting('server_version_num')::int as number,
      current_setting('server_version') as text`);
  const text = found?.text ?? 'unknown';
  return (found?.number ?? 0) >= MINIMUM_VERSION
    ? well('PostgreSQL', text)
    : wrong('PostgreSQL', `${text} is too old`, 'use version 17 or newer');
}

async function checkLetters(db: Db): Promise<Finding> {
  const found = await one<{ folds: boolean; letters: boolean; encoding: string }>(db, `
    select lower('НАСОС') = 'насос' as folds, 'н' ~ '^[[:alnum:]]$' as letters,
      current_setting('server_encoding') as encoding`);
  if (found?.folds && found.letters && found.encoding === 'UTF8') {
    return well('Locale', 'knows Russian letters');
  }
  return wrong(
    'Locale', 'Russian letters are unknown to the database, searches find nothing',
    "make a database with locale_provider builtin, builtin_locale 'C.UTF-8', and restore into it",
  );
}

async function checkSettings(db: Db): Promise<Finding[]> {
  const { rows } = await db.query<{ name: string; setting: string }>(`
    select name, setting from pg_settings where name in
      ('fsync', 'full_page_writes', 'synchronous_commit', 'max_connections')`);
  const set = new Map(rows.map(({ name, setting }) => [name, setting]));
  const unsafe = ['fsync', 'full_page_writes', 'synchronous_commit']
    .filter((name) => set.get(name) === 'off');
  const findings: Finding[] = unsafe.map((name) => wrong(
    'Durability', `${name} is off: a power cut may lose what was saved`,
    `alter system set ${name} = on; select pg_reload_conf();`,
  ));
  const connections = Number(set.get('max_connections'));
  if (connections < MINIMUM_CONNECTIONS) {
    findings.push(wrong(
      'Connections', `max_connections is ${connections}`,
      `alter system set max_connections = ${MINIMUM_CONNECTIONS}; and restart PostgreSQL`,
    ));
  }
  return findings.length > 0 ? findings : [well('Settings', 'safe')];
}

async function checkClock(db: Db): Promise<Finding> {
  const before = Date.now();
  const found = await one<{ ms: number }>(
    db, 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  );
  const skewMs = Math.abs((found?.ms ?? 0) - (before + Date.now()) / 2);
  return skewMs <= SKEW_MS
    ? well('Clock', 'agrees with the database')
    : wrong(
      'Clock', `differs from the database's by ${(skewMs / 1000).toFixed(1)} s`,
      'switch time synchronisation on, on both machines: timedatectl set-ntp true',
    );
}

async function checkMigrations(db: Db): Promise<Finding> {
  const all = readMigrations();
  try {
    const pending = pendingMigrations(all, await appliedMigrations(db));
    if (pending.length === 0) return well('Migrations', `all ${all.length} applied`);
    return note('Migrations', `${pending.length} of ${all.length} are applied by the next start`);
  } catch (error) {
    return wrong(
      'Migrations', (error as Error).message, 'run the Verstak this database belongs to',
    );
  }
}

/** Rows that fell into a default partition show that the months are not made in time. */
async function checkMonths(db: Db): Promise<Finding> {
  const { rows } = await db.query<{ table: string; name: string; next: boolean }>(`
    select format('%I.%I', n.nspname, p.relname) as table,
      format('%I.%I', n.nspname, c.relname) as name,
      exists (select 1 from pg_inherits j join pg_class m on m.oid = j.inhrelid
        where j.inhparent = p.oid
          and m.relname = p.relname || to_char(now() + interval '1 month', '_YYYY_MM')) as next
    from pg_partitioned_table t join pg_class p on p.oid = t.partrelid
      join pg_namespace n on n.oid = p.relnamespace
      join pg_class c on c.oid = t.partdefid
    where n.nspname <> 'pgboss' order by 1`);
  const late = rows.filter(({ next }) => !next).map(({ table }) => table);
  const spilt: string[] = [];
  for (const { name } of rows) {
    const found = await one<{ any: boolean }>(db, `select exists (select 1 from ${name}) as any`);
    if (found?.any) spilt.push(name);
  }
  if (late.length > 0) {
    return wrong(
      'Months', `no partition for the next month of ${late.join(', ')}`,
      'start Verstak with the role worker: it makes them every day',
    );
  }
  return spilt.length > 0
    ? note('Months', `${spilt.join(', ')} holds rows outside of every month`)
    : well('Months', `partitions of ${rows.length} logs are ready`);
}

async function checkMails(db: Db): Promise<Finding> {
  const failed = await failedMails(db);
  return failed === 0 ? well('Mail', 'no letter was refused')
    : wrong('Mail', `${failed} letters did not go out`,
      'open «Уведомления и отпуск» as administrator: reasons and a retry are there');
}

async function checkSecrets(db: Db, config: Config): Promise<Finding> {
  const { rows } = await db.query<{ id: string; sealed: Buffer }>(`
    select id, secret_cipher as sealed from platform.api_key
    where secret_cipher is not null and revoked_at is null order by id`);
  if (rows.length === 0) return well('Secrets', 'none are kept');
  const mend = `bring ${config.keyFile} back from a backup, or make new keys: npm run verstak -- `
    + 'key create --kind 1c --name NAME';
  if (!existsSync(config.keyFile)) {
    return wrong('Secrets', `the key file is missing, ${rows.length} keys of 1C are dead`, mend);
  }
  const secrets = openSecrets(dirname(config.keyFile));
  const dead = rows.filter(({ sealed }) => {
    try {
      return secrets.open(sealed) === '';
    } catch {
      return true;
    }
  });
  return dead.length === 0
    ? well('Secrets', `${rows.length} readable`)
    : wrong('Secrets', `the key file does not open ${dead.map(({ id }) => id).join(', ')}`, mend);
}
