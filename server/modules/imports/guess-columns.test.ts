// What people call columns and how they write values; the sheets are of the kind that sales
// departments really keep.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { completeInn } from '#contract/requisites';
import { cellOf, type FileRow } from './file/cells.ts';
import { guessColumns, guessHeaderRow, seeColumns } from './guess-columns.ts';
import { plainNumber, readValues } from './read-values.ts';
import type { ImportField } from './field.ts';
import { FIELDS as COMPANY } from './subjects/company.ts';
import { FIELDS as CONTACT } from './subjects/contact.ts';
import { FIELDS as DEAL } from './subjects/deal.ts';
import { FIELDS as PRODUCT } from './subjects/product.ts';

const rowsOf = (rows: (string | number | null)[][]): FileRow[] => rows.map((row, index) =>
  ({ line: index + 1, cells: row.map(cellOf) }));

function guess(rows: (string | number | null)[][], fields: readonly ImportField[]) {
  const sheet = rowsOf(rows);
  const headerRow = guessHeaderRow(sheet, fields);
  return { headerRow, columns: guessColumns(seeColumns(sheet, headerRow, 50), fields) };
}

test('headers of every day find their fields', () => {
  assert.deepEqual(guess([
    ['Контрагент', 'ИНН', 'КПП', 'Юридический адрес', 'Тел./факс', 'Эл. почта', 'Менеджер'],
  ], COMPANY).columns, ['name', 'inn', 'kpp', 'address', 'phones', 'emails', 'responsible']);
  assert.deepEqual(guess([
    ['ФИО', 'Должность', 'Организация', 'Моб. телефон', 'Раб. телефон', 'e-mail'],
  ], CONTACT).columns, ['name', 'position', 'company', 'phones', 'phones', 'emails']);
  assert.deepEqual(guess([
    ['Артикул', 'Номенклатура', 'Ед. изм.', 'Ставка НДС', 'Цена, руб.', 'Категория'],
  ], PRODUCT).columns, ['article', 'name', 'unit', 'vatRate', 'priceKopecks', 'group']);
  assert.deepEqual(guess([
    ['№', 'Название сделки', 'Клиент', 'ИНН клиента', 'Этап', 'Сумма, руб',
      'ИНН конечного заказчика'],
  ], DEAL).columns, ['number', 'title', 'company', 'companyInn', 'stage', 'estimateKopecks',
    'endCustomerInn']);
});

test('a title, a date and blank rows above the headers are passed over', () => {
  const { headerRow, columns } = guess([
    ['Отчёт по клиентам'], ['на 01.11.2026'], ['Наименование', 'ИНН'], ['ООО «А»', '7707083893'],
  ], COMPANY);
  assert.deepEqual([headerRow, columns], [3, ['name', 'inn']]);
});

test('columns without headers are known by what stands in them', () => {
  const inns = [1, 2, 3].map((last) => completeInn(`77000000${last}`));
  const { columns } = guess([
    ['Наименование', 'Колонка 2', 'Колонка 3', 'Колонка 4'],
    ...inns.map((inn, index) =>
      [`ООО ${index}`, inn, `8 (912) 000-11-2${index}`, `info${index}@a.ru`]),
  ], COMPANY);
  assert.deepEqual(columns, ['name', 'inn', 'phones', 'emails']);
});

test('sums are read as they are typed, and any sum written in Russian comes back', () => {
  const cases: [string, string | null][] = [
    ['1 234,56', '1234.56'], ['1\u00a0234,5 ₽', '1234.5'], ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'], ['12 руб.', '12'], ['−3', '-3'], ['3 000', '3000'],
    ['много', null], ['1-2', null], ['', null],
  ];
  for (const [text, expected] of cases) assert.equal(plainNumber(text), expected, text);
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e13 }), (kopecks) => {
    const text = (kopecks / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 });
    assert.equal(Math.round(Number(plainNumber(text)) * 100), kopecks);
  }));
});

test('an ИНН that Excel has robbed of its zero gets it back; a rounded one is refused', () => {
  const field: ImportField = { name: 'inn', label: 'ИНН', kind: 'inn' };
  const read = (cell: string | number) => {
    const { values, problems } = readValues([cell], [{ index: 0, field }], false);
    return values['inn'] ?? problems[0]!.reason;
  };
  const inn = completeInn('027800001');
  assert.equal(read(Number(inn)), inn);
  assert.equal(read(inn), inn);
  assert.match(String(read('7,70E+09')), /E\+/);
  assert.match(String(read('#ССЫЛКА!')), /формулы/);
});
