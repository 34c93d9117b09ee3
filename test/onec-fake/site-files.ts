// Files of CommerceML as bases write them: a catalogue, prices, stock, answers to orders.
// Everything follows from the numbers given, so that a test knows what it will find.

export type CmlEncoding = 'utf-8' | 'utf-8-bom' | 'windows-1251' | 'utf-16le';

export type CatalogueOptions = {
  products: number; isFull?: boolean; version?: string; warehouses?: number;
  /** Numbers of products that are left out. */
  without?: readonly number[];
  deleted?: readonly number[];
  /** Changes every price and stock. */
  step?: number;
};

export const PRICE_TYPE = 'a0000000-0000-4000-8000-000000000001';
export const GROUP = 'b0000000-0000-4000-8000-000000000001';

const guid = (first: string, number: number): string =>
  `${first}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const productUid = (number: number): string => guid('d', number);
export const warehouseUid = (number: number): string => guid('c', number);
export const variantUid = (number: number): string => guid('e', number);

export function encodeCml(text: string, encoding: CmlEncoding): Buffer {
  const named = (name: string): string => text.replace('encoding="UTF-8"', `encoding="${name}"`);
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${named('UTF-16')}`, 'utf16le');
  if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`);
  if (encoding === 'utf-8') return Buffer.from(text);
  return Buffer.from([...named('windows-1251')].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    if (code >= 0x410 && code <= 0x44f) return code - 0x350;
    return { 'ё': 0xb8, 'Ё': 0xa8, '№': 0xb9, '«': 0xab, '»': 0xbb }[letter] ?? 0x3f;
  }));
}

export const wrapCml = (body: string, version = '2.08'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="${version}" `
  + `ДатаФормирования="2026-11-20T10:00:00">\n${body}\n</КоммерческаяИнформация>\n`;

/** Piece after piece, for files that are larger than memory should be. */
export function* catalogueParts(options: CatalogueOptions): Generator<string> {
  const { products, isFull = false, without = [], deleted = [] } = options;
  const only = isFull ? 'false' : 'true';
  yield `<Классификатор><Ид>1</Ид><Наименование>Каталог</Наименование><Группы><Группа><Ид>${GROUP}`
    + '</Ид><Наименование>Насосы</Наименование></Группа></Группы></Классификатор>\n'
    + `<Каталог СодержитТолькоИзменения="${only}"><Ид>1</Ид><Наименование>Каталог</Наименование>`
    + '<Товары>\n';
  for (let number = 1; number <= products; number += 1) {
    if (without.includes(number)) continue;
    const state = deleted.includes(number) ? ' Статус="Удален"' : '';
    yield `<Товар${state}><Ид>${productUid(number)}</Ид><Артикул>Н-${number}</Артикул>`
      + `<Наименование>Насос центробежный № ${number}</Наименование>`
      + '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница>'
      + `<Группы><Ид>${GROUP}</Ид></Группы><СтавкиНалогов><СтавкаНалога>`
      + '<Наименование>НДС</Наименование><Ставка>22</Ставка></СтавкаНалога></СтавкиНалогов>'
      + '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>ТипНоменклатуры</Наименование>'
      + '<Значение>Товар</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Товар>\n';
  }
  yield '</Товары></Каталог>';
}

/** Prices and stock of the same products; the first has two characteristics as well. */
export function* offerParts(options: CatalogueOptions): Generator<string> {
  const { products, warehouses = 2, step = 0, without = [] } = options;
  yield '<ПакетПредложений СодержитТолькоИзменения="true"><Ид>1#</Ид><Наименование>Пакет'
    + `</Наименование><ТипыЦен><ТипЦены><Ид>${PRICE_TYPE}</Ид><Наименование>Розничная`
    + '</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен><Склады>';
  for (let number = 1; number <= warehouses; number += 1) {
    yield `<Склад><Ид>${warehouseUid(number)}</Ид><Наименование>Склад ${number}</Наименование>`
      + '</Склад>';
  }
  yield '</Склады><Предложения>\n';
  for (let number = 1; number <= products; number += 1) {
    if (without.includes(number)) continue;
    yield offer(productUid(number), `Насос центробежный № ${number}`, number, options);
    if (number > 1) continue;
    yield offer(`${productUid(1)}#${variantUid(1)}`, 'Насос № 1 (220 В)', 3 + step, options);
    yield offer(`${productUid(1)}#${variantUid(2)}`, 'Насос № 1 (380 В)', 4 + step, options);
  }
  yield '</Предложения></ПакетПредложений>';
}

