// Reads the rows of a report and what is of all of them. Each way is the cheapest for its rows:
// what costs is the counting of deals, of which one may stand behind several parts.
import { isPartReport, isTime } from '#contract/money-reports';
import type { Context } from '#platform/context';
import { allOf, shiftParameters, type Fragment } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import { figures, ofCurrency, type Asked } from './ask-report.ts';
import { byPayer, type DealCount, inOneRow } from './count-deals.ts';
import { COMPANY_CURRENCY } from './dues.ts';
import { REPORTS } from './report-definitions.ts';
import type { RowKind } from './report-rows.ts';

export type Row = {
  key: string | null; title: string | null; count: number; total: number;
  [column: `c${number}`]: string;
};
export type Parts = { rows: Row[]; totals: Row };

export function readParts(ctx: Context, asked: Asked, max: number): Promise<Parts> {
  if (isTime(asked.by)) return readApart(ctx, asked, max);
  return isOfPayers(asked) && !/\bd\./.test(asked.narrowed.sql)
    ? readByPayer(ctx, asked, max) : readBoth(ctx, asked, max);
}

const isOfPayers = ({ name, by }: Asked): boolean => isPartReport(name) && by === 'company';

/** Figures by the key, and of all when `alsoAll`: numbers, which only at the end become text. */
function groupsOf(
  ctx: Context, asked: Asked, { count, alsoAll }: { count: string; alsoAll?: boolean },
): Fragment {
  const { ground, rows: { key } } = asked;
  const where = ofCurrency(asked);
  const { sql, values } = figures(ctx, asked, where.values.length);
  const from = fromClause(ground.place, where.sql, sql, key);
  const [mark, groups] = alsoAll
    ? [`grouping(${key}) as is_all, `, `grouping sets ((${key}), ())`] : ['', '1'];
  return {
    sql: `select ${key} as key, ${mark}${count}, ${sql}
      from ${from} where ${where.sql} group by ${groups}`,
    values: [...where.values, ...values],
  };
}

/**
 * Of everything deals are counted by what they keep themselves, and no part is sorted: by
 * department 94 ms of CPU where it took 134. A scope reads its deals for that, which costs as much
 * as it saves; a condition on parts, or a question of which a deal keeps no sum, needs the parts.
 */
function dealsApart({ name, rows: { key }, narrowed, currency }: Asked): Fragment | null {
  const { dealsWithAny } = REPORTS[name];
  const isWhole = currency === COMPANY_CURRENCY && !/\b[dx]\./.test(narrowed.sql);
  if (!dealsWithAny || !isWhole) return null;
  const { sql, values } = allOf([narrowed, { sql: dealsWithAny, values: [] }]);
  return {
    sql: `select ${key} as key, count(*) as count from deals.deal d where ${sql} group by 1`,
    values,
  };
}

type Counted = { groups: Fragment; count: Pick<DealCount, 'row' | 'all'> };

function countedGroups(ctx: Context, asked: Asked): Counted {
  const { ground: { place, counted }, rows: { key } } = asked;
  const apart = dealsApart(asked);
  if (!apart) {
    const count = isOfPayers(asked) ? byPayer(place, ofCurrency(asked), key) : inOneRow(counted);
    const each = `${count.each} as count${count.kept}`;
    return { groups: groupsOf(ctx, asked, { count: each }), count };
  }
  const groups = groupsOf(ctx, asked, { count: '0 as count' });
  const sums = ['total', ...asked.columns.map((_, index) => `c${index}`)];
  return {
    // No key is 0: a row of nobody finds its count too, and the join stays one by a hash.
    groups: {
      sql: `select s.key, coalesce(n.count, 0) as count, ${sums.map((sum) => `s.${sum}`).join(', ')}
        from (${groups.sql}) s
          left join (${shiftParameters(apart.sql, groups.values.length)}) n
            on coalesce(n.key, 0) = coalesce(s.key, 0)`,
      values: [...groups.values, ...apart.values],
    },
    count: inOneRow(counted),
  };
}

// Keys are compared as they are: as text 300,000 companies were read for each of 200 rows, 42 s.
const titleOf = ({ named }: RowKind) =>
  (named ? `(select n.name from ${named} n where n.id = g.key)` : 'g.key::text');

const told = ({ columns }: Asked, tell: (column: string) => string) =>
  columns.map((_, index) => `, ${tell(`g.c${index}`)}::text as c${index}`).join('');

/**
 * Rows and all, which is their sum: one reading gives both. Only what is shown becomes text: of
 * 40,000 companies that was a fifth of the work.
 */
