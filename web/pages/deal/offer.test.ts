import assert from 'node:assert/strict';
import test from 'node:test';
import { priceText, quantityText, readDecimal } from './line-text.ts';
import { emptyRow, faultyField, linesOf, sumsOf, totalsOf } from './offer-rows.ts';
import { isSpecification, readPasted } from './paste-lines.ts';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

test('decimals are read exactly and written in Russian', () => {
  assert.equal(readDecimal('1 184 000,50', 4), '1184000.5');
  assert.equal(readDecimal('0,125', 3), '0.125');
  assert.equal(readDecimal('0,1255', 3), null);
  assert.equal(readDecimal('-1', 3), null);
  assert.equal(readDecimal('два', 3), null);
  assert.equal(plain(priceText('1184000.5000')), '1 184 000,50');
  assert.equal(plain(priceText('286500.0000')), '286 500');
  assert.equal(quantityText('0.500'), '0,5');
});

test('a specification with headers is read by its headers', () => {
  const { lines, faultCount } = readPasted(
    '№\tНаименование\tАртикул\tКол-во\tЦена, ₽\n1\tКомпрессор\tВК-40\t2\t1 184 000,00\n'
    + '2\tФильтр\tФМ-42\t\t38400\n\nИтого\t\t\t\tмного\n');
  assert.deepEqual(lines, [
    { article: 'ВК-40', name: 'Компрессор', quantity: '2', price: '1 184 000,00' },
    { article: 'ФМ-42', name: 'Фильтр', quantity: '1', price: '38400' },
  ]);
  assert.equal(faultCount, 1);
});

test('without headers the columns go article, name, quantity, price', () => {
  assert.deepEqual(readPasted('ОР-500\tОсушитель\t1\t286500').lines,
    [{ article: 'ОР-500', name: 'Осушитель', quantity: '1', price: '286500' }]);
  assert.deepEqual(readPasted('Осушитель\t3\t286500').lines,
    [{ article: '', name: 'Осушитель', quantity: '3', price: '286500' }]);
  const numbered = readPasted('1\tА\tНасос\t2\t10\r\n2\tБ\tВал\t1\t5');
  assert.deepEqual(numbered.lines.map((line) => line.name), ['Насос', 'Вал']);
  assert.deepEqual(readPasted('  \n'), { lines: [], faultCount: 0 });
});

test('200 lines are read in one go', () => {
  const lines = Array.from({ length: 200 }, (_, at) => `А-${at}\tТовар ${at}\t${at + 1}\t10,5`);
  const text = lines.join('\n');
  assert.equal(readPasted(text).lines.length, 200);
});

test('one value is typing, a table is a specification', () => {
  assert.equal(isSpecification('Насос ЦНС'), false);
  assert.equal(isSpecification('Насос ЦНС\n'), false);
  assert.equal(isSpecification('А\tБ'), true);
  assert.equal(isSpecification('А\nБ'), true);
});

test('sums are those of the server, faults are found by field', () => {
  const row = { ...emptyRow('22'), name: 'Насос', quantity: '3', price: '33,3333' };
  assert.deepEqual(sumsOf(row), { sumKopecks: 10_000, vatKopecks: 1803 });
  assert.deepEqual(totalsOf([row, { ...row, vatIncluded: false }]),
    { sumKopecks: 10_000 + 10_000 + 2200, vatKopecks: 1803 + 2200 });
  assert.equal(faultyField({ ...row, quantity: '0' }), 'quantity');
  assert.equal(faultyField({ ...row, discount: '101' }), 'discount');
  assert.equal(faultyField({ ...row, price: 'дорого' }), 'price');
  assert.equal(faultyField({ ...row, name: ' ' }), 'name');
  assert.equal(linesOf([row, { ...row, quantity: 'x' }]), null);
  assert.equal(linesOf([row, emptyRow('22')])?.length, 1);
});
