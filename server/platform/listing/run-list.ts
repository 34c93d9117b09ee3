// One page of any noun: rows, the cursor of the next page, and on demand the exact total and sums
// of the whole view. Lists, boards and exports all come through here.
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX, type ListQuery } from '#contract/listing';
import type { Queryable } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';
import type { Branches } from '#platform/visibility';
import { estimateOf, estimateStatement, type Looks, LOOKS } from './asked-stage.ts';
import { type Catalogue, type Field, requireField } from './catalogue.ts';
import { cellsSql, readColumns } from './cells.ts';
import { compileFilter } from './compile-filter.ts';
import { hashView, type KeyValues, readCursor, writeCursor } from './cursor.ts';
import { allOf, unionOf, type Fragment } from './fragment.ts';
import { fromClause } from './from-clause.ts';
import { rowsAfter } from './keyset.ts';
import { parseFilter, wrong } from './parse-filter.ts';
import type { FilterFrame } from './resolve-filter.ts';
import { type AskedPage, lookFirst, readAsked } from './read-asked.ts';
import { keysOf, withoutKeys } from './sort-keys.ts';
import { compileSort, type Sort } from './sort.ts';
import type { Apart } from './sums-apart.ts';
import { idsOfStage, type Stage, stagesOf, wholeStage } from './stretches.ts';

export type ListSource = {
  catalogue: Catalogue;
  /** Text after `from`; joins must not multiply rows, or sums would lie. */
  from: string;
  /**
   * More joins by alias, added where a statement names the alias: PostgreSQL 18 drops an unused
   * left join, but then no longer reads the index alone (100 k open deals: 20 → 190 ms).
   */
  joins?: Readonly<Record<string, string>>;
  /** Text after `select`; names that begin with sort_key_ are taken. */
  columns: string;
  /** Who sees what, from platform/visibility; parameters numbered from $1. */
  visibility: Fragment;
  /**
   * The same as `visibility` in parts that share no row, each with an index of its own. An `or` of
   * them has none: the page of a manager with 20,000 deals read them all.
   */
  branches?: Branches | undefined;
  /** What `q` means for this noun; parameters numbered from $1. */
  search?: Fragment | undefined;
  /**
   * There are very many rows; the default order and that of ids have an index in every branch. A
   * page of a filter or of `q` looks through the first rows of its order before all else: an index
   * of words reads 70,000 rows for a frequent one.
   */
  looks?: Looks;
  /**
   * The actor sees few rows of many: those are sorted sooner than found in an order of everybody's
   * (a manager by the names of clients: 200 ms against 3 s).
   */
  seesFew?: boolean;
  /** Money of the records in other currencies. */
  apart?: Apart;
  /** Given for hot nouns: pages without a filter of the caller become prepared statements. */
  prepareAs?: string;
};

export type ListPage<R> = {
  items: R[];
  cursor: string | null;
  total?: number;
  sums?: Record<string, number>;
};

type Parsed = {
  limit: number;
  sort: Sort;
  /** What the caller asked for. */
  asked: Fragment;
  /** Who sees what, in parts; one when the noun has no branches. */
  branches: Branches;
  view: string;
  summed: Field[];
  /** Text of more columns: what the person has chosen to see. */
  cells: string;
  /** As the screen opens it: few different texts, worth preparing. */
  plain: boolean;
  way: Way;
};

/**
 * How a page is read: `ordered` by what PostgreSQL makes of its order, `staged` from the indexes of
 * its stages, `searched` from the first rows of the default order, `asked` of what a filter leaves.
 */
type Way = 'ordered' | 'staged' | 'searched' | 'asked';

/** Runs the list. Throws 'filter.invalid', 'cursor.invalid', 'request.invalid'. */
export async function runList<R extends object>(
  queryable: Queryable, source: ListSource, query: ListQuery, frame: FilterFrame,
): Promise<ListPage<R>> {
  const parsed = parseList(source, query, frame);
  const [page, whole] = await Promise.all([
    readPage<R>(queryable, source, parsed, query.cursor),
    readWhole(queryable, source, parsed, query),
  ]);
  return { ...page, ...whole };
}

/** The predicate of the whole view, for boards and reports that aggregate it in their own way. */
export function viewPredicate(source: ListSource, query: ListQuery, frame: FilterFrame): Fragment {
  return allOf([source.visibility, askedPredicate(source, query, frame)]);
}

/** The same in parts that share no row, for figures that add up. */
export function viewBranches(
  source: ListSource, query: ListQuery, frame: FilterFrame,
): readonly Fragment[] {
  const asked = askedPredicate(source, query, frame);
  return (source.branches?.counted ?? [source.visibility]).map((branch) => allOf([branch, asked]));
}

function askedPredicate(source: ListSource, query: ListQuery, frame: FilterFrame): Fragment {
  const filter = compileFilter(source.catalogue, parseFilter(query.filter), frame);
  return source.search && query.q ? allOf([filter, source.search]) : filter;
}

