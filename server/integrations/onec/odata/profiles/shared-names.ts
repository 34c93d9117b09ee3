// What the profiles share: names that several configurations have in common stand here once.
import { CODES, DESCRIPTION, type NameSource, type ObjectSource, type Part } from './profile.ts';

/** Reference books of the same name everywhere. */
export const BOOKS = {
  organization: { set: 'Catalog_Организации', select: DESCRIPTION },
  currency: { set: 'Catalog_Валюты', select: ['Code', 'Description'] },
  product: { set: 'Catalog_Номенклатура', select: ['Description', 'Артикул'] },
  characteristic: { set: 'Catalog_ХарактеристикиНоменклатуры', select: DESCRIPTION },
} as const satisfies Record<string, NameSource>;

export const RATES: NameSource = { set: 'Catalog_СтавкиНДС', select: DESCRIPTION };
export const USERS: NameSource = { set: 'Catalog_Пользователи', select: DESCRIPTION };
/** Units of УТ 10.3 and УНФ. */
export const UNITS: NameSource = {
  set: 'Catalog_КлассификаторЕдиницИзмерения', select: DESCRIPTION,
};

/** Head of a document of УТ 10.3 and УНФ. */
export const DOCUMENT = {
  company: ['Контрагент'], organization: ['Организация'], currency: ['ВалютаДокумента'],
  total: ['СуммаДокумента'], comment: ['Комментарий'],
} as const;

/** An order of УТ 10.3 and УНФ. */
export const CUSTOMER_ORDER = {
  code: CODES.order, set: 'Document_ЗаказПокупателя', type: 'order', title: 'заказы покупателей',
  required: true,
  fields: {
    ...DOCUMENT, manager: ['Ответственный'], address: ['АдресДоставки'],
    vatIncluded: ['СуммаВключаетНДС'], shipOn: ['ДатаОтгрузки'],
  },
} as const;

/** Columns of a line of such an order but the name of its key and of the characteristic. */
export const ORDER_LINE = {
  product: ['Номенклатура'], name: ['Содержание'], quantity: ['Количество'], price: ['Цена'],
  sum: ['Сумма'], discountPercent: ['ПроцентСкидкиНаценки'], vatRate: ['СтавкаНДС'],
  vatSum: ['СуммаНДС'],
} as const;

/** Read wherever it is; its columns are the same in every configuration. */
export const CONTACT_PART: Part = { names: ['КонтактнаяИнформация'], fields: {} };

export const COMPANY_NAMES = {
  name: DESCRIPTION, fullName: ['НаименованиеПолное'], inn: ['ИНН'], kpp: ['КПП'],
} as const;

export const companies = (
  fields: ObjectSource['fields'], lines: Part | undefined,
): ObjectSource => ({
  code: CODES.company, set: 'Catalog_Контрагенты', type: 'company', title: 'контрагенты',
  required: true, fields: { ...COMPANY_NAMES, ...fields }, ...(lines ? { lines } : {}),
});

export const employees = (set: string, title: string, lines?: Part): ObjectSource => ({
  code: CODES.employee, set, type: 'employee', title, fields: { name: DESCRIPTION },
  ...(lines ? { lines } : {}),
});

export const products = (fields: ObjectSource['fields']): ObjectSource => ({
  code: CODES.product, set: 'Catalog_Номенклатура', type: 'product', title: 'номенклатура',
  fields: { name: DESCRIPTION, article: ['Артикул'], group: ['Parent'], ...fields },
});
