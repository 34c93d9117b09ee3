// The first rows of an order, looked through before an index of words is asked: a frequent word has
// its page there, and whatever comes later in the order is no part of that page.
import { type Fragment, unionOf } from './fragment.ts';

/** Rows looked through first: 3 ms, and 50 hits of a word that one title in 40 has. */
export const WALKED_ROWS = 2_500;

export type Walk = {
  /** Text after `from` for a statement that contains this condition. */
  from: (where: string) => string;
  alias: string;
  order: string;
  /** Parts that share no row, each with an index in this order. */
  branches: readonly Fragment[];
};

/** The first rows of the whole order, to stand in a `from` as `alias`. */
export function firstRows({ from, alias, order, branches }: Walk): Fragment {
  const { sql, values } = unionOf(branches.map((branch): Fragment => ({
    sql: `select ${alias}.* from ${from(branch.sql)} where ${branch.sql} order by ${order} `
      + `limit ${WALKED_ROWS}`,
    values: branch.values,
  })));
  return {
    sql: branches.length === 1 ? `(${sql}) ${alias}` : `(select ${alias}.* from (${sql}) ${alias}
      order by ${order} limit ${WALKED_ROWS}) ${alias}`,
    values,
  };
}
