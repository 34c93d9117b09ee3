// The rows of an export: what the person reads and may also carry away, in the order of the screen.
import type { ExportStart } from '#contract/exports';
import type { ListQuery } from '#contract/listing';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Db, Queryable } from '#platform/database';
import type { Field } from '#platform/listing/catalogue';
import { cellsSql, readColumns } from '#platform/listing/cells';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { fromClause, type ListSource, viewPredicate } from '#platform/listing/run-list';
import { compileSort } from '#platform/listing/sort';
import { listFrame, type ListSubject } from '#platform/listing/subject';

export type ExportDeps = {
  db: Db;
  now: () => Date;
  exportsDir: string;
  subjects: Readonly<Record<string, ListSubject>>;
  actorOf: (employeeId: number) => Promise<Actor | null>;
};

export type ExportView = {
  source: ListSource;
  query: ListQuery & { columns: string };
  where: Fragment;
};

export function exportView(ctx: Context, subject: ListSubject, input: ExportStart): ExportView {
  const source = subject.source(ctx, input.q);
  const { filter, q, sort, ids } = input;
  const query = {
    columns: input.columns.map(({ field }) => field).join(','),
    ...(filter ? { filter } : {}), ...(q ? { q } : {}), ...(sort ? { sort } : {}),
  };
  const marked: Fragment[] = ids
    ? [{ sql: `${source.catalogue.idColumn} = any($1::bigint[])`, values: [ids] }] : [];
  const where = allOf([
    viewPredicate(source, query, listFrame(ctx)), subject.exportable(ctx.actor), ...marked,
  ]);
  return { source, query, where };
}

export async function countRows(on: Queryable, { source, where }: ExportView): Promise<number> {
  const { rows } = await on.query<{ count: number }>(
    `select count(*) as count from ${fromClause(source, where.sql)} where ${where.sql}`,
    where.values);
  return rows[0]?.count ?? 0;
}

export type Cells = Record<string, unknown>;
const FETCHED = 1_000;

/** Fields of the columns, and their values row by row through a cursor of the transaction. */
export function openRows(
  ctx: Context, tx: Queryable, { source, query, where }: ExportView,
): { fields: Field[]; rows: () => AsyncGenerator<Cells> } {
  const { hidden } = listFrame(ctx);
  const fields = readColumns(source.catalogue, query.columns, hidden);
  const sort = compileSort(source.catalogue, query.sort, hidden);
  const cells = cellsSql(fields);
  const from = fromClause(source, cells, where.sql, sort.sql);
  async function* rows(): AsyncGenerator<Cells> {
    await tx.query(
      `declare exported no scroll cursor for
       select ${cells} from ${from} where ${where.sql} order by ${sort.sql}`, where.values);
    for (;;) {
      const page = await tx.query<{ cells: Cells }>(`fetch ${FETCHED} from exported`);
      for (const row of page.rows) yield row.cells;
      if (page.rows.length < FETCHED) return;
    }
  }
  return { fields, rows };
}
