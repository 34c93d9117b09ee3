import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import type { OnecSnapshot, OnecType } from '#contract/onec-rows';
import { readCommerceml } from './read-commerceml.ts';
import { leadOf } from './to-lead.ts';
import { type RowItem, rowMapper } from './to-rows.ts';
import { namedUid, uidOf } from './uid.ts';

async function mapFiles(names: string[], base = 'site'): Promise<RowItem[]> {
  const map = rowMapper(base);
  const items: RowItem[] = [];
  for (const name of names) {
    const source = createReadStream(new URL(`./fixtures/${name}`, import.meta.url));
    for await (const record of readCommerceml(source, name)) items.push(...map(record));
  }
  return items;
}

type RowOf<T extends OnecType> = Extract<OnecSnapshot, { type: T }>['row'];

function rowsOf<T extends OnecType>(items: RowItem[], type: T): RowOf<T>[] {
  return items.flatMap((item) => item.kind === 'row' && item.snapshot.type === type
    ? [item.snapshot.row as RowOf<T>] : []);
}

const reasons = (items: RowItem[]): string[] =>
  items.flatMap((item) => item.kind === 'notice' ? [item.reason] : []);

const PUMP = 'd0000000-0000-4000-8000-000000000001';
const HOSE = 'd0000000-0000-4000-8000-000000000003';

test('a catalogue gives products with names of groups, units and properties', async () => {
  const items = await mapFiles(['catalogue-2.07.xml']);
  const products = rowsOf(items, 'product');
  assert.equal(products.length, 1);
  const { extra, ...pump } = products[0]!;
  assert.deepEqual(pump, {
    uid: PUMP, article: 'ЦНС-180', name: 'Насос ЦНС 180-85', unit: 'шт', vatRate: '22',
    groupUid: 'a0000000-0000-4000-8000-000000000002', groupName: 'Насосы центробежные',
    attributes: { 'Материал корпуса': 'Чугун' }, deleted: false,
  });
  assert.equal(extra['barcode'], '4600000000017');
  const gone = items.find((item) => item.kind === 'tombstone');
  assert.equal(gone?.kind === 'tombstone' && gone.uid.at(-1), '2');
  assert.match(reasons(items).join(), /Удалена характеристика: сам товар остаётся/);
});

test('offers name products that no catalogue has, once each and weakly', async () => {
  const items = await mapFiles(['offers-2.09.xml', 'offers-2.09.xml']);
  assert.deepEqual(rowsOf(items, 'product').map((row) => row.name), ['Насос ЦНС 180-85']);
  assert.ok(items.every((item) => item.kind === 'row' && item.onlyIfMissing));
});

const siteOrdersOf = (items: RowItem[]) =>
  items.flatMap((item) => (item.kind === 'siteOrder' ? [item] : []));

test('documents: a site order, an order of 1C, and an answer that makes no deal', async () => {
  const items = await mapFiles(['orders-1251.xml']);
  const [onec, ...more] = rowsOf(items, 'order');
  const [request, ...others] = siteOrdersOf(items);
  const site = request?.order;
  assert.deepEqual([more.length, others.length, request?.id], [0, 0, '1051']);
  assert.deepEqual(
    [site!.uid, site!.number, site!.date, site!.totalKopecks, site!.posted, site!.currency],
    [uidOf('site', 'order', '1051'), '1051', '2026-11-19T15:40:40', 1_220_000, true, 'RUB'],
  );
  assert.equal(site!.extra['siteOrder'], true);
  assert.deepEqual(site!.lines.map((line) => [line.productUid, line.characteristic, line.price]), [
    [HOSE, '50 мм', '1200.0000'], [null, null, '200.00'],
  ]);
  assert.deepEqual([onec!.number, onec!.totalKopecks, onec!.extra['siteOrder']],
    ['УТ-000777', 146_400, undefined]);
  const [line] = onec!.lines;
  assert.deepEqual([line!.sumKopecks, line!.vatSumKopecks, line!.vatIncluded, line!.vatRate],
    [120_000, 26_400, false, '22']);
  const [legal, ...people] = rowsOf(items, 'company');
  assert.deepEqual([legal!.kind, legal!.inn, people.length], ['legal', '7107000001', 0],
    'whoever ordered on the site is no customer yet');
  const lead = leadOf(request!, new Map([[HOSE, 7]]));
  assert.deepEqual(
    [lead.title, lead.personName, lead.companyName, lead.phones, lead.emails, lead.trace],
    ['Заказ с сайта № 1051', 'Ёлкина Анна', undefined, ['+7 (4872) 12-34-56'],
      ['anna@example.ru'], { siteNumber: '1051' }]);
  assert.match(lead.comment ?? '', /^Позвоните до обеда\nАдрес: .*Заводская, 3/);
  assert.deepEqual(lead.lines?.map((one) => [one.productId, one.name, one.quantity, one.price]), [
    [7, 'Рукав (50 мм)', '10', '1200'], [null, 'Доставка', '1', '200'],
  ]);
  const [contact] = rowsOf(items, 'contact');
  assert.deepEqual([contact!.name, contact!.companyUid], ['Ильин Пётр', onec!.companyUid]);
  assert.deepEqual(reasons(items), []);
  const [answer] = items.filter((item) => item.kind === 'orderAnswer');
  assert.deepEqual([answer?.id, answer?.state.status, answer?.state.number],
    ['1040', 'Отгружен', null], 'an answer without lines makes no order');
  // «Номер оплаты по 1С» carries no amount, so it is no payment.
  assert.equal(rowsOf(items, 'payment').length, 0);
});

