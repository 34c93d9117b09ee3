// Russian words of closed choices. Screens and files say them alike, so they live between both.

export const CHOICE_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stageSemantics: { open: 'в работе', won: 'успех', lost: 'отказ' },
  amountSources: { onec: '1С', lines: 'строки предложения', estimate: 'оценка' },
  companyKinds: {
    legal: 'Организация', sole: 'ИП', person: 'Физическое лицо', foreign: 'Иностранная',
  },
  leadChannels: {
    call: 'Звонок', letter: 'Письмо', site: 'Сайт', chat: 'Чат', manual: 'Вручную',
  },
  taskKinds: {
    task: 'Дело', call: 'Звонок', letter: 'Письмо', deferral: 'Отсрочка', acceptance: 'Приёмка',
    approval: 'Согласование',
  },
  taskStates: { open: 'в работе', done: 'сделано', cancelled: 'отменено' },
  taskPriorities: { low: 'может подождать', normal: 'обычная', high: 'срочно' },
  stageVariants: {
    prepayment: 'Аванс', beforeShipment: 'Перед отгрузкой', credit: 'Отсрочка',
    creditShift: 'Отсрочка',
  },
  paymentKinds: {
    bank: 'Платёжное поручение', cash: 'Касса', card: 'Карта', offset: 'Зачёт',
  },
  vatRates: { 22: '22 %', 20: '20 %', 10: '10 %', 0: '0 %', none: 'без НДС' },
  entities: {
    deal: 'Сделка', lead: 'Лид', company: 'Клиент', contact: 'Контакт', product: 'Товар',
    task: 'Дело',
  },
};

/** The word of a choice; a value without one stands for itself. */
export function choiceLabel(source: string | undefined, value: string): string {
  return CHOICE_LABELS[source ?? '']?.[value] ?? value;
}
