// УТ 11, КА 2 and ERP 2: one code base of documents. Orders, shipments and counterparties were read
// in a recorded description of a live base; heads of money documents, operations and contacts were
// compared with public programs that read live bases. Table parts differ between releases, hence
// the alternatives.
import {
  BOOKS, companies, CONTACT_PART, employees, products, RATES, USERS,
} from './shared-names.ts';
import { CODES, DESCRIPTION, type ObjectSource, type Part, type Profile } from './profile.ts';

const DOCUMENT = {
  company: ['Контрагент'], organization: ['Организация'], currency: ['Валюта'],
  total: ['СуммаДокумента'], comment: ['Комментарий'],
} as const;

const EXPLANATION: Part = {
  names: ['РасшифровкаПлатежа'],
  fields: {
    // Up to 11.4 the order itself, since 11.5 an object of settlements that names the order.
    order: ['Заказ', 'ОбъектРасчетов'], invoice: ['ОснованиеПлатежа'], sum: ['Сумма'],
  },
};

const FROM_CUSTOMER = {
  property: 'ХозяйственнаяОперация',
  values: [
    'ПоступлениеОплатыОтКлиента', 'ПоступлениеОплатыПоПлатежнойКарте',
    'ПоступлениеОплатыОтКлиентаПоПлатежнойКарте',
  ],
};
const TO_CUSTOMER = {
  property: 'ХозяйственнаяОперация',
  values: ['ВозвратОплатыКлиенту', 'ВозвратОплатыНаПлатежнуюКарту'],
};

const BANK = {
  ...DOCUMENT, bankConfirmed: ['ПроведеноБанком'], bankOn: ['ДатаПроведенияБанком'],
  purpose: ['НазначениеПлатежа'],
};

const MONEY: readonly ObjectSource[] = [
  {
    code: CODES.bankIn, set: 'Document_ПоступлениеБезналичныхДенежныхСредств', type: 'payment',
    kind: 'bank', direction: 'in', title: 'поступления на счёт', required: true,
    operations: FROM_CUSTOMER, fields: BANK, lines: EXPLANATION,
  },
  {
    code: CODES.cashIn, set: 'Document_ПриходныйКассовыйОрдер', type: 'payment', kind: 'cash',
    direction: 'in', title: 'приходные кассовые ордера', operations: FROM_CUSTOMER,
    fields: { ...DOCUMENT, purpose: ['Основание'] }, lines: EXPLANATION,
  },
  {
    code: CODES.cardIn, set: 'Document_ОперацияПоПлатежнойКарте', type: 'payment', kind: 'card',
    direction: 'in', title: 'оплаты картой', operations: FROM_CUSTOMER, fields: DOCUMENT,
    lines: EXPLANATION,
  },
  {
    code: CODES.bankOut, set: 'Document_СписаниеБезналичныхДенежныхСредств', type: 'payment',
    kind: 'bank', direction: 'out', title: 'возвраты со счёта', operations: TO_CUSTOMER,
    fields: BANK, lines: EXPLANATION,
  },
  {
    code: CODES.cashOut, set: 'Document_РасходныйКассовыйОрдер', type: 'payment', kind: 'cash',
    direction: 'out', title: 'возвраты из кассы', operations: TO_CUSTOMER,
    fields: { ...DOCUMENT, purpose: ['Основание'] }, lines: EXPLANATION,
  },
  {
    code: CODES.offset, set: 'Document_ВзаимозачетЗадолженности', type: 'payment', kind: 'offset',
    direction: 'in', title: 'взаимозачёты',
    fields: {
      ...DOCUMENT, company: ['КонтрагентДебитор', 'Контрагент'],
      total: ['СуммаДокумента', 'СуммаРегл', 'Сумма'],
    },
    lines: {
      names: ['ДебиторскаяЗадолженность'],
      fields: {
        order: ['Заказ', 'ОбъектРасчетов'], invoice: ['ОснованиеПлатежа'],
        sum: ['Сумма', 'СуммаВзаиморасчетов'],
      },
    },
  },
];

const GOODS: Part = {
  names: ['Товары'],
  fields: {
    order: ['ЗаказКлиента', 'Заказ'], lineUid: ['КодСтроки'], quantity: ['Количество'],
    sum: ['СуммаСНДС', 'Сумма'],
  },
};
const SHIPPED = { company: DOCUMENT.company, order: ['ЗаказКлиента', 'Заказ'] };

