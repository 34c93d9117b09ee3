// A board in two statements, whatever stands on it: exact figures of every open stage, and the
// first cards of each. Closed records are a list, not a column.
import type { Filter, ListQuery } from '#contract/listing';
import type { Queryable } from '#platform/database';
import { prepared, type Prepared } from '#platform/prepared';
import { writeCursor } from './cursor.ts';
import { allOf, unionOf, type Fragment } from './fragment.ts';
import { parseFilter } from './parse-filter.ts';
import type { FilterFrame } from './resolve-filter.ts';
import { fromClause } from './from-clause.ts';
import { type ListSource, viewBranches, viewName, viewPredicate } from './run-list.ts';
import { keysOf, withoutKeys } from './sort-keys.ts';
import { compileSort, type Sort } from './sort.ts';

export type BoardSource = {
  list: ListSource;
  /** Prefix of the prepared statements, e.g. 'board'. */
  prepareAs: string;
  /** Table of the stages; read under the alias st. */
  stages: string;
  /** Which stages are shown, over st; parameters as in `open`. */
  shown: string;
  /** Which records stand on the board: over the alias of the list. */
  open: Fragment;
  /** Column of the record's stage. */
  stage: string;
  /** Name of a figure → what is summed; null for who may not see it. */
  sums: Readonly<Record<string, string | null>>;
  /** What the list must be asked for to go on with one column. */
  columnFilter: (stageId: number) => Filter;
};

export type BoardQuery = { limit?: number; sort?: string; filter?: string; q?: string };

export type Column<T, S> = S & {
  stageId: number; count: number; items: T[]; filter: string; cursor: string | null;
};

const CARDS_DEFAULT = 30;
const DEFAULT_SORT = '-updatedAt';

type Carded<T> = T & { stageId: number } & { [key: `sort_key_${number}`]: string | null };

/** S names the figures of the source's `sums`. */
export async function runBoard<T extends object, S extends object>(
  on: Queryable, source: BoardSource, query: BoardQuery, frame: FilterFrame,
): Promise<{ columns: Column<T, S>[] }> {
  const { catalogue } = source.list;
  const limit = query.limit ?? CARDS_DEFAULT;
  const listQuery: ListQuery = { sort: query.sort ?? DEFAULT_SORT };
  if (query.filter) listQuery.filter = query.filter;
  if (query.q) listQuery.q = query.q;
  const sort = compileSort(catalogue, listQuery.sort, frame.hidden);
  const where = allOf([source.open, viewPredicate(source.list, listQuery, frame)]);
  const parts = viewBranches(source.list, listQuery, frame)
    .map((part) => allOf([source.open, part]));
  const statement = (name: string, { sql: text, values }: Fragment): Prepared =>
    (query.filter || query.q ? { name: '', text, values }
      : prepared(`${source.prepareAs}-${name}`, text, values));
  const [figures, cards] = await Promise.all([
    on.query<S & { stageId: number; count: number }>(
      statement('figures', figuresOf(source, parts))),
    on.query<Carded<T>>(statement('cards', cardsOf(source, { where, sort, limit }))),
  ]);
  const filter = parseFilter(query.filter);
  const columns = figures.rows.map((row): Column<T, S> => {
    const all = cards.rows.filter((card) => card.stageId === row.stageId);
    const stageFilter = columnFilter(source, row.stageId, filter);
    const name = viewName(catalogue, sort, { ...listQuery, filter: stageFilter });
    const shown = all.slice(0, limit);
    const last = all.length > limit ? shown.at(-1) : undefined;
    return {
      ...row,
      items: shown.map((card) => withoutKeys(card, sort.keys.length) as T),
      filter: stageFilter,
      cursor: last ? writeCursor(keysOf(last, sort.keys.length), name) : null,
    };
  });
  return { columns };
}

function columnFilter(source: BoardSource, stageId: number, filter: Filter): string {
  const column = source.columnFilter(stageId);
  return JSON.stringify(Object.keys(filter).length === 0 ? column : { and: [column, filter] });
}

/**
 * Σ by stage straight from partial covering indexes, one for each part of the view; stages without
 * records are there too.
 */
function figuresOf(
  { list, stages, shown, stage, sums }: BoardSource, parts: readonly Fragment[],
): Fragment {
  const named = Object.entries(sums);
  const shownSums = named.map(([name, column], index) => (column === null
    ? `, null as "${name}"` : `, coalesce(f.sum_${index}, 0)::bigint as "${name}"`));
  const columns = named.map(([, column], index) => ({ column, index }))
    .filter(({ column }) => column !== null);
  const taken = columns.map(({ column, index }) => `, sum(${column}) as sum_${index}`).join('');
  const added = columns.map(({ index }) => `, sum(part.sum_${index}) as sum_${index}`).join('');
  const { sql, values } = unionOf(parts.map((where): Fragment => ({
    sql: `select ${stage} as stage_id, count(*) as count${taken}
      from ${fromClause(list, where.sql)} where ${where.sql} group by ${stage}`,
    values: where.values,
  })));
  return {
    sql: `
      select st.id as "stageId", coalesce(f.count, 0)::int as count${shownSums.join('')}
      from ${stages} st left join (
        select part.stage_id, sum(part.count) as count${added} from (${sql}) part group by 1
      ) f on f.stage_id = st.id
      where ${shown} order by st.position, st.id`,
    values,
  };
}

type CardsWanted = { where: Fragment; sort: Sort; limit: number };

function cardsOf(source: BoardSource, { where, sort, limit }: CardsWanted): Fragment {
  const { list, stages, shown, stage } = source;
  const keys = sort.keys.map((key, index) => `(${key.expression})::text as sort_key_${index}`);
  const from = fromClause(list, list.columns, where.sql, sort.sql);
  return {
    sql: `
      select card.* from ${stages} st cross join lateral (
        select ${list.columns}, ${keys.join(', ')} from ${from}
        where ${stage} = st.id and ${where.sql} order by ${sort.sql} limit ${limit + 1}
      ) card
      where ${shown}`,
    values: where.values,
  };
}
