// Months of the big logs are partitions: made ahead, dropped whole when their time is over.
import { inTransaction, one, type Db, type Queryable } from './database.ts';

const MONTHS_AHEAD = 2;

/** Makes partitions of this month and the next ones; safe to repeat. */
export async function ensurePartitions(db: Db, tables: string[], now: Date): Promise<void> {
  for (const table of tables) {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
      await ensureMonth(db, table, month.toISOString().slice(0, 10));
    }
  }
}

/** PostgreSQL's word for "the default partition holds rows of that month". */
const ROWS_IN_DEFAULT = '23514';

const makeMonth = (on: Queryable, table: string, month: string) =>
  on.query('select platform.ensure_month($1::regclass, $2::date)', [table, month]);

async function ensureMonth(db: Db, table: string, month: string): Promise<void> {
  try {
    await makeMonth(db, table, month);
  } catch (error) {
    const state = error instanceof Error && 'code' in error ? error.code : null;
    if (state !== ROWS_IN_DEFAULT) throw error;
    await moveFromDefault(db, table, month);
  }
}

/**
 * A command or a server that slept through a new year has written before the month was made; its
 * rows move from the default partition into the month.
 */
async function moveFromDefault(db: Db, table: string, month: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.query(`lock table ${table} in access exclusive mode`);
    const row = await one<{ key: string }>(tx,
      `select substring(pg_get_partkeydef($1::regclass) from '\\((\\w+)\\)') as key`, [table]);
    const within = `where ${row?.key} >= '${month}' and ${row?.key} < '${month}'::date
      + interval '1 month'`;
    await tx.query(
      `create temporary table moved on commit drop as select * from ${table}_default ${within}`);
    await tx.query(`delete from ${table}_default ${within}`);
    await makeMonth(tx, table, month);
    await tx.query(`insert into ${table} overriding system value select * from moved`);
  });
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
