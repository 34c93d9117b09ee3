// What the rows of a report are: their key in SQL, their order, and the filter of each.
import type { Filter } from '#contract/listing';
import type { ReportRows } from '#contract/money-reports';
import { addDays } from '#platform/clock';

export type RowKind = {
  key: string;
  /** Names behind the keys. */
  named?: string;
  order: string;
  filterOf: (key: string | null, today: string) => Filter;
  titleOf: (key: string | null, title: string | null) => string | null;
};

const LARGEST = 'g.total desc nulls last, g.key';

const named = (field: string, column: string, relation: string): RowKind => ({
  key: column, named: relation, order: LARGEST,
  filterOf: (key) => ({ [field]: key === null ? { empty: true } : { eq: Number(key) } }),
  titleOf: (_, title) => title,
});

/** What has passed is one row, whatever its weeks were. */
const OVERDUE = '0';

function weekOf(monday: string, today: string): Filter {
  const from = monday < today ? today : monday;
  return { payOn: { between: [from, addDays(monday, 6)] } };
}

const day = (date: string) => `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;

export const ROW_KINDS: Record<ReportRows, (today: string) => RowKind> = {
  company: () => named('company', 'd.company_id', 'customers.company'),
  department: () => named('department', 'd.department_id', 'staff.department'),
  responsible: () => named('responsible', 'd.responsible_id', 'staff.employee'),
  week: (today) => ({
    key: `case when x.pay_on < date '${today}' then '${OVERDUE}'
      else to_char(date_trunc('week', x.pay_on), 'YYYY-MM-DD') end`,
    order: 'g.key nulls last',
    filterOf: (key) => {
      if (key === null) return { payOn: { empty: true } };
      return key === OVERDUE ? { payOn: { lt: today } } : weekOf(key, today);
    },
    titleOf: (key) => {
      if (key === null) return null;
      return key === OVERDUE ? 'Просрочено' : `${day(key)} – ${day(addDays(key, 6))}`;
    },
  }),
};