async function readBoth(ctx: Context, asked: Asked, max: number): Promise<Parts> {
  const { rows: kind } = asked;
  const { groups, count } = countedGroups(ctx, asked);
  const all = (column: string) => `coalesce(payments.total(${column}), 0)`;
  const { rows: found } = await ctx.db.query<Row>(
    `with g as materialized (${groups.sql}),
       first as (select * from g order by ${kind.first} limit ${max + 1})
     select null as key, null as title, (${count.all})::bigint as count,
       ${all('g.total')} as total, 0 as place ${told(asked, all)} from g
     union all
     select g.key::text, ${titleOf(kind)}, ${count.row}, g.total,
       row_number() over (order by ${kind.order}) ${told(asked, (column) => column)}
     from first g order by place`, groups.values);
  const [totals, ...rows] = found;
  return { rows, totals: totals! };
}

/**
 * A deal may pay in several weeks and counts in each, but in all of them once: the database counts
 * both in one reading, a third cheaper than in two (98 and 63 ms of CPU for 86,000 parts).
 */
async function readApart(ctx: Context, asked: Asked, max: number): Promise<Parts> {
  const { rows: kind, ground: { counted } } = asked;
  const groups = groupsOf(ctx, asked, { count: `${counted} as count`, alsoAll: true });
  const { rows: found } = await ctx.db.query<Row>(
    `select g.key::text as key, ${titleOf(kind)} as title, g.count, g.total
       ${told(asked, (column) => column)}
     from (${groups.sql} order by is_all desc, ${kind.first} limit ${max + 2}) g
     order by g.is_all desc, ${kind.order}`, groups.values);
  const [totals, ...rows] = found;
  return { rows, totals: totals! };
}

function sumOfRows({ columns }: Asked, rows: Row[]): Omit<Row, 'key' | 'title' | 'count'> {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    total: sum((row) => row.total),
    ...Object.fromEntries(columns.map((_, index) =>
      [`c${index}`, String(sum((row) => Number(row[`c${index}`])))])),
  };
}

/** What is taken of parts whose client is `key`. */
type Taking = { columns: (key: string) => string; group: string };

const EACH: Taking = { columns: (key) => `x.*, ${key} as key`, group: '' };

/**
 * Parts by whom they wait for, `among` these keys. Whom an order names has an index and asks for no
 * deal; the few orders that name nobody we know wait for the client of the deal.
 */
function partsByPayer(
  { ground: { place } }: Asked, where: Fragment, { columns, group }: Taking, among?: string,
): string {
  const [named, client] = among
    ? [` and x.payer_id = any(array(select key from ${among}))`,
      ` and (d.company_id = any(array(select key from ${among}))
        or d.company_id is null and exists (select from ${among} where key is null))`]
    : [' and x.payer_id is not null', ''];
  return `select ${columns('x.payer_id')} from ${fromClause(place, where.sql)}
      where ${where.sql}${named}${group}
    union all
    select ${columns('d.company_id')} from ${fromClause(place, where.sql, 'd.company_id')}
      where ${where.sql} and x.payer_id is null${client}${group}`;
}

/**
 * Summed before they are put together: of a column the database knows how many clients it has, of
 * a union it knew nothing, took 32,000 for 200 and sent for helpers (74 ms of CPU, so 47).
 */
const summed = (measure: string): Taking => ({
  columns: (key) => `${key} as key, payments.total(${measure}) as total`, group: ' group by 1',
});

/**
 * Clients are many and few are shown: the first are found by their sums alone, and only they are
 * told in columns and deals. A deal that waits for several counts with each, so all are counted
 * apart, at the same time. Of everything, 86,000 parts by 40,000 clients, 176 ms of CPU where one
 * reading took 301; a scope would join its deals twice, 158 instead of 103.
 */
async function readByPayer(ctx: Context, asked: Asked, max: number): Promise<Parts> {
  const { name, rows: kind, ground: { place, counted } } = asked;
  const where = ofCurrency(asked);
  const { sql, values } = figures(ctx, asked, where.values.length);
  const given = [...where.values, ...values];
  const [{ rows }, { rows: [totals] }] = await Promise.all([
    ctx.db.query<Row>(
      `with first as materialized (
         select p.key, payments.total(p.total) as total
         from (${partsByPayer(asked, where, summed(REPORTS[name].measure))}) p
         group by 1 order by ${kind.first} limit ${max + 1})
       select g.key::text, ${titleOf(kind)} as title, g.count, g.total
         ${told(asked, (column) => column)}
       from (select x.key, ${counted} as count, ${sql}
         from (${partsByPayer(asked, where, EACH, 'first')}) x group by 1) g
       order by ${kind.order}`, given),
    ctx.db.query<Row>(
      `select g.count, g.total ${told(asked, (column) => column)}
       from (select ${counted} as count, ${sql}
         from ${fromClause(place, where.sql)} where ${where.sql}) g`, given)]);
  // A payment may have come between the two: rows that are all there add up to what they show.
  return { rows, totals: rows.length > max ? totals! : { ...totals!, ...sumOfRows(asked, rows) } };
}
