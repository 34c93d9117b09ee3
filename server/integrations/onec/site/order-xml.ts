// A deal as a document «Заказ товара» of CommerceML, in the version that 1C has asked for. Pure:
// the same deal is the same text, so that its hash tells whether there is anything to say.
import { decimalFromKopecks } from '#contract/money';
import { hasLetter, type TextEncoding } from '../commerceml/encode-text.ts';

export const SCHEMA_VERSIONS = ['2.04', '2.05', '2.06', '2.07', '2.08', '2.09', '2.10', '3.1'];
const OLDEST_DEFAULT = '2.08';

/** The newest version that both know; what says nothing gets the one that every 1C reads. */
export function agreedVersion(asked: string | null): string {
  if (asked === null) return OLDEST_DEFAULT;
  const number = versionNumber(asked);
  return SCHEMA_VERSIONS.filter((known) => versionNumber(known) <= number).at(-1)
    ?? SCHEMA_VERSIONS[0]!;
}

/** «2.10» is newer than «2.09», «3.0» and «3.1» are one generation. */
function versionNumber(text: string): number {
  const [, major = '0', minor = '0'] = /^(\d{1,2})\.(\d{1,2})/.exec(text.trim()) ?? [];
  return Number(major) >= 3 ? 301 : Number(major) * 100 + Number(minor);
}

export type GivenLine = {
  uid: string; article: string | null; name: string; unit: string | null; quantity: string;
  price: string; sumKopecks: number; discountPercent: string; vatRate: string;
  vatKopecks: number; vatIncluded: boolean;
};

export type GivenCompany = {
  uid: string; name: string; fullName: string | null; inn: string | null; kpp: string | null;
  kind: string; address: string | null; phones: string[]; emails: string[];
};

export type GivenOrder = {
  uid: string; number: string;
  /** Local to the company's zone, `YYYY-MM-DDTHH:MM:SS`. */
  createdAt: string;
  currency: string; totalKopecks: number; comment: string | null; address: string | null;
  status: string; cancelled: boolean; manager: string | null; company: GivenCompany | null;
  lines: GivenLine[];
};

type Node = string | null;

const element = (name: string, value: string | null): Node =>
  (value === null || value === '' ? null : `<${name}>${escapeXml(value)}</${name}>`);

const wrap = (name: string, children: readonly Node[], attributes = ''): string =>
  `<${name}${attributes}>${children.filter((child) => child !== null).join('')}</${name}>`;

const escapeXml = (text: string): string => text.toWellFormed()
  // oxlint-disable-next-line no-control-regex
  .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;');

/** What 1C calls its own currency: codes are read by newer releases only. */
const currencyName = (currency: string): string => (currency === 'RUB' ? 'руб' : currency);

const requisite = (name: string, value: string | null): Node => (value === null ? null
  : wrap('ЗначениеРеквизита', [element('Наименование', name), element('Значение', value)]));

function companyXml(company: GivenCompany): string {
  const isPerson = company.kind === 'person';
  const contact = (type: string) => (value: string): string =>
    wrap('Контакт', [element('Тип', type), element('Значение', value)]);
  return wrap('Контрагент', [
    element('Ид', company.uid),
    element('Наименование', company.name),
    element('Роль', 'Покупатель'),
    element(isPerson ? 'ПолноеНаименование' : 'ОфициальноеНаименование',
      company.fullName ?? company.name),
    element('ИНН', company.inn),
    element('КПП', company.kpp),
    company.address === null ? null
      : wrap(isPerson ? 'АдресРегистрации' : 'ЮридическийАдрес',
        [element('Представление', company.address)]),
    wrap('Контакты', [
      ...company.phones.map(contact('Телефон рабочий')), ...company.emails.map(contact('Почта')),
    ]),
  ]);
}

function lineXml(line: GivenLine): string {
  const percent = /^\d+$/.test(line.vatRate) ? line.vatRate : null;
  const hasDiscount = Number(line.discountPercent) > 0;
  return wrap('Товар', [
    element('Ид', line.uid),
    element('Артикул', line.article),
    element('Наименование', line.name),
    element('БазоваяЕдиница', line.unit),
    wrap('СтавкиНалогов', [wrap('СтавкаНалога', [
      element('Наименование', 'НДС'), element('Ставка', percent ?? 'Без НДС'),
    ])]),
    hasDiscount ? wrap('Скидки', [wrap('Скидка', [
      element('Наименование', 'Скидка'), element('Процент', line.discountPercent),
      element('УчтеноВСумме', 'true'),
    ])]) : null,
    wrap('ЗначенияРеквизитов', [
      requisite('ВидНоменклатуры', 'Товар'), requisite('ТипНоменклатуры', 'Товар'),
    ]),
    element('Количество', line.quantity),
    element('ЦенаЗаЕдиницу', line.price),
    element('Сумма', decimalFromKopecks(line.sumKopecks)),
    percent === null ? null : wrap('Налоги', [wrap('Налог', [
      element('Наименование', 'НДС'), element('УчтеноВСумме', String(line.vatIncluded)),
      element('Ставка', percent), element('Сумма', decimalFromKopecks(line.vatKopecks)),
    ])]),
  ]);
}

/** One document; schema 3.1 puts it into a container of its own. */
export function orderXml(order: GivenOrder, version: string): string {
  const document = wrap('Документ', [
    element('Ид', order.uid),
    element('Номер', order.number),
    element('Дата', order.createdAt.slice(0, 10)),
    element('Время', order.createdAt.slice(11, 19)),
    element('ХозОперация', 'Заказ товара'),
    element('Роль', 'Продавец'),
    element('Валюта', currencyName(order.currency)),
    element('Курс', '1'),
    element('Сумма', decimalFromKopecks(order.totalKopecks)),
    order.company ? wrap('Контрагенты', [companyXml(order.company)]) : null,
    element('Комментарий', order.comment),
    wrap('Товары', order.lines.map(lineXml)),
    wrap('ЗначенияРеквизитов', [
      requisite('Статус заказа', order.status),
      requisite('Отменен', String(order.cancelled)),
      requisite('Финальный статус', 'false'),
      requisite('Менеджер', order.manager),
      requisite('Адрес доставки', order.address),
    ]),
  ]);
  return version.startsWith('3') ? wrap('Контейнер', [document]) : document;
}

/** The whole answer; letters that the encoding has not are written by their number. */
export function ordersXml(
  documents: readonly string[], version: string, encoding: TextEncoding, formedAt: string,
): string {
  const generation = version.startsWith('3') ? 'commerceml_3' : 'commerceml_2';
  const body = documents.join('\n');
  const safe = encoding === 'utf-8' ? body : [...body].map((letter) =>
    (hasLetter(letter, encoding) ? letter : `&#${letter.codePointAt(0)};`)).join('');
  return `<?xml version="1.0" encoding="${encoding}"?>\n`
    + `<КоммерческаяИнформация xmlns="urn:1C.ru:${generation}" ВерсияСхемы="${version}" `
    + `ДатаФормирования="${formedAt}">\n${safe}\n</КоммерческаяИнформация>`;
}
