import type { ContactItem } from '#contract/customers';
import { ruContacts } from '../../texts/ru-contacts.ts';
import type { DataColumn } from '../../table/data-table.tsx';
import { Person } from '../../ui/avatar.tsx';
import { formatDay, readablePhone } from '../../ui/format.ts';

const { columns: titles } = ruContacts;

export const CONTACT_COLUMNS: DataColumn<ContactItem>[] = [
  {
    id: 'name', header: titles.name, widthPx: 240, leastPx: 170, grows: true, sortField: 'name',
    edit: { text: (contact) => contact.name },
    cell: (contact) => contact.name,
  },
  {
    id: 'position', header: titles.position, widthPx: 180, leastPx: 120,
    edit: { text: (contact) => contact.position ?? '' },
    cell: (contact) => contact.position,
  },
  {
    id: 'company', header: titles.company, widthPx: 240, leastPx: 150,
    edit: { text: (contact) => contact.company?.name ?? '', source: 'companies' },
    cell: (contact) => contact.company?.name ?? null,
  },
  {
    id: 'phones', header: titles.phones, widthPx: 160, leastPx: 146,
    cell: (contact) => (contact.phones[0] ? readablePhone(contact.phones[0]) : null),
  },
  {
    id: 'emails', header: titles.emails, widthPx: 200, leastPx: 140,
    cell: (contact) => contact.emails[0] ?? null,
  },
  {
    id: 'responsible', header: titles.responsible, widthPx: 170, leastPx: 130,
    edit: { text: (contact) => contact.responsible?.name ?? '', source: 'employees' },
    cell: (contact) => (contact.responsible ? <Person name={contact.responsible.name} /> : null),
  },
  {
    id: 'createdAt', header: titles.created, widthPx: 104, leastPx: 84, sortField: 'createdAt',
    cell: (contact) => formatDay(contact.createdAt),
  },
];
