// УТ 10.3. Its names are general knowledge, never read in a description of a live base; УТ 10.3
// publishes OData only on the platform 8.3 without the compatibility mode of 8.2.
import { CODES, DESCRIPTION, type ObjectSource, type Part, type Profile } from './profile.ts';

const DOCUMENT = {
  company: ['Контрагент'], organization: ['Организация'], currency: ['ВалютаДокумента'],
  total: ['СуммаДокумента'], comment: ['Комментарий'],
} as const;

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
    code: CODES.order, set: 'Document_ЗаказПокупателя', type: 'order', title: 'заказы покупателей',
    required: true,
    fields: {
      ...DOCUMENT, manager: ['Ответственный'], address: ['АдресДоставки'],
      vatIncluded: ['СуммаВключаетНДС'],
    },
    lines: {
      names: ['Товары', 'Услуги'],
      fields: {
        lineUid: ['КлючСтроки'], product: ['Номенклатура'],
        characteristic: ['ХарактеристикаНоменклатуры'], name: ['Содержание'],
        quantity: ['Количество'], price: ['Цена'], sum: ['Сумма'],
        discountPercent: ['ПроцентСкидкиНаценки'], vatRate: ['СтавкаНДС'], vatSum: ['СуммаНДС'],
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
  {
    code: CODES.company, set: 'Catalog_Контрагенты', type: 'company', title: 'контрагенты',
    required: true,
    fields: {
      name: DESCRIPTION, fullName: ['НаименованиеПолное'], inn: ['ИНН'], kpp: ['КПП'],
      kind: ['ЮрФизЛицо'], manager: ['ОсновнойМенеджерПокупателя'],
    },
  },
  {
    code: CODES.employee, set: 'Catalog_Пользователи', type: 'employee', title: 'пользователи',
    fields: { name: DESCRIPTION },
  },
  {
    code: CODES.product, set: 'Catalog_Номенклатура', type: 'product', title: 'номенклатура',
    fields: {
      name: DESCRIPTION, article: ['Артикул'], unit: ['БазоваяЕдиницаИзмерения'],
      vatRate: ['СтавкаНДС'], group: ['Parent'],
    },
  },
];

export const UT103: Profile = {
  code: 'ut103',
  titles: [{ title: 'УТ 10.3' }],
  marks: ['Document_ЗаказПокупателя'],
  anyOf: ['Document_ПлатежноеПоручениеВходящее', 'Document_РеализацияТоваровУслуг'],
  sources: [...MONEY, ...DOCUMENTS, ...REFS],
  names: {
    organization: { set: 'Catalog_Организации', select: DESCRIPTION },
    currency: { set: 'Catalog_Валюты', select: ['Code', 'Description'] },
    unit: { set: 'Catalog_КлассификаторЕдиницИзмерения', select: DESCRIPTION },
    product: { set: 'Catalog_Номенклатура', select: ['Description', 'Артикул'] },
    characteristic: { set: 'Catalog_ХарактеристикиНоменклатуры', select: DESCRIPTION },
    employee: { set: 'Catalog_Пользователи', select: DESCRIPTION },
  },
  variants: {},
};
