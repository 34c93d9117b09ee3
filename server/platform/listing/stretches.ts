// An order of everything in stretches that follow each other, each given by indexes: a page reads
// the first rows of a stretch or two, where sorting read all 2.4 million.
import type { KeyValues } from './cursor.ts';
import { allOf, type Fragment, shiftParameters, unionOf } from './fragment.ts';
import { rowsAfter } from './keyset.ts';
import { orderBy, type Sort, type SortKey } from './sort.ts';
import type { Stretch, Walked } from './walk.ts';

/** Rows of a statement, in an order of their own. */
export type Part = { where: string; keys: SortKey[]; each?: Walked['each'] };

/** What of a stretch comes after a row: null where it has come before. */
export type Stage = {
  parts: readonly Part[]; after: (part: Part) => Fragment | null;
  /** Of the values of a small table, from that of the last row on. */
  listed?: { first: SortKey; id: SortKey; last: KeyValues | null };
  /** Rows of one value, which an index has in the order of their ids. */
  isOfValue?: boolean;
};

/** The stages that a page after `last` is read from; null where no index has this order. */
export function stagesOf({ keys }: Sort, last: KeyValues | null): Stage[] | null {
  const [first, id] = keys;
  if (!first?.walk || id?.name !== 'id') return null;
  const { stretches, missing } = first.walk;
  const inOrder = first.descending ? stretches.toReversed() : stretches;
  const stages = last && last[0] === null ? []
    : inOrder.flatMap((stretch) => stageOf(stretch, { first, id, last }));
  if (missing === undefined) return stages;
  return [...stages, ofIds(missing, id, last && last[0] === null ? last : null)];
}

/** Everything as one stage, whether an index has its order or not. */
export const wholeStage = ({ keys }: Sort, last: KeyValues | null): Stage =>
  ({ parts: [{ where: 'true', keys }], after: () => last && rowsAfter(keys, last) });

function stageOf(
  stretch: Stretch, { first, id, last }: { first: SortKey; id: SortKey; last: KeyValues | null },
): Stage[] {
  if ('parts' in stretch) {
    const parts = stretch.parts.map(({ where, by, id: own, each }): Part => ({
      where, ...(each ? { each } : {}),
      keys: [{ ...first, expression: by, nullable: false }, { ...id, expression: own }],
    }));
    const listed = parts.some(({ each }) => each) ? { listed: { first, id, last } } : {};
    return [{ parts, after: ({ keys }) => last && rowsAfter(keys, last), ...listed }];
  }
  const passed = last === null ? 0 : Math.sign(Number(last[0]) - stretch.value);
  const isBehind = first.descending ? passed < 0 : passed > 0;
  return isBehind ? [] : [ofIds(stretch.where, id, passed === 0 ? last : null)];
}

const ofIds = (where: string, id: SortKey, last: KeyValues | null): Stage => ({
  parts: [{ where, keys: [id] }],
  after: ({ keys }) => last && rowsAfter(keys, last.slice(1)),
});

export type Reading = {
  /** Text after `from` for a statement that contains these texts. */
  from: (...texts: string[]) => string;
  idColumn: string;
  branches: readonly Fragment[];
  limit: number;
};

/** Ids of the first rows of a stage among all branches. */
export function idsOfStage({ parts, after }: Stage, reading: Reading): Fragment {
  const { idColumn, branches } = reading;
  const { sql, values } = unionOf(parts.flatMap((part) => branches.map((branch) =>
    idsOfPart(part, allOf([branch, { sql: part.where, values: [] }]), after(part), reading))));
  return { sql: `${idColumn} = any(array(${sql}))`, values };
}

function idsOfPart(
  { keys, each }: Part, rows: Fragment, after: Fragment | null, { from, idColumn, limit }: Reading,
): Fragment {
  const order = orderBy(keys);
  // Said beside the rows after one: a comparison of columns of two tables starts no index.
  const start = after && keys.length > 1
    ? startOf(keys[0]!, each?.word ?? keys[0]!.expression, after.values[0]) : ALL;
  const where = allOf([rows, ...(after ? [after] : []), ...(each ? [] : [start])]);
  if (!each) {
    return {
      sql: `select ${idColumn} from ${from(where.sql, order)} where ${where.sql}
        order by ${order} limit ${limit}`,
      values: where.values,
    };
  }
  const down = keys[0]!.descending ? ' desc' : '';
  return {
    sql: `select ${idColumn} from (select w.*, ${each.word} as word from ${each.from} w
        where ${shiftParameters(start.sql, where.values.length)} order by word${down}) w
      cross join lateral (select ${idColumn} from ${from(where.sql)} where ${where.sql}
        order by ${orderBy(keys.slice(1))} limit ${limit}) ${idColumn.split('.')[0]!}
      order by ${order} limit ${limit}`,
    values: [...where.values, ...start.values],
  };
}

const ALL: Fragment = { sql: 'true', values: [] };

const startOf = ({ descending, sqlType }: SortKey, expression: string, value: unknown): Fragment =>
  ({ sql: `${expression} ${descending ? '<=' : '>='} $1::text::${sqlType}`, values: [value] });

/** A value of a small table as the text of its key, and the rows of the table that have it. */
export type Listed = { word: string; keys: string[] };

/** The values that a listed stage goes through, in their order: rows of `Listed`. */
export function valuesOfStage({ parts, listed }: Stage): Fragment {
  const { from, word, key } = parts[0]!.each!;
  const { first, last } = listed!;
  const start = last ? startOf(first, word, last[0]) : ALL;
  return {
    sql: `select (${word})::text as word, array_agg(quote_literal(${key})) as keys
      from ${from} w where ${start.sql} group by ${word}
      order by ${word}${first.descending ? ' desc' : ''}`,
    values: start.values,
  };
}

/** The rows of one value as a stage of their own, in the order of ids. */
export function stageOfValue({ parts, listed }: Stage, { word, keys }: Listed): Stage {
  const { id, last } = listed!;
  return {
    isOfValue: true,
    parts: parts.flatMap((part) => keys.map((key): Part => ({
      where: part.where.replaceAll(part.each!.key, key),
      keys: [{ ...id, expression: part.keys[1]!.expression }],
    }))),
    after: (part) => last && last[0] === word ? rowsAfter(part.keys, last.slice(1)) : null,
  };
}
