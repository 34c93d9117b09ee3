// УНФ. Money documents, orders, the explanation of a payment and the payment calendar were compared
// with public programs that read live bases of УНФ; operations and the rest are general knowledge.
import {
  BOOKS, companies, CONTACT_PART, CUSTOMER_ORDER, DOCUMENT, employees, ORDER_LINE, products, RATES,
  UNITS,
} from './shared-names.ts';
import { CODES, DESCRIPTION, type ObjectSource, type Part, type Profile } from './profile.ts';

const MONEY_DOCUMENT = { ...DOCUMENT, currency: ['ВалютаДенежныхСредств', 'ВалютаДокумента'] };

const EXPLANATION: Part = {
  names: ['РасшифровкаПлатежа'],
  fields: { order: ['Заказ'], invoice: ['СчетНаОплату'], sum: ['СуммаПлатежа', 'СуммаРасчетов'] },
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
    // Goods of suppliers come by the same document: the operation tells.
    code: CODES.returned, set: 'Document_ПриходнаяНакладная', type: 'shipment', kind: 'return',
    title: 'возвраты товаров',
    operations: { property: 'ВидОперации', values: ['ВозвратОтПокупателя'] },
    fields: { company: DOCUMENT.company, order: ['Заказ'] },
    lines: STOCK,
  },
  {
    ...CUSTOMER_ORDER,
    lines: {
      names: ['Запасы', 'Работы'],
      fields: {
        ...ORDER_LINE, lineUid: ['КлючСвязи'], characteristic: ['Характеристика'],
        shipOn: ['ДатаОтгрузки'],
      },
    },
    stages: {
      names: ['ПлатежныйКалендарь'],
      fields: { payOn: ['ДатаОплаты'], percent: ['ПроцентОплаты'], sum: ['СуммаОплаты'] },
    },
  },
  {
    code: CODES.invoice, set: 'Document_СчетНаОплату', type: 'invoice', title: 'счета на оплату',
    fields: { ...DOCUMENT, order: ['ДокументОснование', 'Заказ'] },
  },
];

const REFS: readonly ObjectSource[] = [
  companies({
    ogrn: ['РегистрационныйНомер', 'ОГРН'], kind: ['ВидКонтрагента', 'ЮрФизЛицо'],
    manager: ['Ответственный'],
  }, CONTACT_PART),
  {
    code: CODES.contact, set: 'Catalog_КонтактныеЛица', type: 'contact', title: 'контактные лица',
    fields: { name: DESCRIPTION, position: ['Должность'], company: ['Owner', 'Контрагент'] },
    lines: CONTACT_PART,
  },
  employees('Catalog_Сотрудники', 'сотрудники', CONTACT_PART),
  products({ unit: ['ЕдиницаИзмерения'], vatRate: ['ВидСтавкиНДС', 'СтавкаНДС'] }),
];

export const UNF: Profile = {
  code: 'unf',
  checked: 'денежные документы, заказ, расшифровка платежа, платёжный календарь и возврат от '
    + 'покупателя — с открытыми программами, которые читают живые базы УНФ; виды денежных операций '
    + 'и прочее — общие знания',
  titles: [{ title: 'УНФ' }],
  marks: ['Document_ЗаказПокупателя'],
  anyOf: ['Document_РасходнаяНакладная', 'Document_ПоступлениеНаСчет'],
  sources: [...MONEY, ...DOCUMENTS, ...REFS],
  names: {
    ...BOOKS, vat: RATES, unit: UNITS,
    employee: { set: 'Catalog_Сотрудники', select: DESCRIPTION },
  },
  variants: {},
};
