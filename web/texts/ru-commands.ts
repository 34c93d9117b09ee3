// Texts of what 1C was asked to do: on the cards of deals and companies.
export const ruCommands = {
  label: 'Ответ 1С',
  waits: 'ждёт 1С',
  waitsHint: 'Поле ведёт 1С. Правка ушла туда командой; значение изменится, когда 1С подтвердит.',
  asks: 'правка уйдёт в 1С',
  states: {
    waiting: 'ждёт 1С', given: '1С получила', done: '1С приняла, ждём новые данные',
    refused: '1С отказала',
  } as Record<string, string>,
  types: {
    'deal.created': 'Сделка для 1С',
    'deal.changed': 'Изменения сделки',
    'company.create': 'Новая компания для 1С',
    'company.change': 'Правка реквизитов',
    'order.change': 'Предложенное изменение заказа',
  } as Record<string, string>,
  order: (number: string) => `Изменение заказа ${number}`,
  fields: {
    name: 'Название', fullName: 'Полное название', inn: 'ИНН', kpp: 'КПП', ogrn: 'ОГРН',
    kind: 'Вид', address: 'Адрес',
  } as Record<string, string>,
  change: (field: string, old: string, next: string) => `${field}: ${old} → ${next}`,
  empty: 'пусто',
  by: (name: string) => `просит ${name}`,
  answer: {
    order: (number: string | null, day: string | null) =>
      ['1С приняла заказ', number, day && `от ${day}`].filter(Boolean).join(' '),
    taken: 'статус не назван',
    status: (status: string) => `«${status}»`,
    paid: (number: string | null, day: string | null) =>
      ['отмечена оплата', number, day && `от ${day}`].filter(Boolean).join(' '),
    shipped: (number: string | null, day: string | null) =>
      ['отмечена отгрузка', number, day && `от ${day}`].filter(Boolean).join(' '),
    cancelled: 'заказ в 1С отменён',
    deleted: 'заказ в 1С удалён',
    noDocument: 'сумм в ответе нет: документы ещё не пришли',
  },
  repeat: 'Повторить',
  cancel: 'Отменить',
  cancelRefused: 'Убрать',
  repeated: 'Отправлено в 1С ещё раз',
  cancelled: 'Правка отозвана, в 1С она не ушла',
  dismissed: 'Отказ убран',
  failed: 'Не получилось',
};
