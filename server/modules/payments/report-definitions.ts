// What each report of money is made of: which rows count, what is summed, into which columns.
// A column is a filter of the lists' grammar, so the list behind a figure is that figure's own.
import {
  isTime, type MoneyReport, type MoneyReportName, type ReportRows,
} from '#contract/money-reports';
import type { Filter } from '#contract/listing';
import { addDays, weekdayOf } from '#platform/clock';
import { AWAITED } from './dues.ts';

export type Column = {
  key: string;
  title: string;
  meaning: MoneyReport['columns'][number]['meaning'];
  /** Absent where columns are different sums of the same rows. */
  filter?: Filter;
  /** What is summed when it is not the report's measure. */
  sum?: string;
};

export type ReportDefinition = {
  /** SQL over the aliases of its source. */
  base: string;
  measure: string;
  /** The same of a deal by what it keeps itself, in the company's currency. */
  dealsWithAny?: string;
  columns: (today: string, by: ReportRows) => Column[];
};

const CREDIT = ['credit', 'creditShift'];

const endOfWeek = (day: string) => addDays(day, 7 - weekdayOf(day));

function ages(field: string, today: string): Column[] {
  const back = (days: number) => addDays(today, -days);
  const within = (from: number, to: number) => ({ [field]: { between: [back(from), back(to)] } });
  return [
    { key: 'to60', title: '31–60', meaning: 'warn', filter: within(60, 31) },
    { key: 'to90', title: '61–90', meaning: 'bad', filter: within(90, 61) },
    { key: 'over90', title: 'Больше 90', meaning: 'bad', filter: { [field]: { lt: back(90) } } },
    { key: 'noDate', title: 'Без даты', meaning: 'plain', filter: { [field]: { empty: true } } },
  ];
}

/** Age since the day of payment, or since the shipment where no day was agreed. */
const agesOfDebt = (today: string): Column[] => [
  {
    key: 'notDue', title: 'Срок не наступил', meaning: 'plain',
    filter: { agedOn: { gt: today } },
  },
  {
    key: 'to30', title: '0–30 дней', meaning: 'warn',
    filter: { agedOn: { between: [addDays(today, -30), today] } },
  },
  ...ages('agedOn', today),
];

/** A payment of tomorrow, as 1C may have it, is as young as one of today. */
const agesOfAdvance = (today: string): Column[] => [
  {
    key: 'to30', title: '0–30 дней', meaning: 'plain',
    filter: { paidOn: { gte: addDays(today, -30) } },
  },
  ...ages('paidOn', today),
];

function times(today: string): Column[] {
  const sunday = endOfWeek(today);
  const next = (from: number, to: number) =>
    ({ payOn: { between: [addDays(sunday, from), addDays(sunday, to)] } });
  return [
    { key: 'overdue', title: 'Просрочено', meaning: 'bad', filter: { payOn: { lt: today } } },
    {
      key: 'thisWeek', title: 'Эта неделя', meaning: 'warn',
      filter: { payOn: { between: [today, sunday] } },
    },
    { key: 'nextWeek', title: 'Следующая', meaning: 'plain', filter: next(1, 7) },
    { key: 'weeks', title: 'Ещё 3 недели', meaning: 'plain', filter: next(8, 28) },
    {
      key: 'later', title: 'Позже', meaning: 'plain',
      filter: { payOn: { gt: addDays(sunday, 28) } },
    },
    { key: 'noDate', title: 'Без срока', meaning: 'plain', filter: { payOn: { empty: true } } },
  ];
}

const KINDS: Column[] = [
  {
    key: 'prepayment', title: 'Аванс', meaning: 'plain',
    filter: { variant: { eq: 'prepayment' } },
  },
  {
    key: 'beforeShipment', title: 'Перед отгрузкой', meaning: 'plain',
    filter: { variant: { eq: 'beforeShipment' } },
  },
  { key: 'credit', title: 'Отсрочка', meaning: 'plain', filter: { variant: { in: CREDIT } } },
];

const WHOLE: Column[] = [{ key: 'sum', title: 'Сумма', meaning: 'plain', filter: {} }];

const sums = (...columns: [key: string, title: string, sum: string][]) => (): Column[] =>
  columns.map(([key, title, sum]) => ({ key, title, meaning: 'plain', sum }));

export const REPORTS: Record<MoneyReportName, ReportDefinition> = {
  receivables: {
    base: 'x.receivable_kopecks > 0', measure: 'x.receivable_kopecks',
    dealsWithAny: 'd.receivable_kopecks > 0', columns: agesOfDebt,
  },
  deferrals: {
    base: AWAITED,
    measure: 'x.uncovered_kopecks',
    columns: (today, by) => (isTime(by) ? WHOLE : times(today)),
  },
  expected: {
    base: 'x.uncovered_kopecks > 0',
    measure: 'x.uncovered_kopecks',
    dealsWithAny: 'd.expected_kopecks > 0',
    columns: (today, by) => (isTime(by) ? KINDS : times(today)),
  },
  partlyPaid: {
    base: 'd.amount_kopecks > 0 and d.paid_kopecks < d.amount_kopecks and d.paid_kopecks > 0',
    measure: 'd.amount_kopecks - d.paid_kopecks',
    columns: sums(['amount', 'Сумма сделок', 'd.amount_kopecks'],
      ['paid', 'Оплачено', 'd.paid_kopecks'],
      ['balance', 'Остаток', 'd.amount_kopecks - d.paid_kopecks']),
  },
  unshipped: {
    base: `d.amount_kopecks > 0 and d.paid_kopecks >= d.amount_kopecks
      and d.shipped_kopecks < d.amount_kopecks`,
    measure: 'd.amount_kopecks - d.shipped_kopecks',
    columns: sums(['amount', 'Сумма сделок', 'd.amount_kopecks'],
      ['shipped', 'Отгружено', 'd.shipped_kopecks'],
      ['left', 'Осталось отгрузить', 'd.amount_kopecks - d.shipped_kopecks']),
  },
  advances: { base: 'true', measure: 'x.kopecks', columns: agesOfAdvance },
};