const SHIPMENTS: readonly ObjectSource[] = [
  {
    code: CODES.shipment, set: 'Document_РеализацияТоваровУслуг', type: 'shipment',
    kind: 'shipment', title: 'реализации', required: true, fields: SHIPPED, lines: GOODS,
  },
  {
    code: CODES.returned, set: 'Document_ВозвратТоваровОтКлиента', type: 'shipment',
    kind: 'return', title: 'возвраты товаров', fields: SHIPPED, lines: GOODS,
  },
  {
    code: CODES.correction, set: 'Document_КорректировкаРеализации', type: 'shipment',
    kind: 'correction', title: 'корректировки реализации', fields: SHIPPED,
    lines: { ...GOODS, names: ['Расхождения'] },
  },
];

const ORDERS: readonly ObjectSource[] = [
  {
    code: CODES.order, set: 'Document_ЗаказКлиента', type: 'order', title: 'заказы клиентов',
    required: true,
    fields: {
      ...DOCUMENT, manager: ['Менеджер'], status: ['Статус'], address: ['АдресДоставки'],
      vatIncluded: ['ЦенаВключаетНДС'],
    },
    lines: {
      names: ['Товары'],
      fields: {
        lineUid: ['КодСтроки'], product: ['Номенклатура'], characteristic: ['Характеристика'],
        name: ['Содержание'], quantity: ['Количество'], price: ['Цена'], sum: ['Сумма'],
        discountPercent: ['ПроцентРучнойСкидки'], vatRate: ['СтавкаНДС'], vatSum: ['СуммаНДС'],
        cancelled: ['Отменено'], shipOn: ['ДатаОтгрузки'],
      },
    },
    stages: {
      names: ['ЭтапыГрафикаОплаты'],
      fields: {
        variant: ['ВариантОплаты'], payOn: ['ДатаПлатежа'], percent: ['ПроцентПлатежа'],
        sum: ['СуммаПлатежа'],
      },
    },
  },
  {
    code: CODES.invoice, set: 'Document_СчетНаОплатуКлиенту', type: 'invoice',
    title: 'счета на оплату',
    fields: { ...DOCUMENT, order: ['ДокументОснование'], cancelled: ['Аннулирован'] },
    stages: { names: ['ЭтапыГрафикаОплаты'], fields: { payOn: ['ДатаПлатежа'] } },
  },
];

const REFS: readonly ObjectSource[] = [
  companies({
    ogrn: ['РегистрационныйНомер', 'ОГРН'], kind: ['ЮрФизЛицо', 'ЮридическоеФизическоеЛицо'],
  }, CONTACT_PART),
  {
    code: CODES.contact, set: 'Catalog_КонтактныеЛицаПартнеров', type: 'contact',
    title: 'контактные лица',
    fields: { name: DESCRIPTION, position: ['ДолжностьПоВизитке'], partner: ['Owner'] },
    lines: CONTACT_PART,
  },
  employees(USERS.set, 'пользователи', CONTACT_PART),
  products({ unit: ['ЕдиницаИзмерения'], vatRate: ['ВидСтавкиНДС', 'СтавкаНДС'] }),
];

export const UT11: Profile = {
  code: 'ut11',
  checked: 'заказы, реализации и контрагенты — с записанным описанием живой базы; шапки денежных '
    + 'документов, операции и контактные лица — с открытыми программами, которые читают живые '
    + 'базы; взаимозачёты и корректировки — общие знания',
  titles: [
    { title: 'ERP 2', having: 'Document_ЭтапПроизводства2_2' },
    { title: 'КА 2', having: 'Document_ПроизводствоБезЗаказа' },
    { title: 'УТ 11' },
  ],
  marks: ['Document_ЗаказКлиента'],
  anyOf: [],
  sources: [...MONEY, ...SHIPMENTS, ...ORDERS, ...REFS],
  names: {
    ...BOOKS, vat: RATES, employee: USERS,
    unit: { set: 'Catalog_УпаковкиЕдиницыИзмерения', select: DESCRIPTION },
    settlement: { set: 'Catalog_ОбъектыРасчетов', select: ['Объект', 'Объект_Type'] },
    partner: {
      set: 'Catalog_Контрагенты', by: 'Партнер_Key', select: ['Партнер_Key', 'DeletionMark'],
    },
  },
  variants: {
    АвансДоОбеспечения: 'prepayment', ПредоплатаДоОтгрузки: 'beforeShipment',
    КредитПослеОтгрузки: 'credit', КредитСдвиг: 'creditShift',
  },
};
