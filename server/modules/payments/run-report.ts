// Runs a report of money: rows and totals, and what there is in other currencies. Who sees which
// deal is decided where lists decide it.
import type { Filter } from '#contract/listing';
import {
  REPORT_ROWS_MAX, type MoneyReport, type MoneyReportName, type ReportQuery, type ReportRow,
} from '#contract/money-reports';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { allOf } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import { refuse } from '#platform/refuse';
import { readQuery, type Asked, type ReportOptions } from './ask-report.ts';
import { COMPANY_CURRENCY } from './dues.ts';
import { readParts, type Row } from './read-report.ts';
import { REPORTS } from './report-definitions.ts';

export function requireMoney(ctx: Context): void {
  if (!maySee(ctx.actor, 'deal.money')) throw refuse('right.missing');
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
    readParts(ctx, asked, max), readOthers(ctx, asked)]);
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
