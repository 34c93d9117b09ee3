// Files of the demo's shop: spare parts with prices and stock, made up, as 1C would write them.
import { createHash } from 'node:crypto';

type Part = { title: string; sizes: readonly (number | string)[]; price: number };

const PARTS: readonly Part[] = [
  { title: 'Уплотнение торцовое 2100', sizes: [22, 28, 33, 43, 53], price: 4_150 },
  { title: 'Муфта упругая МУВП', sizes: [63, 125, 250, 500], price: 3_890 },
  { title: 'Подшипник радиальный 6', sizes: [205, 208, 310, 312, 316], price: 620 },
  { title: 'Фильтр воздушный ВК', sizes: ['5,5', '7,5', 11, 15], price: 1_980 },
  { title: 'Ремень клиновой SPA', sizes: [1000, 1250, 1400], price: 540 },
];
const GROUP = 'Запасные части';
const WAREHOUSES = ['Основной склад', 'Склад на Обводном'];

/** The same guid for the same words, so that the second session knows the goods of the first. */
export function guidOf(words: string): string {
  const hex = createHash('sha1').update(`demo shop\n${words}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${
    hex.slice(20, 32)}`;
}

const wrap = (body: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.10" '
  + `ДатаФормирования="2026-01-12T07:00:00">\n${body}\n</КоммерческаяИнформация>\n`;

const tag = (name: string, value: string | number): string => `<${name}>${value}</${name}>`;

const goods = PARTS.flatMap(({ title, sizes, price }, place) => sizes.map((size, at) => ({
  uid: guidOf(`${title} ${size}`), name: `${title}-${size}`, article: `ЗИП-${place + 1}${at + 1}`,
  price: Math.round(price * (1 + at * 0.35)), stock: (place * 7 + at * 5) % 23,
})));

export function catalogueFile(): string {
  const products = goods.map(({ uid, name, article }) => tag('Товар', [
    tag('Ид', uid), tag('Артикул', article), tag('Наименование', name),
    '<БазоваяЕдиница Код="796">шт</БазоваяЕдиница>', tag('Группы', tag('Ид', guidOf(GROUP))),
    tag('СтавкиНалогов', tag('СтавкаНалога', tag('Наименование', 'НДС') + tag('Ставка', 22))),
  ].join('')));
  return wrap([
    tag('Классификатор', tag('Ид', 1) + tag('Наименование', 'Каталог')
      + tag('Группы', tag('Группа', tag('Ид', guidOf(GROUP)) + tag('Наименование', GROUP)))),
    `<Каталог СодержитТолькоИзменения="false">${tag('Ид', 1)}${tag('Наименование', 'Каталог')}`
    + `${tag('Товары', products.join('\n'))}</Каталог>`,
  ].join('\n'));
}

/** Prices of a day and what lies where; `raise` in percent. */
export function offersFile(raise: number): string {
  const type = guidOf('цена');
  const offers = goods.map(({ uid, name, price, stock }) => tag('Предложение', [
    tag('Ид', uid), tag('Наименование', name),
    tag('Цены', tag('Цена', tag('ИдТипаЦены', type)
      + tag('ЦенаЗаЕдиницу', (price * (1 + raise / 100)).toFixed(2)) + tag('Валюта', 'RUB'))),
    ...WAREHOUSES.map((warehouse, at) => `<Склад ИдСклада="${guidOf(warehouse)}" `
      + `КоличествоНаСкладе="${at === 0 ? stock : Math.floor(stock / 3)}"/>`),
  ].join('')));
  return wrap('<ПакетПредложений СодержитТолькоИзменения="true">'
    + tag('Ид', '1#') + tag('Наименование', 'Пакет предложений')
    + tag('ТипыЦен', tag('ТипЦены', tag('Ид', type) + tag('Наименование', 'Цена для сайта')
      + tag('Валюта', 'RUB')))
    + tag('Склады', WAREHOUSES.map((name) =>
      tag('Склад', tag('Ид', guidOf(name)) + tag('Наименование', name))).join(''))
    + tag('Предложения', offers.join('\n')) + '</ПакетПредложений>');
}

export type Answer = { uid: string; number: string; status: string; paid?: string };

/** What 1C says of an order that it has taken, without sending it. */
export function answerFile({ uid, number, status, paid }: Answer, day: string): string {
  const pair = (name: string, value: string): string =>
    tag('ЗначениеРеквизита', tag('Наименование', name) + tag('Значение', value));
  return wrap(tag('Документ', [
    tag('Ид', uid), tag('Номер', number), tag('Дата', day), tag('ХозОперация', 'Заказ товара'),
    tag('Роль', 'Продавец'),
    tag('ЗначенияРеквизитов', pair('Номер по 1С', number) + pair('Дата по 1С', day)
      + pair('Проведен', 'true') + pair('Статус заказа', status)
      + (paid ? pair('Номер оплаты по 1С', paid) + pair('Дата оплаты по 1С', day) : '')),
  ].join('')));
}
