import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { DealLine } from '#contract/deal-lines';
import { lineCost, marginPercent } from '#contract/line-sums';
import type { Order } from '../deal/use-deal-money.ts';
import { offeredColumns, withKnown } from './column-codes.ts';
import {
  emptyRow, linesOf, marginOf, type OfferRow, sectionRow, sectionSums, totalMargin, totalsOf,
} from './offer-rows.ts';
import { withDiscount, withRoundPrices } from './price-acts.ts';
import { columnsWith } from './sheet-columns.ts';
import { fileOf, moveRows } from './sheet-edits.ts';
import { linesOfHolder, linesOfOrder, withTaken } from './take-lines.ts';

const SELLER = { day: '2026-11-28', regime: 'vat' } as const;
const plain = (text: string) => text.replace(/\u00a0/g, ' ');
const row = (more: Partial<OfferRow> = {}): OfferRow =>
  ({ ...emptyRow(SELLER), name: 'Насос', quantity: '3', price: '100', ...more });
const sheetOf = (...rows: OfferRow[]) => ({ rows, columns: [] });

test('a heading counts for nothing and adds up the lines below it', () => {
  const [one, two] = [sectionRow('Раздел 1'), sectionRow('Раздел 2')];
  const rows = [row(), one, row(), row({ quantity: '1' }), two];
  assert.deepEqual(sectionSums(rows), new Map([[one.key, 40_000], [two.key, 0]]));
  assert.equal(totalsOf(rows).totalKopecks, 70_000);
  const lines = linesOf(sheetOf(...rows));
  assert.deepEqual(lines?.[1], {
    key: one.key, name: 'Раздел 1', quantity: '0', price: '0', vatRate: 'none', isSection: true,
  });
  assert.equal(linesOf(sheetOf(sectionRow(' '))), null);
});

test('margin is counted from the purchase price of one unit, of known lines only', () => {
  assert.deepEqual(marginOf(row({ costKopecks: 7_550 })), { kopecks: 7_350, sumKopecks: 30_000 });
  assert.equal(marginOf(row()), null);
  assert.deepEqual(totalMargin([row({ costKopecks: 7_550 }), row(), sectionRow('Раздел')]),
    { kopecks: 7_350, sumKopecks: 30_000, unknownCount: 1 });
  assert.equal(totalMargin([row()]), null);
  assert.equal(lineCost('2.5', 101), 253);
  assert.equal(marginPercent(996, 1000), 99);
  assert.equal(marginPercent(-5, 1000), -1);
  assert.equal(marginPercent(5, 0), null);
});

const order = {
  uid: 'u', number: 'КА-7', lines: [
    {
      position: 1, productId: 5, article: 'ЦНС', name: 'Насос', characteristic: 'DN50',
      unit: 'шт', quantity: '2.000', price: '100.50', discountPercent: '10.00', vatRate: '20',
      vatIncluded: false, cancelled: false, extra: { 'Срок поставки': '6 недель' },
    },
    {
      position: 2, productId: null, article: null, name: 'Вал', characteristic: null, unit: null,
      quantity: '1', price: null, discountPercent: null, vatRate: '22', vatIncluded: true,
      cancelled: true, extra: {},
    },
  ],
} as unknown as Order;

test('lines of an order come with its columns; cancelled ones do not', () => {
  const now = { rows: [row(), emptyRow(SELLER)], columns: [] };
  const { rows, columns } = withTaken(now, linesOfOrder(order, SELLER));
  assert.equal(rows.length, 2);
  assert.deepEqual(columns, [{ code: 'c1', name: 'Срок поставки', type: 'text' }]);
  const { key: _key, ...taken } = rows[1]!;
  assert.deepEqual({ ...taken, price: plain(taken.price), discount: plain(taken.discount) }, {
    productId: 5, article: 'ЦНС', name: 'Насос (DN50)', unit: 'шт', quantity: '2',
    price: '100,50', discount: '10 %', vatRate: '20', vatIncluded: false,
    extra: { c1: '6 недель' }, isSection: false, costKopecks: null, productVatRate: null,
  });
});

