import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { readSpecification } from './read-specification.ts';
import { readVat } from './spec-values.ts';
import { writeTsv } from '../../table/tsv.ts';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

/** «§ Title» of a section, «article|name|quantity|price» of goods. */
const read = (rows: string[][]) => {
  const spec = readSpecification(writeTsv(rows));
  return {
    ...spec,
    rows: spec.rows.map((row) => ('section' in row ? `§ ${row.section}`
      : plain([row.article, row.name, row.quantity, row.price].join('|')))),
  };
};
const HEADER = ['№', 'Артикул', 'Наименование', 'Кол-во', 'Цена', 'Сумма'];

test('rows of a name alone become sections, wherever the merged cell begins', () => {
  const spec = read([
    ['Спецификация № 4', '', '', '', '', ''], HEADER, ['1', '2', '3', '4', '5', '6'],
    ['Раздел 1. Насосы', '', '', '', '', ''],
    ['1', 'К80', 'Насос К 80/50', '2', '100', '200'],
    ['2', '', '', '', '', ''],
    ['2', '', 'Компрессоры', '', '', ''], ['', '', 'Винтовые', '', '', ''],
    ['2.1', 'ВК', 'Компрессор ВК-40', '1', '500', '500'],
    ['', '', 'Итого по разделу', '3', '', '700'], ['', '', '', '3', '', '700'],
    ['Всего наименований 2, на сумму 700 руб.', '', '', '', '', ''],
    ['', '', 'Директор ________ Иванов', '', '', ''],
  ]);
  assert.deepEqual(spec.rows, [
    '§ Раздел 1. Насосы', 'К80|Насос К 80/50|2|100', '§ Компрессоры', '§ Винтовые',
    'ВК|Компрессор ВК-40|1|500',
  ]);
  assert.deepEqual(spec.skipped, [
    'Спецификация № 4', '1 2 3 4 5 6', '2', 'Итого по разделу 3 700', '3 700',
    'Всего наименований 2, на сумму 700 руб.', 'Директор ________ Иванов',
  ]);
  assert.equal(spec.lineCount, 2);
});

test('sections are told without headings too; bare names stay lines', () => {
  assert.deepEqual(read([
    ['Насосы', '', ''], ['Насос К 80', '2', '100,50'], ['Вал', '4', '7'], ['Кабели', '', ''],
    ['Кабель ВВГ', '300', '0,9'],
  ]).rows, ['§ Насосы', '|Насос К 80|2|100,50', '|Вал|4|7', '§ Кабели', '|Кабель ВВГ|300|0,90']);
  assert.deepEqual(read([['Насос'], ['Вал'], ['Муфта']]).rows,
    ['|Насос|1|', '|Вал|1|', '|Муфта|1|']);
  // A request for prices: nobody has counted anything yet.
  assert.deepEqual(read([
    ['Наименование', 'Кол-во'], ['Насос', ''], ['Вал', ''], ['Муфта', '2'],
  ]).rows, ['§ Насос', '§ Вал', '|Муфта|2|']);
  assert.deepEqual(read([
    ['Наименование', 'Кол-во'], ['Насос', ''], ['Вал', ''], ['Шнек', ''], ['Муфта', '2'],
  ]).rows, ['|Насос|1|', '|Вал|1|', '|Шнек|1|', '|Муфта|2|']);
});

test('a name merged over rows goes to each of them; a total without words does not', () => {
  const spec = read([
    ['Наименование', 'Исполнение', 'Кол-во', 'Цена', 'Сумма'],
    ['Задвижка 30с41нж', 'DN 50', '2', '100', '200'], ['', 'DN 80', '1', '150', '150'],
    ['', 'DN 100', '3', '', ''], ['', '', '6', '', '350'],
  ]);
  assert.deepEqual(spec.rows, ['|Задвижка 30с41нж|2|100', '|Задвижка 30с41нж|1|150',
    '|Задвижка 30с41нж|3|']);
  assert.deepEqual(spec.merged, ['Задвижка 30с41нж', 'Задвижка 30с41нж']);
  assert.deepEqual(spec.skipped, ['6 350']);
});

test('a header of two rows, a header on every page, line breaks and quotes in cells', () => {
  const spec = read([
    ['Наименование', 'Кол-во', 'Цена', '', 'Прим.'], ['', '', 'без НДС', 'с НДС', ''],
    ['Насос "Гном"\n10-10', '1 шт', '100', '122', 'склад "А";\nсрочно'],
    ['Наименование', 'Кол-во', 'Цена', '', 'Прим.'], ['Шланг', '2 м', '10', '12,2', ''],
  ]);
  assert.deepEqual(spec.rows, ['|Насос "Гном" 10-10|1|100', '|Шланг|2|10']);
  assert.deepEqual(spec.extraNames, ['Цена с НДС', 'Прим.']);
  assert.deepEqual(spec.skipped, []);
});

test('rates of VAT as people write them', () => {
  const said = { '22%': '22', 'НДС 20': '20', '0,05': '5', '7 %': '7', '0': '0', '18': null };
  for (const [text, rate] of Object.entries(said)) assert.equal(readVat(text), rate, text);
  assert.deepEqual(['Без НДС', 'не облагается', ''].map(readVat), ['none', 'none', null]);
});

test('whether prices hold the tax is told by their heading or by themselves', () => {
  const vatOf = (heading: string, price: string) => {
    const { rows, pricesVat } = read([['Наименование', 'Кол-во', heading], ['Вал', '2', price]]);
    return [rows[0], pricesVat];
  };
  assert.deepEqual(vatOf('Цена с НДС, руб.', '1 200,50'), ['|Вал|2|1 200,50', 'in']);
  assert.deepEqual(vatOf('Цена (без учёта НДС)', '7'), ['|Вал|2|7', 'top']);
  assert.deepEqual(vatOf('Цена', '1 200 руб. с НДС 20%'), ['|Вал|2|1 200', 'in']);
  assert.deepEqual(vatOf('Цена', '1200, в т.ч. НДС'), ['|Вал|2|1 200', 'in']);
  assert.deepEqual(vatOf('Цена', '900 без НДС'), ['|Вал|2|900', 'top']);
  assert.deepEqual(vatOf('Цена', '900'), ['|Вал|2|900', null]);
});

test('nothing that was pasted goes missing: each row is a line, a section or named', () => {
  const cell = fc.constantFrom('', '', 'Насос', 'Итого', '2', '100,50', '"Б"', 'Раздел', 'шт');
  const table = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 12 });
  fc.assert(fc.property(table, fc.boolean(), (cells, isHeaded) => {
    const rows = cells.filter((row) => row.some(Boolean));
    const header = isHeaded ? [['Наименование', 'Ед.', 'Кол-во', 'Цена']] : [];
    if (rows.length + header.length === 0) return;
    const spec = readSpecification(writeTsv([...header, ...rows]));
    assert.equal(spec.rows.length + spec.skipped.length, rows.length);
    for (const row of spec.rows) {
      assert.ok('section' in row ? row.section : row.name || row.article, JSON.stringify(rows));
    }
  }));
});
