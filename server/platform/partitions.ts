// Months of the big logs are partitions: made ahead, dropped whole when their time is over.
import type { Db } from './database.ts';

const MONTHS_AHEAD = 2;

/** Makes partitions of this month and the next ones; safe to repeat. */
export async function ensurePartitions(db: Db, tables: string[], now: Date): Promise<void> {
  for (const table of tables) {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
      await db.query('select platform.ensure_month($1::regclass, $2::date)',
        [table, month.toISOString().slice(0, 10)]);
    }
  }
}

/** Drops month partitions of `table` that ended more than `days` ago; returns their names. */
export async function dropOldPartitions(
  db: Db, table: string, days: number, now: Date,
): Promise<string[]> {
  const limit = new Date(now.getTime() - days * 86_400_000);
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
       join pg_namespace n on n.oid = c.relnamespace
     where i.inhparent = $1::regclass and c.relname ~ '_\\d{4}_\\d{2}$'
       and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= $2::date`,
    [table, limit.toISOString().slice(0, 10)]);
  for (const { name } of rows) await db.query(`drop table ${name}`);
  return rows.map((row) => row.name);
}