function parseList(source: ListSource, query: ListQuery, frame: FilterFrame): Parsed {
  const { catalogue } = source;
  const sort = compileSort(catalogue, query.sort, frame.hidden);
  const asked = askedPredicate(source, query, frame);
  const whole = [source.visibility];
  const branches = source.branches ?? { ordered: whole, counted: whole };
  const view = viewName(catalogue, sort, query);
  const summed = readSums(source, query, frame);
  const limit = readLimit(query.limit);
  const fields = readColumns(catalogue, query.columns, frame.hidden);
  const cells = fields.length === 0 ? '' : `, ${cellsSql(fields)}`;
  const plain = !query.filter && !query.q && !query.sort && !cells
    && limit % LIST_LIMIT_DEFAULT === 0;
  const way = wayOf(source, query, sort);
  return { limit, sort, asked, branches, view, summed, cells, plain, way };
}

function wayOf(source: ListSource, { filter, q, sort: order }: ListQuery, sort: Sort): Way {
  const { looks, seesFew } = source;
  if (looks && q && source.search && !filter && !order) return 'searched';
  if (filter || q) return looks ? 'asked' : 'ordered';
  if (!seesFew) return 'staged';
  return looks && !hasIndex(source, sort) ? 'asked' : 'ordered';
}

/** Whether each branch has an index in this order; one's own deals have none of ids. */
function hasIndex({ catalogue, seesFew }: ListSource, { keys: [first, second] }: Sort): boolean {
  if (first!.name === 'id') return !seesFew;
  return first!.name === catalogue.defaultSort.replace('-', '') && second!.name === 'id';
}

/** What a cursor is bound to; a board writes cursors that the list continues. */
export function viewName(catalogue: Catalogue, sort: Sort, query: ListQuery): string {
  const filterText = JSON.stringify(parseFilter(query.filter));
  return hashView([catalogue.noun, sort.sql, filterText, query.q ?? '']);
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return LIST_LIMIT_DEFAULT;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIST_LIMIT_MAX) return limit;
  const reason = `Число от 1 до ${LIST_LIMIT_MAX}`;
  throw refuse('request.invalid', `limit: ${reason}`, [{ field: 'limit', reason }]);
}

function readSums(source: ListSource, query: ListQuery, frame: FilterFrame): Field[] {
  const names = query.sums ? [...new Set(query.sums.split(','))] : [];
  return names.map((name) => {
    const field = requireField(source.catalogue, name, frame.hidden);
    if (field.type === 'money' || field.type === 'number') return field;
    throw wrong(`Поле «${name}» не суммируют`, name);
  });
}

async function readPage<R extends object>(
  queryable: Queryable, source: ListSource, parsed: Parsed, cursor: string | undefined,
): Promise<{ items: R[]; cursor: string | null }> {
  const { sort, limit, view } = parsed;
  const last = cursor ? readCursor(cursor, view, sort.keys) : null;
  const rows = await readRows(queryable, source, parsed, last)
    .catch((error: unknown) => {
      // Only a doctored cursor can hold text that is no date or number of its key's type.
      throw cursor && isBadValue(error) ? refuse('cursor.invalid') : error;
    });
  const page = rows.slice(0, limit);
  const count = sort.keys.length;
  const end = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => withoutKeys(row, count) as R),
    cursor: end ? writeCursor(keysOf(end, count), view) : null,
  };
}

/** One row more than a page, so that the next page is known to exist. */
async function readRows(
  queryable: Queryable, source: ListSource, parsed: Parsed, last: KeyValues | null,
): Promise<Rows> {
  const { way, sort } = parsed;
  const stages = way === 'staged' ? stagesOf(sort, last) : null;
  if (stages) return readStages(queryable, source, parsed, stages);
  if (way === 'asked') return readAsked(askedPage(queryable, source, parsed, last));
  const near = way === 'searched'
    ? await lookFirst(askedPage(queryable, source, parsed, last)) : null;
  return near ?? await readOrdered(queryable, source, parsed, last);
}

async function readOrdered(
  queryable: Queryable, source: ListSource, parsed: Parsed, last: KeyValues | null,
): Promise<Rows> {
  const { branches: { ordered }, plain, asked, sort } = parsed;
  const after = last ? rowsAfter(sort.keys, last) : null;
  const where = ordered.length === 1 && plain
    ? allOf([ordered[0]!, asked, ...(after ? [after] : [])])
    : idsOfBranches(source, parsed, after);
  return await ask(queryable, source, plain, pageStatement(source, parsed, where));
}