test('a shipment that 1C numbered is stored, a payment of the site alone is not', async () => {
  const items = await mapFiles(['container-3.1.xml']);
  const order = siteOrdersOf(items)[0]?.order;
  const [shipment] = rowsOf(items, 'shipment');
  assert.equal(order!.lines[0]!.unit, 'шт');
  assert.deepEqual([shipment!.number, shipment!.totalKopecks, shipment!.lines[0]!.orderUid],
    ['РТ-31', 50_000, order!.uid]);
  assert.equal(rowsOf(items, 'payment').length, 0);
  assert.match(reasons(items)[0]!, /Эквайринговая операция.*без номера 1С/);
});

test('the same files give the same rows, another base other ids', async () => {
  const files = ['catalogue-2.07.xml', 'offers-2.09.xml', 'orders-1251.xml', 'container-3.1.xml'];
  const [first, again, other] = await Promise.all([
    mapFiles(files), mapFiles(files), mapFiles(files, 'other'),
  ]);
  assert.deepEqual(first, again);
  const uids = (items: RowItem[]): string[] =>
    [...siteOrdersOf(items).map(({ order }) => order), ...rowsOf(items, 'order')]
      .map((row) => row.uid);
  assert.notEqual(uids(first)[0], uids(other)[0], 'no guid: unique within its base');
  assert.equal(uids(first)[1], uids(other)[1], 'a guid is itself everywhere');
});

const HEAD = '<Дата>2026-11-20</Дата><ХозОперация>';

async function mapText(text: string): Promise<RowItem[]> {
  const map = rowMapper('site');
  const items: RowItem[] = [];
  const source = [Buffer.from(`<КоммерческаяИнформация>${text}</КоммерческаяИнформация>`)];
  for await (const record of readCommerceml(source, 'f')) items.push(...map(record));
  return items;
}

test('money of 1C: payments, refunds and returns have their signs and their order', async () => {
  const document = (id: string, operation: string, inner = ''): string =>
    `<Документ><Ид>${id}</Ид>${HEAD}${operation}</ХозОперация><Сумма>10.50</Сумма>`
    + `<Основание>77</Основание>${inner}</Документ>`;
  const goods = '<Товары><Товар><Ид>1</Ид><Количество>2</Количество><Сумма>10.50</Сумма>'
    + '</Товар></Товары>';
  const items = await mapText(document('1', 'Выплата безналичных денег')
    + document('2', 'Возврат наличных денег') + document('3', 'Возврат товара', goods)
    + document('4', 'Счёт на оплату') + document('77', 'Заказ товара', goods));
  const [paid, refunded] = rowsOf(items, 'payment');
  const orderUid = rowsOf(items, 'order')[0]!.uid;
  assert.deepEqual([paid!.kind, paid!.direction, paid!.lines[0]!.sumKopecks], ['bank', 'in', 1050]);
  assert.deepEqual([refunded!.kind, refunded!.direction, refunded!.totalKopecks],
    ['cash', 'out', -1050]);
  assert.equal(paid!.lines[0]!.orderUid, orderUid);
  const [back] = rowsOf(items, 'shipment');
  assert.deepEqual([back!.kind, back!.totalKopecks, back!.lines[0]!.quantity],
    ['return', -1050, '-2']);
  assert.equal(rowsOf(items, 'invoice')[0]!.orderUid, orderUid);
});

