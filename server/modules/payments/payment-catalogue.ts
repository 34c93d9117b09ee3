// What payments may be filtered, sorted and summed by. One row is the part of a payment that went
// to an order of a deal: p the payment, x its line, d the deal, c the company.
import { defineCatalogue } from '#platform/listing/catalogue';
import { COMPANY_CURRENCY } from './dues.ts';

/** Posted, and of an order that counts in the same currency: else it stands struck through. */
export const PART_COUNTS = '(p.counts and x.order_counts and p.currency = x.order_currency)';

const byName = (column: string) => `${column} collate "ru-x-icu"`;

export const PAYMENT_CATALOGUE = defineCatalogue({
  noun: 'payments',
  idColumn: 'x.line_key',
  defaultSort: '-paidOn',
  // The key of a line is made of its payment's guid: good for paging, no number of anything.
  hasId: false,
  fields: {
    uid: {
      label: 'Идентификатор 1С', type: 'text', column: 'p.uid', sqlType: 'uuid', nullable: false,
    },
    paidOn: { label: 'Дата', type: 'date', column: 'p.paid_at::date', sortable: true },
    number: { label: 'Номер', type: 'text', column: 'p.number', sortable: true, nullable: false },
    sumKopecks: {
      label: 'Сумма', type: 'money', column: 'x.sum_kopecks', sortable: true, nullable: false,
      sumColumn: `x.sum_kopecks * (${PART_COUNTS} and p.currency = '${COMPANY_CURRENCY}')::int`,
    },
    currency: { label: 'Валюта', type: 'choice', column: 'p.currency', nullable: false },
    kind: { label: 'Вид', type: 'choice', column: 'p.kind', nullable: false },
    direction: { label: 'Направление', type: 'choice', column: 'p.direction', nullable: false },
    purpose: { label: 'Назначение', type: 'text', column: 'p.purpose' },
    counts: {
      label: 'Входит в оплату сделки', type: 'flag', nullable: false,
      column: PART_COUNTS,
    },
    deal: { label: 'Сделка', type: 'reference', column: 'd.id', choiceSource: 'deals' },
    'deal.number': { label: 'Сделка: номер', type: 'text', column: 'd.number', nullable: false },
    'deal.title': {
      label: 'Сделка: название', type: 'text', column: 'd.title', nullable: false, sortable: true,
      sortColumn: byName('d.title'),
    },
    responsible: {
      label: 'Менеджер', type: 'reference', column: 'd.responsible_id',
      choiceSource: 'employees',
    },
    department: {
      label: 'Отдел', type: 'reference', column: 'd.department_id', choiceSource: 'departments',
    },
    company: {
      label: 'Клиент', type: 'reference', column: 'd.company_id', choiceSource: 'companies',
      current: (id) => `customers.company_now(${id})`,
    },
    'company.name': {
      label: 'Клиент: название', type: 'text', column: 'c.name', sortable: true,
      sortColumn: byName('c.name'),
    },
    'company.inn': { label: 'Клиент: ИНН', type: 'text', column: 'c.inn' },
  },
});