function offer(
  id: string, name: string, number: number, { warehouses = 2, step = 0 }: CatalogueOptions,
): string {
  const rests = Array.from({ length: warehouses }, (_, index) =>
    `<Склад ИдСклада="${warehouseUid(index + 1)}" КоличествоНаСкладе="${number + index + step}"/>`);
  return `<Предложение><Ид>${id}</Ид><Наименование>${name}</Наименование><Цены><Цена>`
    + `<ИдТипаЦены>${PRICE_TYPE}</ИдТипаЦены><ЦенаЗаЕдиницу>${1000 * number + step}.50`
    + `</ЦенаЗаЕдиницу><Валюта>руб</Валюта></Цена></Цены>${rests.join('')}</Предложение>\n`;
}

export const catalogueXml = (options: CatalogueOptions): string =>
  wrapCml([...catalogueParts(options)].join(''), options.version);
export const offersXml = (options: CatalogueOptions): string =>
  wrapCml([...offerParts(options)].join(''), options.version);

export type AnswerOptions = {
  /** «Ид» of the order as the site gave it. */
  id: string; number: string; total: string; status?: string; withLines?: boolean;
  paid?: string; version?: string; deleted?: boolean;
};

/** What 1C answers to an order: its number, a status, in 3.1 also a payment with an empty basis. */
export function answerXml(options: AnswerOptions): string {
  const { id, number, total, status = 'К обеспечению', withLines = true, paid } = options;
  const pair = (name: string, value: string): string =>
    `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение>`
    + '</ЗначениеРеквизита>';
  const lines = withLines ? '<Товары>'
    + `<Товар><Ид>${productUid(1)}</Ид><Наименование>Насос</Наименование><Количество>1</Количество>`
    + `<ЦенаЗаЕдиницу>${total}</ЦенаЗаЕдиницу><Сумма>${total}</Сумма></Товар></Товары>` : '';
  const order = `<Документ><Ид>${id}</Ид><Номер>${number}</Номер><Дата>2026-11-20</Дата>`
    + '<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>руб</Валюта>'
    + `<Сумма>${total}</Сумма>${options.deleted ? '<ПометкаУдаления>true</ПометкаУдаления>' : ''}`
    + `${lines}<ЗначенияРеквизитов>${pair('Номер по 1С', number)}`
    + `${pair('Дата по 1С', '2026-11-20')}${pair('Проведен', 'true')}`
    + `${pair('Статус заказа', status)}${pair('Номер оплаты по 1С', 'ПП-77')}`
    + `</ЗначенияРеквизитов></Документ>`;
  if (paid === undefined) return wrapCml(order, options.version);
  const payment = `<Документ><Ид>${id}-pay</Ид><Номер>ПП-1</Номер><Дата>2026-11-21</Дата>`
    + '<ХозОперация>Выплата безналичных денег</ХозОперация><Роль>Продавец</Роль>'
    + `<Валюта>руб</Валюта><Сумма>${paid}</Сумма><Основание></Основание><ЗначенияРеквизитов>`
    + `${pair('Номер по 1С', 'ПП-1')}${pair('Проведен', 'true')}`
    + '</ЗначенияРеквизитов></Документ>';
  return wrapCml(`<Контейнер>${order}${payment}</Контейнер>`, options.version ?? '3.1');
}
