// УТ 10.3. Heads of documents, the explanation of a payment and contact persons were compared
// with published descriptions of УПП 1.3, which carries the same trade blocks; never with a live
// УТ 10.3. It publishes OData only on the platform 8.3 without the compatibility mode of 8.2.
import {
  BOOKS, companies, CUSTOMER_ORDER, DOCUMENT, employees, ORDER_LINE, products, UNITS, USERS,
} from './shared-names.ts';
import {
  CODES, DESCRIPTION, type NameSource, type ObjectSource, type Part, type Profile,
} from './profile.ts';

const EXPLANATION: Part = {
  names: ['РасшифровкаПлатежа'],
  fields: {
    order: ['Сделка'], invoice: ['ДокументРасчетовСКонтрагентом'],
    sum: ['СуммаПлатежа', 'СуммаВзаиморасчетов'],
  },
};
const FROM_CUSTOMER = {
  property: 'ВидОперации', values: ['ОплатаПокупателя', 'ОплатаПокупателяПлатежнойКартой'],
};
const TO_CUSTOMER = {
  property: 'ВидОперации',
  values: ['ВозвратДенежныхСредствПокупателю', 'ВозвратПокупателю'],
};
const BANK = {
  ...DOCUMENT, bankConfirmed: ['Оплачено'], bankOn: ['ДатаОплаты'], purpose: ['НазначениеПлатежа'],
};

const MONEY: readonly ObjectSource[] = [
  {
    code: CODES.bankIn, set: 'Document_ПлатежноеПоручениеВходящее', type: 'payment', kind: 'bank',
    direction: 'in', title: 'входящие платёжные поручения', required: true,
    operations: FROM_CUSTOMER, fields: BANK, lines: EXPLANATION,
  },
  {
    code: CODES.cashIn, set: 'Document_ПриходныйКассовыйОрдер', type: 'payment', kind: 'cash',
    direction: 'in', title: 'приходные кассовые ордера', operations: FROM_CUSTOMER,
    fields: { ...DOCUMENT, purpose: ['Основание'] }, lines: EXPLANATION,
  },
  {
    code: CODES.cardIn, set: 'Document_ОплатаОтПокупателяПлатежнойКартой', type: 'payment',
    kind: 'card', direction: 'in', title: 'оплаты картой', operations: FROM_CUSTOMER,
    fields: DOCUMENT, lines: EXPLANATION,
  },
  {
    code: CODES.bankOut, set: 'Document_ПлатежноеПоручениеИсходящее', type: 'payment',
    kind: 'bank', direction: 'out', title: 'возвраты со счёта', operations: TO_CUSTOMER,
    fields: BANK, lines: EXPLANATION,
  },
  {
    code: CODES.cashOut, set: 'Document_РасходныйКассовыйОрдер', type: 'payment', kind: 'cash',
    direction: 'out', title: 'возвраты из кассы', operations: TO_CUSTOMER,
    fields: { ...DOCUMENT, purpose: ['Основание'] }, lines: EXPLANATION,
  },
];

const SHIPPED = { company: DOCUMENT.company, order: ['Сделка', 'ЗаказПокупателя'] };
const GOODS: Part = {
  names: ['Товары', 'Услуги'],
  fields: {
    order: ['ЗаказПокупателя'], lineUid: ['КлючСтроки'], quantity: ['Количество'],
    sum: ['Сумма'], vatSum: ['СуммаНДС'],
  },
};

const DOCUMENTS: readonly ObjectSource[] = [
  {
    code: CODES.shipment, set: 'Document_РеализацияТоваровУслуг', type: 'shipment',
    kind: 'shipment', title: 'реализации', required: true,
    fields: { ...SHIPPED, vatIncluded: ['СуммаВключаетНДС'] }, lines: GOODS,
  },
  {
    code: CODES.returned, set: 'Document_ВозвратТоваровОтПокупателя', type: 'shipment',
    kind: 'return', title: 'возвраты товаров',
    fields: { ...SHIPPED, vatIncluded: ['СуммаВключаетНДС'] }, lines: GOODS,
  },
  {
    ...CUSTOMER_ORDER,
    // There is no schedule, and a public program reads the day of payment from the head.
    fields: { ...CUSTOMER_ORDER.fields, payOn: ['ДатаОплаты'] },
    lines: {
      names: ['Товары', 'Услуги'],
      fields: {
        ...ORDER_LINE, lineUid: ['КлючСтроки'], characteristic: ['ХарактеристикаНоменклатуры'],
      },
    },
  },
  {
    code: CODES.invoice, set: 'Document_СчетНаОплатуПокупателю', type: 'invoice',
    title: 'счета на оплату',
    fields: { ...DOCUMENT, order: ['ДокументОснование', 'ЗаказПокупателя'], dueOn: ['ДатаОплаты'] },
  },
];

const REFS: readonly ObjectSource[] = [
  companies({ kind: ['ЮрФизЛицо'], manager: ['ОсновнойМенеджерПокупателя'] }, undefined),
  {
    code: CODES.contact, set: 'Catalog_КонтактныеЛицаКонтрагентов', type: 'contact',
    title: 'контактные лица',
    fields: { name: DESCRIPTION, position: ['Должность'], company: ['Owner'] },
  },
  employees(USERS.set, 'пользователи'),
  products({ unit: ['БазоваяЕдиницаИзмерения'], vatRate: ['СтавкаНДС'] }),
];

/** Names of its columns were compared with programs that read live bases of that generation. */
const REACHES: NameSource = {
  set: 'InformationRegister_КонтактнаяИнформация',
  select: ['Объект', 'Объект_Type', 'Тип', 'Вид', 'Представление'],
};

export const UT103: Profile = {
  code: 'ut103',
  checked: 'имена документов и реквизитов шапки, расшифровки платежа и контактных лиц — с '
    + 'опубликованным описанием УПП 1.3 (торговые блоки у неё те же), день оплаты заказа — с '
    + 'открытой программой; с живой УТ 10.3 не сверено',
  titles: [{ title: 'УТ 10.3' }],
  marks: ['Document_ЗаказПокупателя'],
  anyOf: ['Document_ПлатежноеПоручениеВходящее', 'Document_РеализацияТоваровУслуг'],
  sources: [...MONEY, ...DOCUMENTS, ...REFS],
  names: { ...BOOKS, unit: UNITS, employee: USERS, reaches: REACHES },
  variants: {},
};
