// What a filter leaves of a stage of an order: looked for among the first rows of the stage, or
// sorted. The planner takes hits to be strewn evenly over an order: it walked past two millions of
// closed deals to the first open one, or sorted everything for a page that lies at its beginning.
import { allOf, type Fragment, shiftParameters, unionOf } from './fragment.ts';
import { type From, fromClause } from './from-clause.ts';
import { orderBy, type SortKey } from './sort.ts';
import type { Part, Stage } from './stretches.ts';

/** How a page of very many rows is looked for. */
export type Looks = {
  /** Rows of a stage that are looked through before what the filter leaves of it is sorted. */
  first: number;
  /** So many are sorted whatever stages their order has. */
  few: number;
};

/**
 * A filter that leaves one row in 50 has its page in the first look, 5 ms; 100,000 rows are sorted
 * in 100.
 */
export const LOOKS: Looks = { first: 2_500, few: 100_000 };

export type AskedReading = {
  source: From;
  idColumn: string;
  /** Who sees what, in parts. */
  branches: readonly Fragment[];
  asked: Fragment;
  limit: number;
};

/**
 * Ids of those among the first `rows` of the stage that were asked for. Of a stage in the order of
 * ids so many rows of everything are looked through: what it holds of them may be far apart.
 */
export function idsOfLook(stage: Stage, reading: AskedReading, rows: number): Fragment {
  const { source, idColumn, limit } = reading;
  const order = orderOf(stage);
  const isOfIds = hasNoIndex(stage);
  const { sql, values } = partsOf(stage, reading, (part) => ({
    columns: `${idColumn} as id`, where: isOfIds ? 'true' : part.where,
    rest: `order by ${orderBy(part.keys)} limit ${rows}`,
  }));
  // Ids alone, so that indexes answer; a row is read when it is its turn, until the page is full.
  const alias = idColumn.split('.')[0]!;
  const first = `(select * from (${sql}) near order by ${order} limit ${rows}) near
    cross join lateral (
      select * from ${source.from} where ${idColumn} = near.id offset 0) ${alias}`;
  const asked = isOfIds
    ? allOf([...stage.parts.map(({ where }) => ({ sql: where, values: [] })), reading.asked])
    : reading.asked;
  return {
    sql: `${idColumn} = any(array(select ${idColumn}
      from ${fromClause({ ...source, from: first }, asked.sql)}
      where ${shiftParameters(asked.sql, values.length)} order by ${order} limit ${limit}))`,
    values: [...values, ...asked.values],
  };
}

/** Rows of one kind are found among all in the order of ids. */
const hasNoIndex = ({ parts, isOfValue }: Stage): boolean =>
  !isOfValue && parts.every(({ keys }) => keys.length === 1);

/** How many rows of the stage a look of so many has seen; null where no index has the stage. */
export function seenOfLook(stage: Stage, reading: AskedReading, rows: number): Fragment | null {
  if (hasNoIndex(stage)) return null;
  const { sql, values } = partsOf(stage, reading, ({ where, keys }) => ({
    columns: 'true', where, rest: `order by ${orderBy(keys)} limit ${rows}`,
  }));
  return { sql: `select count(*)::int as count from (${sql}) near`, values };
}

/** How many rows the index of a stage has, no further than `most`, whoever sees them. */
export function sizeOfStage({ parts }: Stage, source: From, most: number): Fragment {
  const { sql, values } = unionOf(parts.map(({ where }) => ({
    sql: `select from ${fromClause(source, where)} where ${where} limit ${most}`, values: [],
  })));
  return { sql: `select count(*)::int as count from (${sql}) part`, values };
}

/** Ids of the first rows of what was asked for of the stage, all of it sorted. */
export function idsSorted(stage: Stage, reading: AskedReading, isSmall = false): Fragment {
  const { source, idColumn, asked, limit } = reading;
  const alias = idColumn.split('.')[0]!;
  // The fence keeps the order outside, so that no index of everything is walked in it.
  const { sql, values } = partsOf(stage, reading, ({ where }) => ({
    columns: `${idColumn} as id`, where, also: asked, rest: 'offset 0',
    // The planner takes a third of everything to meet a comparison that it knows nothing of.
    ...(isSmall ? { from: `(select ${alias}.* from ${fromClause(source, where)} where ${where}
      offset 0) ${alias}` } : {}),
  }));
  return {
    sql: `${idColumn} = any(array(select id from (${sql}) hit
      order by ${orderOf(stage)} limit ${limit}))`,
    values,
  };
}

type Reader = { columns: string; where: string; also?: Fragment; rest: string; from?: string };

/** Each part of the stage in each branch, with the keys under names that all of them share. */
function partsOf(
  { parts, after }: Stage, { source, branches }: AskedReading, readerOf: (part: Part) => Reader,
): Fragment {
  return unionOf(parts.flatMap((part) => branches.map((branch): Fragment => {
    const { columns, where: within, also, rest, from: read = source.from } = readerOf(part);
    const following = after(part);
    const where = allOf([
      branch, { sql: within, values: [] }, ...(following ? [following] : []),
      ...(also ? [also] : []),
    ]);
    const keys = part.keys.map(({ expression }, index) => `${expression} as ${nameOf(index)}`);
    const from = fromClause({ ...source, from: read }, where.sql, ...keys);
    return {
      sql: `select ${columns}, ${keys.join(', ')} from ${from} where ${where.sql} ${rest}`,
      values: where.values,
    };
  })));
}

const nameOf = (index: number): string => `stage_key_${index}`;

const orderOf = ({ parts }: Stage): string => orderBy(
  parts[0]!.keys.map((key, index): SortKey => ({ ...key, expression: nameOf(index) })));

/** How many rows the planner believes a filter to leave, of all that is seen. */
export function estimateStatement(
  { source, branches, asked }: Pick<AskedReading, 'source' | 'branches' | 'asked'>,
): Fragment {
  const { sql, values } = unionOf(branches.map((branch): Fragment => {
    const where = allOf([branch, asked]);
    return {
      sql: `select from ${fromClause(source, where.sql)} where ${where.sql}`, values: where.values,
    };
  }));
  return { sql: `explain (format json) ${sql}`, values };
}

export const estimateOf = (row: object | undefined): number => {
  const [plan] = Object.values(row ?? {}) as [[{ Plan: { 'Plan Rows': number } }]?];
  return plan?.[0].Plan['Plan Rows'] ?? 0;
};
