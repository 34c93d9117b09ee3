// The rows of an export: what the person reads and may also carry away, in the order of the screen.
import type { ExportStart } from '#contract/exports';
import type { ListQuery } from '#contract/listing';
import { type Group, GROUPS_IN_FILE_MAX } from '#contract/lists';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Db, Queryable } from '#platform/database';
import type { Field } from '#platform/listing/catalogue';
import { cellsSql, readColumns } from '#platform/listing/cells';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import { type ListSource, viewPredicate } from '#platform/listing/run-list';
import { runGroups } from '#platform/listing/run-groups';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { compileSort } from '#platform/listing/sort';
import { listFrame, type ListSubject } from '#platform/listing/subject';
import { sumsApart, wordsApart } from '#platform/listing/sums-apart';
import { refuse } from '#platform/refuse';

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
  const source = carriedSource(ctx, subject, input);
  const { filter, q, sort } = input;
  const query = {
    columns: [...input.columns.map(({ field }) => field), ...subject.told?.needs ?? []].join(','),
    ...(filter ? { filter } : {}), ...(q ? { q } : {}), ...(sort ? { sort } : {}),
  };
  return { source, query, where: viewPredicate(source, query, listFrame(ctx)) };
}

/** The list of what may be carried away: rows that are read and not exportable are not in it. */
function carriedSource(
  ctx: Context, subject: ListSubject, { q, ids, filter }: ExportStart,
): ListSource {
  const source = subject.source(ctx, q, filter);
  const marked: Fragment[] = ids
    ? [{ sql: `${source.catalogue.idColumn} = any($1::bigint[])`, values: [ids] }] : [];
  const visibility = allOf([source.visibility, subject.exportable(ctx.actor), ...marked]);
  return { ...source, visibility, branches: undefined };
}

/** Money of the columns, and what a column of words tells of other currencies. */
function summedIn({ source, query }: ExportView, hidden: FilterFrame['hidden']): string[] {
  const fields = readColumns(source.catalogue, query.columns, hidden);
  const { words } = source.apart ?? {};
  return [...new Set([
    ...fields.filter(({ type }) => type === 'money').map(({ name }) => name),
    ...(words && fields.some(({ name }) => name === words.field) ? [words.of] : []),
  ])];
}

/** What the column of other currencies says under all rows; nothing where it is not asked for. */
export async function totalApart(
  ctx: Context, tx: Queryable, view: ExportView,
): Promise<Readonly<Record<string, string>>> {
  const { words } = view.source.apart ?? {};
  const { hidden } = listFrame(ctx);
  const asks = words && readColumns(view.source.catalogue, view.query.columns, hidden)
    .some(({ name }) => name === words.field);
  if (!asks) return {};
  const sums = await sumsApart(tx, view.source, { summed: [words.of], where: view.where });
  return { [words.field]: wordsApart(sums.get(null) ?? [], words.of) };
}

/** The groups of the screen, each with the view of its rows. */
export async function exportGroups(
  ctx: Context, tx: Queryable, view: ExportView, by: string,
): Promise<{ group: Group; view: ExportView }[]> {
  const { source, query } = view;
  const frame = listFrame(ctx);
  const sums = summedIn(view, frame.hidden).join(',');
  const { groups, isCut } = await runGroups(tx, source, {
    by, filter: query.filter, q: query.q, sums, max: GROUPS_IN_FILE_MAX,
  }, frame);
  if (isCut) {
    throw refuse('field.invalid',
      `Групп больше ${GROUPS_IN_FILE_MAX}. Сузьте отбор или выгрузите без групп.`);
  }
  return groups.map((group) => {
    const asked = { ...query, filter: group.filter };
    return { group, view: { source, query: asked, where: viewPredicate(source, asked, frame) } };
  });
}

/** Up to `max`, when it is given: what lies beyond is not looked at. */
export async function countRows(
  on: Queryable, { source, where }: ExportView, max?: number,
): Promise<number> {
  const rowsOf = `from ${fromClause(source, where.sql)} where ${where.sql}`;
  const { rows } = await on.query<{ count: number }>(
    max === undefined ? `select count(*) as count ${rowsOf}`
      : `select count(*) as count from (select ${rowsOf} limit ${max}) as first`,
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
      if (page.rows.length < FETCHED) break;
    }
    await tx.query('close exported');
  }
  return { fields, rows };
}
