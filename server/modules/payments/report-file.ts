// A report as a file: the figures of the screen, of the deals that the person may carry away.
import { Readable } from 'node:stream';
import {
  isTime, REPORT_FILE_ROWS_MAX, type MoneyReportName, type ReportQuery, type ReportRows,
} from '#contract/money-reports';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { writeTable, type TableColumn } from '#platform/exports/write-table';
import { dispositionOf } from '#platform/files/file-name';
import type { Wire } from '#platform/http/bind';
import { runReport } from './run-report.ts';

export const TITLES: Record<MoneyReportName, string> = {
  receivables: 'Дебиторская задолженность', deferrals: 'Календарь отсрочек',
  expected: 'Ожидаемые оплаты', partlyPaid: 'Оплачены частично',
  unshipped: 'Оплачены и не отгружены', advances: 'Авансы клиентов',
};
const ROWS: Record<ReportRows, string> = {
  day: 'День', week: 'Неделя', month: 'Месяц',
  company: 'Клиент', department: 'Отдел', responsible: 'Менеджер',
};
const NOTHING = 'Не указано';
const NO_DAY = 'Без срока';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type Rows = AsyncIterable<(string | number | null)[]>;
export type Sheet = { name: string; columns: TableColumn[]; rows: Rows };

/** Who took what stays in the journal, as with every export. */
export async function sendSheet(
  ctx: Context, { reply }: Wire, data: object, sheet: Sheet,
): Promise<Readable> {
  await inTransaction(ctx.db, (tx) => writeEvents(tx, ctx, [{
    kind: 'report.exported', entity: 'report', entityId: ctx.actor.employeeId ?? 0, data,
  }]));
  const name = `${sheet.name} ${companyToday(ctx.now())}.xlsx`;
  reply.header('content-type', XLSX);
  reply.header('content-disposition', dispositionOf('attachment', name));
  reply.header('cache-control', 'private, no-store');
  return Readable.from(writeTable(sheet.name, sheet.columns, sheet.rows));
}

export async function sendReport(
  ctx: Context, name: MoneyReportName, query: ReportQuery, wire: Wire,
): Promise<Readable> {
  const report = await runReport(ctx, name, query,
    { forFile: true, rowsMax: REPORT_FILE_ROWS_MAX });
  const isShared = report.columns.some(({ filter }) => filter !== null);
  const whole = (kopecks: number) => (isShared && report.columns.length > 1 ? [kopecks] : []);
  const untitled = isTime(report.by) ? NO_DAY : NOTHING;
  async function* rows(): Rows & AsyncGenerator<(string | number | null)[]> {
    for (const row of report.rows) {
      yield [row.title ?? untitled, row.count, ...row.kopecks, ...whole(row.totalKopecks)];
    }
    const { totals } = report;
    yield ['Итого', totals.count, ...totals.kopecks, ...whole(totals.totalKopecks)];
  }
  return sendSheet(ctx, wire, { report: name, by: report.by, rows: report.rows.length }, {
    name: TITLES[name],
    columns: [
      { header: ROWS[report.by], kind: 'text' },
      { header: name === 'advances' ? 'Платежей' : 'Сделок', kind: 'number' },
      ...report.columns.map(({ title }) => ({ header: title, kind: 'money' as const })),
      ...(whole(0).length > 0 ? [{ header: 'Итого', kind: 'money' as const }] : []),
    ],
    rows: rows(),
  });
}
