// What the reports of money may be narrowed by. One row is what an order waits for: x the part, d
// its deal, c the company. Reports over deals know the fields of the deal alone.
import { defineCatalogue, type FieldDefinition } from '#platform/listing/catalogue';
import type { ListSource } from '#platform/listing/run-list';
import { PAYER } from './settle-payers.ts';

const reference = (
  label: string, column: string, choiceSource: string, more: Partial<FieldDefinition> = {},
): FieldDefinition =>
  ({ label, type: 'reference', column, choiceSource, ...more });

const company = (column: string): FieldDefinition => reference('Компания', column, 'companies', {
  current: (id) => `customers.company_now(${id})`,
});

const OF_DEAL: Record<string, FieldDefinition> = {
  company: company('d.company_id'),
  department: reference('Отдел', 'd.department_id', 'departments'),
  responsible: reference('Менеджер', 'd.responsible_id', 'employees'),
  pipeline: reference('Воронка', 'd.pipeline_id', 'pipelines'),
  isOpen: { label: 'Сделка в работе', type: 'flag', column: 'd.is_open', nullable: false },
  ownEntity: reference('Наше юрлицо', 'd.own_entity_id', 'ownEntities'),
};

const MONEY = { group: 'deal.money' } as const;

export const DUE_CATALOGUE = defineCatalogue({
  noun: 'dues',
  idColumn: 'x.id',
  defaultSort: 'agedOn',
  hasId: false,
  fields: {
    ...OF_DEAL,
    company: company(PAYER),
    payOn: { label: 'Срок оплаты', type: 'date', column: 'x.pay_on', sortable: true, ...MONEY },
    agedOn: { label: 'Долг с', type: 'date', column: 'x.aged_on', sortable: true, ...MONEY },
    variant: {
      label: 'Вид этапа', type: 'choice', column: 'x.variant', choiceSource: 'stageVariants',
      ...MONEY,
    },
    uncoveredKopecks: {
      label: 'Ждём', type: 'money', column: 'x.uncovered_kopecks', sortable: true,
      nullable: false, ...MONEY,
    },
    receivableKopecks: {
      label: 'Долг', type: 'money', column: 'x.receivable_kopecks', sortable: true,
      nullable: false, ...MONEY,
    },
  },
});

export const DEAL_MONEY_CATALOGUE = defineCatalogue({
  noun: 'dealMoney', idColumn: 'd.id', fields: OF_DEAL,
});

export type Place = Pick<ListSource, 'catalogue' | 'from' | 'joins'>;

export const DUES: Place = {
  catalogue: DUE_CATALOGUE,
  from: 'payments.due x',
  // Who has an open stage waits or owes: said again, so that the index of those deals is read.
  joins: {
    d: `join deals.deal d on d.id = x.deal_id and (d.receivable_kopecks > 0
      or d.expected_kopecks > 0 or d.other_currencies is not null)`,
  },
};

export const DEALS: Place = { catalogue: DEAL_MONEY_CATALOGUE, from: 'deals.deal d' };