/** A page of what the caller asks for, of very many rows. */
function askedPage(
  queryable: Queryable, source: ListSource, parsed: Parsed, last: KeyValues | null,
): AskedPage {
  const { sort, asked, branches, limit } = parsed;
  const { catalogue: { idColumn }, looks = LOOKS } = source;
  const whole = wholeStage(sort, last);
  const indexed = hasIndex(source, sort) ? [whole] : [];
  const isSorted = source.seesFew || sort.keys[0]!.walk?.isSorted;
  return {
    source, idColumn, branches, asked, looks, whole, count: limit + 1,
    stages: isSorted ? indexed : stagesOf(sort, last) ?? indexed,
    rowsOf: (ids, count) => ask(queryable, source, false,
      pageStatement(source, { ...parsed, limit: count - 1 }, ids)),
    ask: async ({ sql, values }) => (await queryable.query(sql, values)).rows,
    isFew: async () => {
      const { sql, values } = estimateStatement({ source, branches: branches.counted, asked });
      const { rows } = await queryable.query(sql, values);
      return estimateOf(rows[0]) <= looks.few;
    },
  };
}

function pageStatement(source: ListSource, parsed: Parsed, where: Fragment): Fragment {
  const { sort, limit } = parsed;
  // Keys travel as text: a moment keeps its microseconds, a sum its every digit.
  const keys = sort.keys.map((key, index) => `(${key.expression})::text as sort_key_${index}`);
  const columns = source.columns + parsed.cells;
  const from = fromClause(source, columns, where.sql, sort.sql);
  return {
    sql: `select ${columns}, ${keys.join(', ')} from ${from} `
      + `where ${where.sql} order by ${sort.sql} limit ${limit + 1}`,
    values: where.values,
  };
}

/**
 * Each branch names its first rows, the page is among them. Ids alone: the columns of a list have
 * statements of their own, and planning them once for each branch took 10 ms of 13.
 */
function idsOfBranches(source: ListSource, parsed: Parsed, after: Fragment | null): Fragment {
  const { sort, limit, branches: { ordered } } = parsed;
  const { idColumn } = source.catalogue;
  const { sql, values } = unionOf(ordered.map((branch): Fragment => {
    const where = allOf([branch, parsed.asked, ...(after ? [after] : [])]);
    const from = fromClause(source, where.sql, sort.sql);
    return {
      sql: `select ${idColumn} from ${from} where ${where.sql} order by ${sort.sql} `
        + `limit ${limit + 1}`,
      values: where.values,
    };
  }));
  return { sql: `${idColumn} = any(array(${sql}))`, values };
}

/** A page of everything, a stretch of its order after the other until it is full. */
async function readStages(
  queryable: Queryable, source: ListSource, parsed: Parsed, stages: readonly Stage[],
): Promise<Rows> {
  const { catalogue: { idColumn } } = source;
  const rows: Rows = [];
  for (const stage of stages) {
    const limit = parsed.limit - rows.length;
    if (limit < 0) break;
    const ids = idsOfStage(stage, {
      idColumn, branches: parsed.branches.counted, limit: limit + 1,
      from: (...texts) => fromClause(source, ...texts),
    });
    rows.push(...await ask(
      queryable, source, false, pageStatement(source, { ...parsed, limit }, ids)));
  }
  return rows;
}

type Rows = Record<string, unknown>[];

/** Prepared where the noun is hot and the text is one of few. */
async function ask(
  queryable: Queryable, { prepareAs }: ListSource, plain: boolean, { sql, values }: Fragment,
): Promise<Rows> {
  const { rows } = prepareAs && plain
    ? await queryable.query(prepared(prepareAs, sql, values))
    : await queryable.query(sql, values);
  return rows;
}

function isBadValue(error: unknown): boolean {
  const state = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return ['22P02', '22007', '22008', '22003'].includes(String(state));
}

async function readWhole(
  queryable: Queryable, source: ListSource, parsed: Parsed, query: ListQuery,
): Promise<{ total?: number; sums?: Record<string, number> }> {
  const { summed, asked, branches: { counted } } = parsed;
  if (query.total !== '1' && summed.length === 0) return {};
  const sums = summed.map(({ column, sumColumn = column }, index) =>
    `, coalesce(sum(${sumColumn}), 0) as sum_${index}`).join('');
  const { sql, values } = unionOf(counted.map((branch): Fragment => {
    const where = allOf([branch, asked]);
    const from = fromClause(source, where.sql, sums);
    return { sql: `select count(*) as total${sums} from ${from} where ${where.sql}`,
      values: where.values };
  }));
  const whole = summed.map((_, index) => `, sum(part.sum_${index})::text as sum_${index}`);
  const text = `select sum(part.total)::text as total${whole.join('')} from (${sql}) part`;
  const [row = {}] = await ask(queryable, source, parsed.plain, { sql: text, values });
  const named = summed.map((field, index) => [field.name, Number(row[`sum_${index}`])] as const);
  return {
    ...(query.total === '1' ? { total: Number(row['total']) } : {}),
    ...(summed.length === 0 ? {} : { sums: Object.fromEntries(named) }),
  };
}
