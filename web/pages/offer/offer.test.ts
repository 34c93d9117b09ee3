import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { VatRegime } from '#contract/vat';
import { priceText, quantityText, readDecimal, readDiscount } from './line-text.ts';
import { mergeSheets } from './merge-sheets.ts';
import {
  emptyRow, faultOf, faultyField, faultyFields, linesOf, type OfferRow, sectionRow, sumsOf,
  totalsOf, withProduct,
} from './offer-rows.ts';
import { isGoods, readSpecification } from './read-specification.ts';
import { splitQuantity } from './spec-values.ts';
import { strangeRates, withDueRates } from './vat-acts.ts';
import { readTsv, writeCsv, writeTsv } from '../../table/tsv.ts';

const SELLER = { day: '2026-11-28', regime: 'vat' } as const;
const plain = (text: string) => text.replace(/\u00a0/g, ' ');
const row = (more: Partial<OfferRow> = {}): OfferRow =>
  ({ ...emptyRow(SELLER), name: 'Насос', quantity: '3', price: '33,3333', ...more });
const goodsOf = (text: string) => readSpecification(text).rows.filter(isGoods);
const shortOf = (text: string) => goodsOf(text)
  .map(({ article, name, quantity, unit, price }) => [article, name, quantity, unit, price]
    .map(plain).join('|'));

test('decimals are read exactly and written in Russian', () => {
  assert.equal(readDecimal('1 184 000,50', 4), '1184000.5');
  assert.equal(readDecimal('1,184,000.50', 4), '1184000.5');
  assert.equal(readDecimal('1.184.000,50 руб.', 4), '1184000.5');
  assert.equal(readDecimal('2,000', 3), '2');
  assert.equal(readDecimal('0,1255', 3), null);
  assert.equal(readDecimal('-1', 3), null);
  assert.equal(plain(priceText('1184000.5000')), '1 184 000,50');
  assert.equal(quantityText('0.500'), '0,5');
  assert.deepEqual(readDiscount('7,5 %'), { percent: '7.5', kopecks: null });
  assert.deepEqual(readDiscount('1 500р'), { percent: '0', kopecks: 150_000 });
  assert.equal(readDiscount('101'), null);
});

test('any cells come back from the clipboard as they went there', () => {
  const cells = fc.string({ unit: fc.constantFrom('а', '"', '\t', '\n', ' ', '1', ';') });
  const block = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1 }))
    .filter((rows) => rows.flat().some(Boolean));
  fc.assert(fc.property(block, (rows) => {
    assert.deepEqual(readTsv(`${writeTsv(rows)}\n`), rows);
  }));
  assert.deepEqual(readTsv('Труба 2"\t5'), [['Труба 2"', '5']]);
  assert.match(writeCsv([['=1+1', 'a;b']]), /^\ufeff'=1\+1;"a;b"/);
});

test('columns are met by their headings in any order; unknown ones are kept', () => {
  const spec = readSpecification('Спецификация к договору\t\t\t\t\n'
    + '№\tНаименование\tЕд. изм.\tКол-во\tАртикул\tЦена, ₽\tСумма\tСрок\n'
    + '1\t"Компрессор\nвинтовой"\tшт.\t2\tВК-40\t1 184 000,00\t2 368 000,00\t6 недель\n'
    + '2\tФильтр\tкомпл\t2,000\tФМ-42\t38400\t76800\t\nИтого\t\t\t\t\t\t2 444 800\t\n');
  assert.deepEqual(spec.rows.filter(isGoods).map(({ name, quantity, unit, extra }) =>
    [name, quantity, unit, ...extra]), [
    ['Компрессор винтовой', '2', 'шт', '6 недель'], ['Фильтр', '2', 'компл', ''],
  ]);
  assert.deepEqual(spec.extraNames, ['Срок']);
  assert.deepEqual(spec.skipped, ['Спецификация к договору', 'Итого 2 444 800']);
});

test('columns without headings are told by what stands in them', () => {
  assert.deepEqual(shortOf('ОР-500\tОсушитель рефрижераторный\t1\t286500\nФМ-42\tФильтр масляный'
    + '\t4\t900'), ['ОР-500|Осушитель рефрижераторный|1||286 500',
    'ФМ-42|Фильтр масляный|4||900']);
  assert.deepEqual(shortOf('1\t100500\tБолт М10\tшт\t1250\t7,10\n2\t100501\tГайка М10\tшт\t900\t3'),
    ['100500|Болт М10|1 250|шт|7,10', '100501|Гайка М10|900|шт|3'].map(plain));
  assert.deepEqual(shortOf('Насос консольный\t12 шт.\nВал\t1 шт.'),
    ['|Насос консольный|12|шт|', '|Вал|1|шт|']);
  assert.deepEqual(shortOf('К 80/50\nЦНС 180-85'), ['|К 80/50|1||', '|ЦНС 180-85|1||']);
  assert.deepEqual(splitQuantity('много'), { quantity: 'много', unit: '' });
  assert.deepEqual(readSpecification('  \n').rows, []);
});

