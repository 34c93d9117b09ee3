// «Деньги»: what is owed, awaited and deferred, by client, department, person and time. Figures of
// a cell and the list behind it come from one predicate, so that they cannot differ.
import Type, { type Static } from 'typebox';
import { FieldInfo, ListQueryWithoutText, pageOf } from './listing.ts';
import { DocumentNumber } from './payments.ts';
import { Day, Id, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

export const MONEY_REPORTS = [
  'receivables', 'deferrals', 'expected', 'partlyPaid', 'unshipped', 'advances',
] as const;
export type MoneyReportName = (typeof MONEY_REPORTS)[number];

export const REPORT_ROWS = [
  'day', 'week', 'month', 'company', 'department', 'responsible',
] as const;
export type ReportRows = (typeof REPORT_ROWS)[number];

/** Rows of time stand in its order; the others with the largest first. */
export const isTime = (rows: ReportRows): boolean =>
  rows === 'day' || rows === 'week' || rows === 'month';

/** What rows a report may have; the first is what it opens with. */
export const ROWS_OF_REPORT: Record<MoneyReportName, readonly ReportRows[]> = {
  receivables: ['company', 'department', 'responsible'],
  deferrals: ['week', 'day', 'month', 'company', 'department', 'responsible'],
  expected: ['week', 'day', 'month', 'company', 'department', 'responsible'],
  partlyPaid: ['company', 'department', 'responsible'],
  unshipped: ['company', 'department', 'responsible'],
  advances: ['company', 'department', 'responsible'],
};

/** Reports over the schedule; the others are over deals as they stand, or over payments. */
export const PART_REPORTS = ['receivables', 'deferrals', 'expected'] as const;
export type PartReport = (typeof PART_REPORTS)[number];
export const isPartReport = (name: MoneyReportName): name is PartReport =>
  (PART_REPORTS as readonly string[]).includes(name);

/** More rows than a person looks through: the largest or the first in time; totals are of all. */
export const REPORT_ROWS_MAX = 200;
export const REPORT_FILE_ROWS_MAX = 20_000;

const Kopecks = Type.Integer();
const text = (maxLength: number) => Type.String({ maxLength });

export const ReportColumn = Type.Object({
  key: Type.String(),
  title: Type.String(),
  /** Late money is red, money of today and later is not. */
  meaning: Type.Union([Type.Literal('plain'), Type.Literal('warn'), Type.Literal('bad')]),
  /** Narrows a row or the whole report to this column; null where columns are sums side by side. */
  filter: nullable(Type.String()),
});

export const ReportRow = Type.Object({
  title: nullable(Type.String()),
  /** Deals, or payments where the report is of payments. */
  count: Type.Integer(),
  kopecks: Type.Array(Kopecks),
  /** Sum of the row over its columns where they share it out. */
  totalKopecks: Kopecks,
  /** Exactly the parts or the deals of this row. */
  filter: Type.String(),
});
export type ReportRow = Static<typeof ReportRow>;

export const MoneyReport = Type.Object({
  report: Type.Enum([...MONEY_REPORTS]),
  by: Type.Enum([...REPORT_ROWS]),
  today: Day,
  currency: Type.String(),
  columns: Type.Array(ReportColumn),
  rows: Type.Array(ReportRow),
  totals: Type.Omit(ReportRow, ['title']),
  /** The same question in other currencies: never added up. */
  otherCurrencies: Type.Array(Type.Object({ currency: Type.String(), kopecks: Kopecks })),
  isCut: Type.Boolean(),
});
export type MoneyReport = Static<typeof MoneyReport>;

const ReportParams = Type.Object({ report: Type.Enum([...MONEY_REPORTS]) });
const PartParams = Type.Object({ report: Type.Enum([...PART_REPORTS]) });
const Currency = Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' }));

export const ReportQuery = Type.Object({
  by: Type.Optional(Type.Enum([...REPORT_ROWS])),
  filter: Type.Optional(text(20_000)),
  currency: Currency,
});
export type ReportQuery = Static<typeof ReportQuery>;

export const moneyReport = defineRoute({
  id: 'payments.report', method: 'GET', path: '/api/money-reports/:report',
  summary: 'Отчёт о деньгах видимых вам сделок: долги, отсрочки, ожидаемые и частичные оплаты,'
    + ' авансы',
  access: { entity: 'deal', action: 'read' }, params: ReportParams, query: ReportQuery,
  response: MoneyReport,
});

/** One stage of payment that waits for money, or goods that were shipped beyond any stage. */
export const DuePart = Type.Object({
  id: Id,
  deal: Type.Object({ id: Id, number: Type.String(), title: Type.String() }),
  company: nullable(Named),
  responsible: nullable(Named),
  department: nullable(Named),
  orderNumber: DocumentNumber,
  variant: nullable(Type.String()),
  payOn: nullable(Day),
  agedOn: nullable(Day),
  /** Days since it should have been paid; 0 when it is not late. */
  daysLate: Type.Integer(),
  currency: Type.String(),
  uncoveredKopecks: Kopecks,
  receivableKopecks: Kopecks,
});
export type DuePart = Static<typeof DuePart>;

export const duePartsList = defineRoute({
  id: 'payments.dueParts', method: 'GET', path: '/api/money-reports/:report/parts',
  summary: 'Этапы оплаты, из которых сложена ячейка отчёта, с точным числом и суммой',
  access: { entity: 'deal', action: 'read' }, params: PartParams,
  query: Type.Object({ ...ListQueryWithoutText.properties, currency: Currency }),
  response: pageOf(DuePart),
});

export const dueFields = defineRoute({
  id: 'payments.dueFields', method: 'GET', path: '/api/money-reports/fields',
  summary: 'Поля, доступные для отбора в отчётах о деньгах',
  access: { entity: 'deal', action: 'read' }, response: Type.Array(FieldInfo),
});

/** Answers the bytes themselves. */
export const moneyReportFile = defineRoute({
  id: 'payments.reportFile', method: 'GET', path: '/api/money-reports/:report/file',
  summary: 'Отчёт о деньгах в XLSX, как на экране; нужно право на выгрузку',
  access: { entity: 'deal', action: 'export' }, params: ReportParams, query: ReportQuery,
});
export const duePartsFile = defineRoute({
  id: 'payments.duePartsFile', method: 'GET', path: '/api/money-reports/:report/parts/file',
  summary: 'Этапы оплаты ячейки отчёта в XLSX; нужно право на выгрузку',
  access: { entity: 'deal', action: 'export' }, params: PartParams,
  query: Type.Object({ filter: Type.Optional(text(20_000)), currency: Currency }),
});
