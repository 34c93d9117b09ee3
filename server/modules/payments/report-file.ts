// A report as a file: the figures of the screen, of the deals that the person may carry away.
import { Readable } from 'node:stream';
import { choiceLabel } from '#contract/choice-labels';
import {
  isTime, REPORT_FILE_ROWS_MAX, type DuePart, type MoneyReportName, type PartReport,
  type ReportQuery, type ReportRows,
} from '#contract/money-reports';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { writeTable, type TableColumn } from '#platform/exports/write-table';
import { dispositionOf } from '#platform/files/file-name';
import type { Wire } from '#platform/http/bind';
import { listDues, type DueQuery } from './list-dues.ts';
import { runReport } from './run-report.ts';

const TITLES: Record<MoneyReportName, string> = {
  receivables: 'Дебиторская задолженность', deferrals: 'Календарь отсрочек',
  expected: 'Ожидаемые оплаты', partlyPaid: 'Оплачены частично',
  unshipped: 'Оплачены и не отгружены',
};
const ROWS: Record<ReportRows, string> = {
  day: 'День', week: 'Неделя', month: 'Месяц',
  company: 'Клиент', department: 'Отдел', responsible: 'Менеджер',
};
const NOTHING = 'Не указано';
const NO_DAY = 'Без срока';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Rows = AsyncIterable<(string | number | null)[]>;
type Sheet = { name: string; columns: TableColumn[]; rows: Rows };

/** Who took what stays in the journal, as with every export. */
async function send(ctx: Context, { reply }: Wire, data: object, sheet: Sheet): Promise<Readable> {
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
      yield [row.title ?? untitled, row.deals, ...row.kopecks, ...whole(row.totalKopecks)];
    }
    const { totals } = report;
    yield ['Итого', totals.deals, ...totals.kopecks, ...whole(totals.totalKopecks)];
  }
  return send(ctx, wire, { report: name, by: report.by, rows: report.rows.length }, {
    name: TITLES[name],
    columns: [
      { header: ROWS[report.by], kind: 'text' }, { header: 'Сделок', kind: 'number' },
      ...report.columns.map(({ title }) => ({ header: title, kind: 'money' as const })),
      ...(whole(0).length > 0 ? [{ header: 'Итого', kind: 'money' as const }] : []),
    ],
    rows: rows(),
  });
}

const PAGE = '500';

async function* partsOf(
  ctx: Context, report: PartReport, query: DueQuery,
): AsyncGenerator<DuePart> {
  let cursor: string | undefined;
  do {
    const page = await listDues(ctx, report,
      { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) }, { forFile: true });
    yield* page.items;
    cursor = page.cursor ?? undefined;
  } while (cursor);
}

const PART_COLUMNS: TableColumn[] = [
  { header: 'Сделка', kind: 'text' }, { header: 'Название', kind: 'text' },
  { header: 'Клиент', kind: 'text' }, { header: 'Заказ', kind: 'text' },
  { header: 'Этап', kind: 'text' }, { header: 'Срок', kind: 'day' },
  { header: 'Дней', kind: 'number' }, { header: 'Менеджер', kind: 'text' },
  { header: 'Отдел', kind: 'text' }, { header: 'Сумма', kind: 'money' },
];

export async function sendDues(
  ctx: Context, report: PartReport, query: DueQuery, wire: Wire,
): Promise<Readable> {
  const sumOf = (part: DuePart) =>
    (report === 'receivables' ? part.receivableKopecks : part.uncoveredKopecks);
  // The first page is read before a byte is sent: a bad filter is refused in words.
  await listDues(ctx, report, { ...query, limit: '1' }, { forFile: true });
  async function* rows(): AsyncGenerator<(string | number | null)[]> {
    let total = 0;
    for await (const part of partsOf(ctx, report, query)) {
      total += sumOf(part);
      yield [
        part.deal.number, part.deal.title, part.company?.name ?? null, part.orderNumber,
        part.variant === null ? null : choiceLabel('stageVariants', part.variant),
        part.payOn ?? part.agedOn, part.daysLate, part.responsible?.name ?? null,
        part.department?.name ?? null, sumOf(part),
      ];
    }
    yield ['Итого', null, null, null, null, null, null, null, null, total];
  }
  return send(ctx, wire, { report, filter: query.filter ?? null },
    { name: TITLES[report], columns: PART_COLUMNS, rows: rows() });
}