test('sums are those of the server, faults are found by field', () => {
  assert.equal(sumsOf(row())?.sumKopecks, 10_000);
  const totals = totalsOf([row(), row({ vatIncluded: false }), row({ discount: '50 ₽' })]);
  assert.deepEqual(totals, {
    goodsKopecks: 30_000, discountKopecks: 5_000, vatKopecks: 1803 + 2200 + 902,
    totalKopecks: 10_000 + 12_200 + 5_000,
  });
  assert.equal(faultyField(row({ quantity: '0' })), 'quantity');
  assert.equal(faultyField(row({ discount: '101' })), 'discount');
  assert.equal(faultyField(row({ discount: '101 ₽' })), 'discount');
  assert.equal(faultyField(row({ price: 'дорого' })), 'price');
  assert.deepEqual(faultyFields(row({ quantity: '-1', price: '1..2', discount: '150' })),
    ['quantity', 'price', 'discount']);
  const columns = [{ code: 'c1', name: 'Срок', type: 'date' as const }];
  const sheet = { rows: [row(), row({ extra: { c1: 'скоро' } })], columns };
  assert.deepEqual(faultOf(sheet), { row: 1, column: 'c1' });
  assert.equal(linesOf(sheet), null);
  const lines = linesOf({ rows: [row({ extra: { c1: '1.12.26' } }), emptyRow(SELLER)], columns });
  assert.deepEqual(lines?.map(({ extra }) => extra), [{ c1: '2026-12-01' }]);
});

test('a product of the old main rate is sold at the rate of the day', () => {
  const hit = {
    id: 5, article: 'А', name: 'Б', unit: 'шт', vatRate: '20', priceKopecks: 150, costKopecks: null,
  };
  const before = { day: '2025-12-31', regime: 'vat' } as const;
  assert.equal(withProduct(emptyRow(before), hit, before).vatRate, '20');
  const sold = withProduct(emptyRow(SELLER), hit, SELLER);
  assert.deepEqual([sold.vatRate, sold.price], ['22', '1,50']);
});

test('another seller: what he does not charge is offered anew, what a person meant stays', () => {
  const rates = (regime: VatRegime, rows: OfferRow[]) =>
    withDueRates({ rows, columns: [] }, { ...SELLER, regime }).rows.map(({ vatRate }) => vatRate);
  const exempt = row({ vatRate: 'none' });
  const rows = [row(), row({ vatRate: '10' }), row({ vatRate: '0' }), exempt,
    row({ vatRate: 'none', productVatRate: '10' }), sectionRow('Раздел')];
  assert.deepEqual(rates('none', rows), ['none', 'none', 'none', 'none', 'none', 'none']);
  assert.deepEqual(rates('usn5', rows), ['5', '5', '0', 'none', '5', 'none']);
  assert.deepEqual(rates('vat', rows), ['22', '10', '0', 'none', '10', 'none']);
  // Written in the name of an entity without VAT: nobody meant any single line.
  assert.deepEqual(rates('vat', [exempt, exempt]), ['22', '22']);
  assert.deepEqual(rates('vat', [row({ vatRate: '7', productVatRate: '10' })]), ['10']);
  const sheet = { rows, columns: [] };
  assert.equal(strangeRates(sheet, { ...SELLER, regime: 'usn7' }), 3);
  assert.equal(strangeRates(withDueRates(sheet, SELLER), SELLER), 0);
});

test('two people in one offer: both keep what they typed, a clash is told', () => {
  const a = row({ key: 'a' });
  const b = row({ key: 'b', name: 'Вал' });
  const base = { rows: [a, b], columns: [] };
  const mine = { rows: [{ ...a, price: '10' }, b, row({ key: 'm' })], columns: [] };
  const theirs = {
    rows: [row({ key: 't' }), { ...a, quantity: '7', price: '12' }], columns: [],
  };
  const { sheet, clashes, takenCount } = mergeSheets(base, mine, theirs);
  assert.deepEqual(sheet.rows.map(({ key, quantity, price }) => [key, quantity, price]),
    [['t', '3', '33,3333'], ['a', '7', '10'], ['m', '3', '33,3333']]);
  assert.deepEqual(clashes, [{ key: 'a', field: 'price', mine: '10', theirs: '12' }]);
  assert.equal(takenCount, 3);
});

test('merging what only one has changed gives exactly that, whoever it was', () => {
  const rows = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 6 })
    .chain((keys) => fc.tuple(...keys.map((key) => fc.constantFrom('1', '2', '3')
      .map((quantity) => ({ ...row({ key, quantity }) })))));
  fc.assert(fc.property(rows, rows, (one, two) => {
    const base = { rows: one, columns: [] };
    const other = { rows: two, columns: [] };
    const sorted = (list: OfferRow[]) => list.toSorted((x, y) => x.key.localeCompare(y.key));
    assert.deepEqual(sorted(mergeSheets(base, base, other).sheet.rows), sorted(two));
    assert.deepEqual(sorted(mergeSheets(base, other, base).sheet.rows), sorted(two));
  }));
});
