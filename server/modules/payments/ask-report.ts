// What a report of money was asked: its rows, its columns, the condition on what it is read from.
import type { Filter } from '#contract/listing';
import {
  ROWS_OF_REPORT, type MoneyReport, type MoneyReportName, type ReportQuery,
} from '#contract/money-reports';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { requireField } from '#platform/listing/catalogue';
import { compileFilter } from '#platform/listing/compile-filter';
import { allOf, shiftParameters, type Fragment } from '#platform/listing/fragment';
import { parseFilter } from '#platform/listing/parse-filter';
import { listFrame } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import { COMPANY_CURRENCY } from './dues.ts';
import { REPORTS, type Column } from './report-definitions.ts';
import { groundOf, type Ground } from './report-grounds.ts';
import { ROW_KINDS, type RowKind } from './report-rows.ts';

export type ReportOptions = {
  /** Of what is read that which may be carried away. */
  forFile?: boolean;
  rowsMax?: number;
};

export type Asked = {
  name: MoneyReportName; by: MoneyReport['by']; ground: Ground; columns: Column[]; rows: RowKind;
  /** Whose rows, and what the reader narrowed them by. */
  narrowed: Fragment;
  /** That, and what the report is about. */
  where: Fragment;
  given: Filter; currency: string; today: string;
};

export function readQuery(
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
  const narrowed = allOf([
    ground.seen(ctx, options), compileFilter(catalogue, given, listFrame(ctx))]);
  return {
    name, ground, by, today, given, narrowed,
    where: allOf([narrowed, { sql: REPORTS[name].base, values: [] }]),
    currency: query.currency ?? COMPANY_CURRENCY,
    columns: REPORTS[name].columns(today, by),
    rows: ROW_KINDS[by](today,
      (field) => requireField(catalogue, field, ctx.actor.hidden).column),
  };
}

export const ofCurrency = ({ ground, where, currency }: Asked): Fragment =>
  (ground.hasCurrency ? allOf([where, { sql: 'x.currency = $1', values: [currency] }]) : where);

/**
 * The whole and each column, of a group or of all; after the values of `where`. They stay bigints
 * from the row to the answer, see migration 0562.
 */
export function figures(ctx: Context, asked: Asked, taken: number): Fragment {
  const { name, ground: { place: { catalogue } }, columns } = asked;
  const { measure } = REPORTS[name];
  const values: unknown[] = [];
  const texts = columns.map(({ filter, sum }, index) => {
    const narrowed = filter
      ? compileFilter(catalogue, filter, listFrame(ctx)) : { sql: 'true', values: [] };
    const sql = shiftParameters(narrowed.sql, taken + values.length);
    values.push(...narrowed.values);
    return `coalesce(payments.total(${sum ?? measure}) filter (where ${sql}), 0) as c${index}`;
  });
  return {
    sql: [`coalesce(payments.total(${measure}), 0) as total`, ...texts].join(', '), values,
  };
}
