// Runs a report of money: rows and totals, and what there is in other currencies. Who sees which
// deal is decided where lists decide it.
import type { Filter } from '#contract/listing';
import {
  isPartReport, isTime, REPORT_ROWS_MAX, ROWS_OF_REPORT, type MoneyReport, type MoneyReportName,
  type ReportQuery, type ReportRow,
} from '#contract/money-reports';
import { maySee } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { requireField } from '#platform/listing/catalogue';
import { compileFilter } from '#platform/listing/compile-filter';
import { allOf, shiftParameters, type Fragment } from '#platform/listing/fragment';
import { parseFilter } from '#platform/listing/parse-filter';
import { fromClause } from '#platform/listing/from-clause';
import { listFrame } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import { byPayer, type DealCount, inOneRow } from './count-deals.ts';
import { COMPANY_CURRENCY } from './dues.ts';
import { REPORTS, type Column } from './report-definitions.ts';
import { groundOf, type Ground } from './report-grounds.ts';
import { ROW_KINDS, type RowKind } from './report-rows.ts';

export type ReportOptions = {
  /** Of what is read that which may be carried away. */
  forFile?: boolean;
  rowsMax?: number;
};

export function requireMoney(ctx: Context): void {
  if (!maySee(ctx.actor, 'deal.money')) throw refuse('right.missing');
}

type Asked = {
  name: MoneyReportName; by: MoneyReport['by']; ground: Ground; columns: Column[]; rows: RowKind;
  where: Fragment; given: Filter; currency: string; today: string;
};

function readQuery(
  ctx: Context, name: MoneyReportName, query: ReportQuery, options: ReportOptions,
): Asked {
  const by = query.by ?? ROWS_OF_REPORT[name][0]!;
  if (!ROWS_OF_REPORT[name].includes(by)) {
    throw refuse('request.invalid', 'Так этот отчёт не группируют',
      [{ field: 'by', reason: `Можно: ${ROWS_OF_REPORT[name].join(', ')}` }]);
  }
  const today = companyToday(ctx.now());
  const given = parseFilter(query.filter);
  const ground = groundOf(name);
  const { catalogue } = ground.place;
  const where = allOf([
    ground.seen(ctx, options), { sql: REPORTS[name].base, values: [] },
    compileFilter(catalogue, given, listFrame(ctx)),
  ]);
  return {
    name, ground, by, today, given, where, currency: query.currency ?? COMPANY_CURRENCY,
    columns: REPORTS[name].columns(today, by),
    rows: ROW_KINDS[by](today,
      (field) => requireField(catalogue, field, ctx.actor.hidden).column),
  };
}

const ofCurrency = ({ ground, where, currency }: Asked): Fragment =>
  (ground.hasCurrency ? allOf([where, { sql: 'x.currency = $1', values: [currency] }]) : where);

/**
 * Figures of a group or of all: how many, the whole, each column; after the values of `where`. They
 * stay bigints from the row to the answer, see migration 0562.
 */
function figures(ctx: Context, asked: Asked, taken: number): Fragment {
  const { name, ground: { place: { catalogue } }, columns } = asked;
  const { measure } = REPORTS[name];
  const { each, kept } = countOf(asked);
  const values: unknown[] = [];
  const texts = columns.map(({ filter, sum }, index) => {
    const narrowed = filter
      ? compileFilter(catalogue, filter, listFrame(ctx)) : { sql: 'true', values: [] };
    const sql = shiftParameters(narrowed.sql, taken + values.length);
    values.push(...narrowed.values);
    return `coalesce(payments.total(${sum ?? measure}) filter (where ${sql}), 0) as c${index}`;
  });
  return {
    sql: [`${each} as count${kept}`, `coalesce(payments.total(${measure}), 0) as total`, ...texts]
      .join(', '),
    values,
  };
}

function countOf(asked: Asked): DealCount {
  const { name, by, ground: { place, counted }, rows: { key } } = asked;
  return isPartReport(name) && by === 'company'
    ? byPayer(place, ofCurrency(asked), key) : inOneRow(counted);
}

type Row = {
  key: string | null; title: string | null; count: number; total: number;
  [column: `c${number}`]: string;
};

