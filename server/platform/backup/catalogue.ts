// Which tables, partitions and sequences are ours; the same answer serves saving and restoring.
import type { Queryable } from '../database.ts';
import type { PartitionBackup, SequenceBackup } from './manifest.ts';

// public belongs to extensions and to whoever shares the database with us.
const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
  and not exists (select 1 from pg_depend x where x.objid = c.oid and x.deptype = 'e')`;

export type Table = { schema: string; name: string; columns: string[] };

/** Written by the migrations and by the queue themselves, so never copied. */
const SELF_MADE = new Set(['platform.migration', 'pgboss.version']);

/**
 * Tables with rows of their own, by name. Generated columns fill themselves; numbers of
 * transactions mean nothing in another cluster, where those of the past would lie in the future,
 * so restored rows get that of the restore.
 */
export async function listTables(on: Queryable): Promise<Table[]> {
  const { rows } = await on.query<Table>(`
    select n.nspname as schema, c.relname as name, array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and not (a.atttypid = 'xid8'::regtype and a.atthasdef)
        order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't' and ${OURS}
    order by 1, 2`);
  return rows.filter(({ schema, name }) => !SELF_MADE.has(`${schema}.${name}`));
}

export async function listPartitions(on: Queryable): Promise<PartitionBackup[]> {
  const { rows } = await on.query<PartitionBackup>(`
    select n.nspname as schema, c.relname as name,
      format('%I.%I', pn.nspname, p.relname) as parent, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_inherits i on i.inhrelid = c.oid
      join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
    where c.relispartition and c.relkind = 'r' and ${OURS}
    order by 1, 2`);
  return rows;
}

export async function listSequences(on: Queryable): Promise<SequenceBackup[]> {
  const { rows } = await on.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${OURS} order by 1, 2`);
  const sequences: SequenceBackup[] = [];
  for (const { schema, name } of rows) {
    const state = await on.query<{ value: number; isCalled: boolean }>(
      `select last_value as value, is_called as "isCalled" from ${quote(schema)}.${quote(name)}`,
    );
    const [found] = state.rows;
    if (found) sequences.push({ schema, name, ...found });
  }
  return sequences;
}

/** Schemas that hold anything of ours. */
export async function listSchemas(on: Queryable): Promise<string[]> {
  const { rows } = await on.query<{ name: string }>(`
    select distinct n.nspname as name from pg_namespace n
      join pg_class c on c.relnamespace = n.oid where ${OURS} order by 1`);
  return rows.map(({ name }) => name);
}

/** Version of the job queue's own schema, null when it is not there. */
export async function queueVersion(on: Queryable): Promise<number | null> {
  const { rows } = await on.query<{ there: boolean }>(
    "select to_regclass('pgboss.version') is not null as there",
  );
  if (!rows[0]?.there) return null;
  const found = await on.query<{ version: number }>('select version from pgboss.version');
  return found.rows[0]?.version ?? null;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
