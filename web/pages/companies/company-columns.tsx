import type { CompanyItem } from '#contract/customers';
import { ruCompanies } from '../../texts/ru-companies.ts';
import type { DataColumn } from '../../table/data-table.tsx';
import { Person } from '../../ui/avatar.tsx';
import { formatDay, formatSum, readablePhone } from '../../ui/format.ts';
import { Lock } from '../../ui/lock.tsx';
import plain from '../../ui/plain-table.module.css';
import css from './companies-page.module.css';

const { columns: titles } = ruCompanies;

/** +78434118198 → +7 843 411-81-98; other countries as they are. */
export const COMPANY_COLUMNS: DataColumn<CompanyItem>[] = [
  {
    id: 'name', header: titles.name, widthPx: 260, leastPx: 190, grows: true, sortField: 'name',
    edit: { text: (company) => company.name },
    cell: (company) => (
      <span className={css.name}>
        <span className={css.nameText}>{company.name}</span>
        {company.fromOnec ? <Lock /> : null}
      </span>
    ),
  },
  {
    id: 'inn', header: titles.inn, widthPx: 122, sortField: 'inn',
    edit: { text: (company) => company.inn ?? '' },
    cell: (company) => <span className={plain.code}>{company.inn}</span>,
  },
  {
    id: 'kpp', header: titles.kpp, widthPx: 102,
    edit: { text: (company) => company.kpp ?? '' },
    cell: (company) => <span className={plain.code}>{company.kpp}</span>,
  },
  {
    id: 'phones', header: titles.phones, widthPx: 160, leastPx: 146,
    cell: (company) => (company.phones[0] ? readablePhone(company.phones[0]) : null),
  },
  {
    id: 'responsible', header: titles.responsible, widthPx: 180, leastPx: 130,
    edit: { text: (company) => company.responsible?.name ?? '', source: 'employees' },
    cell: (company) => (company.responsible ? <Person name={company.responsible.name} /> : null),
  },
  {
    id: 'department', header: titles.department, widthPx: 170, leastPx: 116,
    cell: (company) => company.department?.name ?? null,
  },
  {
    id: 'createdAt', header: titles.created, widthPx: 104, leastPx: 84, sortField: 'createdAt',
    cell: (company) => formatDay(company.createdAt),
  },
];

export const ADVANCE_COLUMN: DataColumn<CompanyItem> = {
  id: 'advanceKopecks', header: titles.advance,
  widthPx: 116, leastPx: 104, align: 'right', isOnec: true,
  sortField: 'advanceKopecks',
  cell: (company) => (company.advanceKopecks ? formatSum(company.advanceKopecks) : null),
};
