// УНФ. Its names are general knowledge, never read in a description of a live base.
import { CODES, DESCRIPTION, type ObjectSource, type Part, type Profile } from './profile.ts';

const DOCUMENT = {
  company: ['Контрагент'], organization: ['Организация'], currency: ['ВалютаДокумента'],
  total: ['СуммаДокумента'], comment: ['Комментарий'],
} as const;

const MONEY_DOCUMENT = { ...DOCUMENT, currency: ['ВалютаДенежныхСредств', 'ВалютаДокумента'] };

const EXPLANATION: Part = {
  names: ['РасшифровкаПлатежа'],
  fields: { order: ['Заказ'], invoice: ['СчетНаОплату'], sum: ['СуммаПлатежа'] },
};
const FROM_CUSTOMER = { property: 'ВидОперации', values: ['ОтПокупателя'] };
const TO_CUSTOMER = { property: 'ВидОперации', values: ['Покупателю'] };
const BANK = {
  ...MONEY_DOCUMENT, bankConfirmed: ['Оплачено'], bankOn: ['ДатаОплаты'],
  purpose: ['НазначениеПлатежа'],
};

const MONEY: readonly ObjectSource[] = [
  {
    code: CODES.bankIn, set: 'Document_ПоступлениеНаСчет', type: 'payment', kind: 'bank',
    direction: 'in', title: 'поступления на счёт', required: true, operations: FROM_CUSTOMER,
    fields: BANK, lines: EXPLANATION,
  },
  {
    code: CODES.cashIn, set: 'Document_ПоступлениеВКассу', type: 'payment', kind: 'cash',
    direction: 'in', title: 'поступления в кассу', operations: FROM_CUSTOMER,
    fields: MONEY_DOCUMENT, lines: EXPLANATION,
  },
  {
    code: CODES.cardIn, set: 'Document_ОперацияПоПлатежнымКартам', type: 'payment', kind: 'card',
    direction: 'in', title: 'оплаты картой', operations: FROM_CUSTOMER, fields: MONEY_DOCUMENT,
    lines: EXPLANATION,
  },
  {
    code: CODES.bankOut, set: 'Document_РасходСоСчета', type: 'payment', kind: 'bank',
    direction: 'out', title: 'возвраты со счёта', operations: TO_CUSTOMER, fields: BANK,
    lines: EXPLANATION,
  },
  {
    code: CODES.cashOut, set: 'Document_РасходИзКассы', type: 'payment', kind: 'cash',
    direction: 'out', title: 'возвраты из кассы', operations: TO_CUSTOMER,
    fields: MONEY_DOCUMENT, lines: EXPLANATION,
  },
];

const STOCK: Part = {
  names: ['Запасы', 'Работы'],
  fields: {
    order: ['Заказ'], lineUid: ['КлючСвязи'], quantity: ['Количество'], sum: ['Всего', 'Сумма'],
  },
};

const DOCUMENTS: readonly ObjectSource[] = [
  {
    code: CODES.shipment, set: 'Document_РасходнаяНакладная', type: 'shipment', kind: 'shipment',
    title: 'расходные накладные', required: true,
    fields: { company: DOCUMENT.company, order: ['Заказ'] },
    lines: STOCK,
  },
  {
    code: CODES.order, set: 'Document_ЗаказПокупателя', type: 'order', title: 'заказы покупателей',
    required: true,
    fields: {
      ...DOCUMENT, manager: ['Ответственный'], address: ['АдресДоставки'],
      vatIncluded: ['СуммаВключаетНДС'],
    },
    lines: {
      names: ['Запасы', 'Работы'],
      fields: {
        lineUid: ['КлючСвязи'], product: ['Номенклатура'], characteristic: ['Характеристика'],
        name: ['Содержание'], quantity: ['Количество'], price: ['Цена'], sum: ['Сумма'],
        discountPercent: ['ПроцентСкидкиНаценки'], vatRate: ['СтавкаНДС'], vatSum: ['СуммаНДС'],
        shipOn: ['ДатаОтгрузки'],
      },
    },
  },
  {
    code: CODES.invoice, set: 'Document_СчетНаОплату', type: 'invoice', title: 'счета на оплату',
    fields: { ...DOCUMENT, order: ['ДокументОснование', 'Заказ'] },
  },
];

const REFS: readonly ObjectSource[] = [
  {
    code: CODES.company, set: 'Catalog_Контрагенты', type: 'company', title: 'контрагенты',
    required: true,
    fields: {
      name: DESCRIPTION, fullName: ['НаименованиеПолное'], inn: ['ИНН'], kpp: ['КПП'],
      ogrn: ['РегистрационныйНомер', 'ОГРН'], kind: ['ВидКонтрагента', 'ЮрФизЛицо'],
      manager: ['Ответственный'],
    },
    lines: { names: ['КонтактнаяИнформация'], fields: {} },
  },
  {
    code: CODES.employee, set: 'Catalog_Сотрудники', type: 'employee', title: 'сотрудники',
    fields: { name: DESCRIPTION }, lines: { names: ['КонтактнаяИнформация'], fields: {} },
  },
  {
    code: CODES.product, set: 'Catalog_Номенклатура', type: 'product', title: 'номенклатура',
    fields: {
      name: DESCRIPTION, article: ['Артикул'], unit: ['ЕдиницаИзмерения'],
      vatRate: ['ВидСтавкиНДС', 'СтавкаНДС'], group: ['Parent'],
    },
  },
];

export const UNF: Profile = {
  code: 'unf',
  titles: [{ title: 'УНФ' }],
  marks: ['Document_ЗаказПокупателя'],
  anyOf: ['Document_РасходнаяНакладная', 'Document_ПоступлениеНаСчет'],
  sources: [...MONEY, ...DOCUMENTS, ...REFS],
  names: {
    organization: { set: 'Catalog_Организации', select: DESCRIPTION },
    currency: { set: 'Catalog_Валюты', select: ['Code', 'Description'] },
    vat: { set: 'Catalog_СтавкиНДС', select: DESCRIPTION },
    unit: { set: 'Catalog_КлассификаторЕдиницИзмерения', select: DESCRIPTION },
    product: { set: 'Catalog_Номенклатура', select: ['Description', 'Артикул'] },
    characteristic: { set: 'Catalog_ХарактеристикиНоменклатуры', select: DESCRIPTION },
    employee: { set: 'Catalog_Сотрудники', select: DESCRIPTION },
  },
  variants: {},
};
