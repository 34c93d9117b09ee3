// What transfers may be filtered and sorted by: t the transfer, d its deal, s the deal's stage.
import { defineCatalogue } from '#platform/listing/catalogue';

export const TRANSFER_STATE = `case when t.accepted_at is not null then 'accepted'
  when t.returned_at is not null then 'returned'
  when t.superseded_at is not null then 'superseded' else 'waiting' end`;

export const TRANSFER_CATALOGUE = defineCatalogue({
  noun: 'transfers',
  idColumn: 't.id',
  defaultSort: '-createdAt',
  fields: {
    state: {
      label: 'Приёмка', type: 'choice', column: TRANSFER_STATE, choiceSource: 'transferStates',
      nullable: false,
    },
    createdAt: {
      label: 'Передана', type: 'moment', column: 't.created_at', sortable: true, nullable: false,
    },
    acceptUntil: {
      label: 'Принять до', type: 'moment', column: 't.accept_until', sortable: true,
      nullable: true,
    },
    toDepartment: {
      label: 'Кому: отдел', type: 'reference', column: 't.to_department_id',
      choiceSource: 'departments', nullable: false,
    },
    fromDepartment: {
      label: 'От кого: отдел', type: 'reference', column: 't.from_department_id',
      choiceSource: 'departments',
    },
    isOpen: { label: 'Сделка в работе', type: 'flag', column: 'd.is_open', nullable: false },
    outcome: {
      label: 'Исход сделки', type: 'choice', column: 's.semantics',
      choiceSource: 'stageSemantics', nullable: false,
    },
    paidPercent: {
      label: 'Процент оплаты', type: 'percent', column: 'd.paid_percent', sortable: true,
      group: 'deal.money',
    },
  },
});
