// The list behind a figure as a file, one row for each part and their sum at the end.
import type { Readable } from 'node:stream';
import { choiceLabel } from '#contract/choice-labels';
import type { DuePart, PartReport } from '#contract/money-reports';
import type { ListQuery } from '#contract/listing';
import type { Context } from '#platform/context';
import type { TableColumn } from '#platform/exports/write-table';
import type { Wire } from '#platform/http/bind';
import type { ListPage } from '#platform/listing/run-list';
import { listAdvances, type AdvanceQuery } from './list-advances.ts';
import { listDues, type DueQuery } from './list-dues.ts';
import { sendSheet, TITLES, type Rows } from './report-file.ts';

const PAGE = '500';
const FOR_FILE = { forFile: true };

type Reader<Part> = (query: ListQuery) => Promise<ListPage<Part>>;
type Cells = (string | number | null)[];
type PartSheet<Part> = {
  read: Reader<Part>;
  query: ListQuery;
  cellsOf: (part: Part) => Cells;
  sumOf: (part: Part) => number;
  columns: TableColumn[];
};

/** The sum stands in the last column; the last row says that of all. */
async function* rowsOf<Part>({
  read, query, cellsOf, sumOf, columns,
}: PartSheet<Part>): Rows & AsyncGenerator<Cells> {
  let total = 0;
  let cursor: string | undefined;
  do {
    const page = await read({ ...query, limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const part of page.items) {
      total += sumOf(part);
      yield [...cellsOf(part), sumOf(part)];
    }
    cursor = page.cursor ?? undefined;
  } while (cursor);
  yield ['Итого', ...columns.slice(2).map(() => null), total];
}

const text = (header: string): TableColumn => ({ header, kind: 'text' });

const DUE_COLUMNS: TableColumn[] = [
  ...['Сделка', 'Название', 'Клиент', 'Заказ', 'Этап'].map(text), { header: 'Срок', kind: 'day' },
  { header: 'Дней', kind: 'number' }, text('Менеджер'), text('Отдел'),
  { header: 'Сумма', kind: 'money' },
];

export async function sendDues(
  ctx: Context, report: PartReport, query: DueQuery, wire: Wire,
): Promise<Readable> {
  const read: Reader<DuePart> = (asked) =>
    listDues(ctx, report, { ...query, ...asked }, FOR_FILE);
  // The first page is read before a byte is sent: a bad filter is refused in words.
  await read({ limit: '1' });
  const rows = rowsOf({
    read, query, columns: DUE_COLUMNS,
    sumOf: (part) => (report === 'receivables' ? part.receivableKopecks : part.uncoveredKopecks),
    cellsOf: (part) => [
      part.deal.number, part.deal.title, part.company?.name ?? null, part.orderNumber,
      part.variant === null ? null : choiceLabel('stageVariants', part.variant),
      part.payOn ?? part.agedOn, part.daysLate, part.responsible?.name ?? null,
      part.department?.name ?? null,
    ],
  });
  return sendSheet(ctx, wire, { report, filter: query.filter ?? null },
    { name: TITLES[report], columns: DUE_COLUMNS, rows });
}

const ADVANCE_COLUMNS: TableColumn[] = [
  text('Клиент'), { header: 'Дата', kind: 'day' }, text('Вид'), text('Номер'),
  text('Назначение'), { header: 'Дней', kind: 'number' }, text('Менеджер'), text('Отдел'),
  text('Валюта'), { header: 'Сумма платежа', kind: 'money' }, { header: 'Аванс', kind: 'money' },
];

export async function sendAdvances(
  ctx: Context, query: AdvanceQuery, wire: Wire,
): Promise<Readable> {
  const read = (asked: ListQuery) => listAdvances(ctx, { ...query, ...asked }, FOR_FILE);
  await read({ limit: '1' });
  const rows = rowsOf({
    read, query, columns: ADVANCE_COLUMNS,
    sumOf: ({ kopecks }) => kopecks,
    cellsOf: (part) => [
      part.company.name, part.paidOn, choiceLabel('paymentKinds', part.kind), part.number,
      part.purpose, part.days, part.responsible?.name ?? null, part.department?.name ?? null,
      part.currency, part.totalKopecks,
    ],
  });
  return sendSheet(ctx, wire, { report: 'advances', filter: query.filter ?? null },
    { name: TITLES.advances, columns: ADVANCE_COLUMNS, rows });
}