/** Figures by the key, and of all when `alsoAll`: numbers, which only at the end become text. */
function groupsOf(ctx: Context, asked: Asked, { alsoAll }: { alsoAll: boolean }): Fragment {
  const { ground, rows: { key } } = asked;
  const where = ofCurrency(asked);
  const { sql, values } = figures(ctx, asked, where.values.length);
  const from = fromClause(ground.place, where.sql, sql, key);
  const [mark, groups] = alsoAll
    ? [`grouping(${key}) as is_all, `, `grouping sets ((${key}), ())`] : ['', '1'];
  return {
    sql: `select ${key} as key, ${mark}${sql} from ${from} where ${where.sql} group by ${groups}`,
    values: [...where.values, ...values],
  };
}

// Keys are compared as they are: as text 300,000 companies were read for each of 200 rows, 42 s.
const titleOf = ({ named }: RowKind) =>
  (named ? `(select n.name from ${named} n where n.id = g.key)` : 'g.key::text');

const told = ({ columns }: Asked, tell: (column: string) => string) =>
  columns.map((_, index) => `, ${tell(`g.c${index}`)}::text as c${index}`).join('');

type Parts = { rows: Row[]; totals: Row };

/**
 * Rows and all, which is their sum: one reading gives both. Only what is shown becomes text: of
 * 40,000 companies that was a fifth of the work.
 */
async function readBoth(ctx: Context, asked: Asked, max: number): Promise<Parts> {
  const { rows: kind } = asked;
  const groups = groupsOf(ctx, asked, { alsoAll: false });
  const count = countOf(asked);
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
  const { rows: kind } = asked;
  const groups = groupsOf(ctx, asked, { alsoAll: true });
  const { rows: found } = await ctx.db.query<Row>(
    `select g.key::text as key, ${titleOf(kind)} as title, g.count, g.total
       ${told(asked, (column) => column)}
     from (${groups.sql} order by is_all desc, ${kind.first} limit ${max + 2}) g
     order by g.is_all desc, ${kind.order}`, groups.values);
  const [totals, ...rows] = found;
  return { rows, totals: totals! };
}

async function readOthers(ctx: Context, { name, ground, where, currency }: Asked) {
  if (!ground.hasCurrency) return [];
  // Written out for the company's own currency, so that the index of the few others is found.
  const other = currency === COMPANY_CURRENCY
    ? { sql: `x.currency <> '${COMPANY_CURRENCY}'`, values: [] }
    : { sql: 'x.currency <> $1', values: [currency] };
  const all = allOf([where, other]);
  const { rows } = await ctx.db.query<MoneyReport['otherCurrencies'][number]>(
    `select x.currency, sum(${REPORTS[name].measure})::bigint as kopecks
     from ${fromClause(ground.place, all.sql)} where ${all.sql} group by 1 order by 1`, all.values);
  return rows;
}

const both = (given: Filter, more: Filter): string => {
  const parts = [given, more].filter((part) => Object.keys(part).length > 0);
  return JSON.stringify(parts.length === 1 ? parts[0] : parts.length === 0 ? {} : { and: parts });
};

const sumsOf = (row: Row, kept: number[]) => kept.map((index) => Number(row[`c${index}`] ?? 0));

export async function runReport(
  ctx: Context, name: MoneyReportName, query: ReportQuery, options: ReportOptions = {},
): Promise<MoneyReport> {
  requireMoney(ctx);
  const asked = readQuery(ctx, name, query, options);
  const max = options.rowsMax ?? REPORT_ROWS_MAX;
  const { given, columns, rows: kind, today, currency, by } = asked;
  const [{ rows, totals }, otherCurrencies] = await Promise.all([
    (isTime(by) ? readApart : readBoth)(ctx, asked, max), readOthers(ctx, asked)]);
  // What nobody owes without a date needs no column.
  const kept = columns.flatMap(({ key }, index) =>
    (key === 'noDate' && Number(totals[`c${index}`]) === 0 ? [] : [index]));
  return {
    report: name, by, today, currency, otherCurrencies, isCut: rows.length > max,
    columns: kept.map((index) => {
      const { key, title, meaning, filter } = columns[index]!;
      return { key, title, meaning, filter: filter ? JSON.stringify(filter) : null };
    }),
    rows: rows.slice(0, max).map((row): ReportRow => ({
      title: kind.titleOf(row.key, row.title), count: row.count, totalKopecks: row.total,
      kopecks: sumsOf(row, kept), filter: both(given, kind.filterOf(row.key, today)),
    })),
    totals: {
      count: totals.count, totalKopecks: totals.total, kopecks: sumsOf(totals, kept),
      filter: both(given, {}),
    },
  };
}