test('a cancelled order has cancelled lines and no total; a deleted one says so', async () => {
  const requisite = (name: string): string => '<ЗначенияРеквизитов><ЗначениеРеквизита>'
    + `<Наименование>${name}</Наименование><Значение>true</Значение></ЗначениеРеквизита>`
    + '</ЗначенияРеквизитов>';
  const order = (id: string, name: string): string =>
    `<Документ><Ид>${id}</Ид>${HEAD}Заказ товара</ХозОперация><Товары><Товар><Ид>1</Ид>`
    + `<Количество>3</Количество><ЦенаЗаЕдиницу>0.335</ЦенаЗаЕдиницу></Товар></Товары>`
    + `${requisite(name)}</Документ>`;
  const items = await mapText(order('1', 'Отменен') + order('2', 'ПометкаУдаления'));
  const orders = rowsOf(items, 'order');
  assert.deepEqual(orders.map((row) => [row.totalKopecks, row.lines[0]!.cancelled, row.deleted]), [
    [0, true, false], [101, false, true],
  ]);
  assert.deepEqual(orders.map((row) => row.extra['beforeCancel']),
    [{ total: '1.01', cancelledLines: [] }, undefined], 'it may come back by a word');
});

test('counterparties: a firm, a sole trader and a person, each with its own names', async () => {
  const party = (id: string, inner: string): string =>
    `<Контрагент><Ид>c0000000-0000-4000-8000-00000000000${id}</Ид>${inner}</Контрагент>`;
  const items = await mapText(`<Контрагенты>${[
    party('1', '<Наименование>Завод</Наименование><ОфициальноеНаименование>АО «Завод»'
      + '</ОфициальноеНаименование><ИНН>7701000001</ИНН><КПП>770101001</КПП><Представители>'
      + '<Представитель><Контрагент><Наименование>Котова Ирина</Наименование><Должность>снабжение'
      + '</Должность></Контрагент></Представитель></Представители>'),
    party('2', '<Наименование>ИП Ветров</Наименование><РеквизитыФизЛица><ПолноеНаименование>'
      + 'Индивидуальный предприниматель Ветров П. П.</ПолноеНаименование><ИНН>770100000001</ИНН>'
      + '</РеквизитыФизЛица>'),
    party('3', '<РеквизитыФизЛица><Фамилия>Ёлкина</Фамилия><Имя>Анна</Имя></РеквизитыФизЛица>'
      + '<Контакты><Контакт><Тип>Почта</Тип><Значение>anna@example.ru</Значение></Контакт>'
      + '</Контакты>'),
  ].join('')}</Контрагенты>`);
  assert.deepEqual(
    rowsOf(items, 'company').map(({ name, kind, inn, kpp, emails }) =>
      [name, kind, inn, kpp, emails.length]),
    [['Завод', 'legal', '7701000001', '770101001', 0],
      ['ИП Ветров', 'sole', '770100000001', null, 0], ['Ёлкина Анна', 'person', null, null, 1]]);
  const [contact] = rowsOf(items, 'contact');
  assert.deepEqual([contact?.name, contact?.position, contact?.companyUid],
    ['Котова Ирина', 'снабжение', 'c0000000-0000-4000-8000-000000000001']);
});

const GUID_5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('uids are guids, stable, and never collide by kind', () => {
  assert.equal(uidOf('a', 'order', 'F0000000-0000-4000-8000-00000000000A'),
    'f0000000-0000-4000-8000-00000000000a');
  assert.equal(uidOf('a', 'order', '00000000-0000-0000-0000-000000000000'), null);
  assert.equal(namedUid('x'), namedUid('x'));
  fc.assert(fc.property(fc.string(), fc.string(), (one, two) => {
    assert.match(namedUid(one), GUID_5);
    assert.equal(namedUid(one) === namedUid(two), one === two);
  }));
  assert.notEqual(uidOf('a', 'order', '20'), uidOf('a', 'money', '20'));
});