test('lines of another sheet meet its columns by name and get keys of their own', () => {
  const line = {
    id: 1, key: 'a', position: 1, productId: null, article: null, name: 'Вал', unit: null,
    quantity: '1.000', price: '5.0000', discountPercent: '0', discountKopecks: null,
    sumKopecks: 500, vatRate: '22', vatKopecks: 90, vatIncluded: true, extra: { c2: '12' },
    isSection: false, costKopecks: null, productVatRate: null,
  } satisfies DealLine;
  const held = {
    lines: [line], lineColumns: [
      { code: 'c1', name: 'Пустой', type: 'text' as const },
      { code: 'c2', name: 'вес', type: 'number' as const },
    ],
  };
  const now = { rows: [], columns: [{ code: 'c1', name: 'Вес', type: 'number' as const }] };
  const { rows, columns } = withTaken(now, linesOfHolder(held));
  assert.deepEqual(columns, now.columns);
  assert.deepEqual(rows[0]?.extra, { c1: '12' });
  assert.notEqual(rows[0]?.key, 'a');
});

test('a file for the customer has what is shown, never what goods cost us', () => {
  const columns = columnsWith({ added: [], hidden: new Set(['unit']), seesCost: true });
  const section = sectionRow('Раздел');
  const rows = [section, row({ price: '1 234,50', costKopecks: 7 })];
  const file = fileOf({ rows, columns: [] }, columns, sectionSums(rows));
  assert.deepEqual(file, [
    ['Артикул', 'Наименование', 'Кол-во', 'Цена, ₽', 'Скидка', 'НДС', 'Сумма, ₽'],
    ['', 'Раздел', '', '', '', '', '3703,50'],
    ['', 'Насос', '3', '1234,50', '', '22\u00a0%', '3703,50'],
  ]);
});

test('a discount and rounding reach the chosen lines, never a heading', () => {
  const sheet = sheetOf(row({ price: '1 234,50' }), sectionRow('Раздел'), row({ price: '0,40' }));
  const cheap = withDiscount(sheet, null, '5')!;
  assert.deepEqual(cheap.rows.map(({ discount }) => plain(discount)), ['5 %', '', '5 %']);
  assert.equal(withDiscount(sheet, null, '500 ₽'), null);
  assert.equal(withDiscount(sheet, null, '101'), null);
  const tens = withRoundPrices(sheet, null, 10);
  assert.deepEqual(tens.rows.map(({ price }) => plain(price)), ['1 230', '', '10']);
  const first = withRoundPrices(sheet, { top: 0, bottom: 1 }, 1);
  assert.deepEqual(first.rows.map(({ price }) => plain(price)), ['1 235', '', '0,40']);
});

test('dragged rows keep their order and nothing is lost, wherever they fall', () => {
  const rows = ['а', 'б', 'в', 'г', 'д'].map((name) => row({ name }));
  const namesOf = (list: OfferRow[]) => list.map(({ name }) => name).join('');
  const block = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 0 });
  assert.equal(namesOf(moveRows(sheetOf(...rows), block(0, 1), 5).rows), 'вгдаб');
  assert.equal(namesOf(moveRows(sheetOf(...rows), block(3, 4), 1).rows), 'агдбв');
  const place = fc.integer({ min: 0, max: 4 });
  fc.assert(fc.property(place, place, fc.integer({ min: 0, max: 5 }), (one, two, to) => {
    const [top, bottom] = [Math.min(one, two), Math.max(one, two)];
    const names = namesOf(moveRows(sheetOf(...rows), block(top, bottom), to).rows);
    assert.ok(names.includes(namesOf(rows.slice(top, bottom + 1))));
    assert.equal([...names].sort().join(''), 'абвгд');
  }));
});

test('columns at hand are offered once and the last added come first', () => {
  const text = (name: string) => ({ name, type: 'text' as const });
  assert.deepEqual(withKnown([text('Срок'), text('Вес')], [{ ...text('вес') }]),
    [text('вес'), text('Срок')]);
  assert.deepEqual(offeredColumns([{ code: 'c1', ...text('Срок') }],
    [text('срок'), text('Склад'), text('СКЛАД')]), [text('Склад')]);
});
