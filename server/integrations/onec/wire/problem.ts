// Why an item was not applied, in the form that goes back to the sender and to the monitor.

export type ItemProblem = {
  code: 'field.invalid';
  /** Path inside the item: `lines[3].sum`, counted from zero as in JSON. */
  field: string;
  /** One Russian sentence that says what is wrong and what is needed. */
  text: string;
};

/** Russian name of a field and the ending of its participles: «Сумма … записана». */
const LABELS: { readonly [key: string]: readonly [label: string, ending: string] } = {
  address: ['Адрес', ''],
  article: ['Артикул', ''],
  at: ['Время снимка', 'о'],
  attributes: ['Свойства', 'ы'],
  bankConfirmed: ['Признак «проведено банком»', ''],
  bankOn: ['Дата проведения банком', 'а'],
  cancelled: ['Признак отмены', ''],
  cause: ['Причина', 'а'],
  characteristic: ['Характеристика', 'а'],
  comment: ['Комментарий', ''],
  companyUid: ['Ссылка на контрагента', 'а'],
  cost: ['Себестоимость', 'а'],
  crmDealId: ['Номер сделки CRM', ''],
  currency: ['Валюта', 'а'],
  dataVersion: ['Версия данных', 'а'],
  date: ['Дата', 'а'],
  dealerContact: ['Контакт дилера', ''],
  deleted: ['Пометка удаления', 'а'],
  departmentName: ['Подразделение', 'о'],
  direction: ['Направление платежа', 'о'],
  discountPercent: ['Процент скидки', ''],
  dueOn: ['Срок оплаты', ''],
  email: ['Адрес почты', ''],
  emails: ['Адреса почты', 'ы'],
  endCustomer: ['Конечный заказчик', ''],
  epoch: ['Эпоха базы', 'а'],
  extra: ['Дополнительные поля', 'ы'],
  fullName: ['Полное наименование', 'о'],
  groupName: ['Группа товаров', 'а'],
  groupUid: ['Ссылка на группу товаров', 'а'],
  ib: ['Код базы', ''],
  id: ['Код сообщения', ''],
  inn: ['ИНН', ''],
  invoiceUid: ['Ссылка на счёт', 'а'],
  kind: ['Вид', ''],
  kpp: ['КПП', ''],
  lane: ['Полоса', 'а'],
  lineUid: ['Код строки', ''],
  lines: ['Строки', 'ы'],
  managerName: ['Имя менеджера', 'о'],
  managerUid: ['Ссылка на менеджера', 'а'],
  name: ['Наименование', 'о'],
  number: ['Номер', ''],
  ogrn: ['ОГРН', ''],
  op: ['Действие', 'о'],
  orderUid: ['Ссылка на заказ', 'а'],
  organization: ['Организация', 'а'],
  payOn: ['Дата платежа', 'а'],
  percent: ['Процент платежа', ''],
  phone: ['Телефон', ''],
  phones: ['Телефоны', 'ы'],
  position: ['Должность', 'а'],
  posted: ['Признак проведения', ''],
  price: ['Цена', 'а'],
  productUid: ['Ссылка на товар', 'а'],
  projectName: ['Название проекта', 'о'],
  purpose: ['Назначение платежа', 'о'],
  quantity: ['Количество', 'о'],
  rev: ['Ревизия', 'а'],
  sha256: ['Контрольная сумма', 'а'],
  shipOn: ['Дата отгрузки', 'а'],
  stages: ['Этапы оплаты', 'ы'],
  status: ['Статус', ''],
  sum: ['Сумма', 'а'],
  tenderNo: ['Номер тендера', ''],
  total: ['Сумма документа', 'а'],
  uid: ['Код объекта', ''],
  unit: ['Единица измерения', 'а'],
  v: ['Версия контракта', 'а'],
  variant: ['Вариант оплаты', ''],
  vatIncluded: ['Признак «НДС в сумме»', ''],
  vatRate: ['Ставка НДС', 'а'],
  vatSum: ['Сумма НДС', 'а'],
};

/** «Сумма», or the key itself in quotes when it has no Russian name. */
export function labelOf(key: string): string {
  return LABELS[key]?.[0] ?? `Поле «${key}»`;
}

/** Ending of a participle that agrees with the label: записан + «а». */
export function endingOf(key: string): string {
  return LABELS[key]?.[1] ?? 'о';
}
