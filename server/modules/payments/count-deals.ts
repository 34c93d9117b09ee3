// How many deals stand behind a row of a report, and behind all of its rows together.
import type { Fragment } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import type { Place } from './due-catalogue.ts';

/** SQL: `each` and `kept` in a group, `row` and `all` over the groups `g`. */
export type DealCount = { each: string; kept: string; row: string; all: string };

/** Each deal is in one row: all is their sum. */
export const inOneRow = (each: string): DealCount =>
  ({ each, kept: '', row: 'g.count', all: 'coalesce(sum(g.count), 0)' });

const STRAYS = '(select strays from g where strays is not null) n, unnest(n.strays) as s (id)';

/**
 * By who owes a deal counts with its own client and, where an order of it is in another name, with
 * that one too. The few such deals are kept by their ids, so that one reading counts all once:
 * counting all deals beside took the reports of everything from 115 to 182 ms. The many groups that
 * have none are passed by: looking into their nothing was a twelfth of the CPU.
 */
export function byPayer(place: Place, where: Fragment, key: string): DealCount {
  const isOwn = `d.company_id is not distinct from ${key}`;
  return {
    each: `count(distinct x.deal_id) filter (where ${isOwn})`,
    kept: `, array_agg(x.deal_id) filter (where not (${isOwn})) as strays`,
    row: 'g.count + (select count(distinct id) from unnest(g.strays) id)',
    all: `coalesce(sum(g.count), 0)
      + (select count(distinct s.id) from ${STRAYS})
      - (select count(distinct x.deal_id) from ${fromClause(place, where.sql, key)}
        where ${where.sql} and ${isOwn}
          and x.deal_id = any(array(select s.id from ${STRAYS})))`,
  };
}
