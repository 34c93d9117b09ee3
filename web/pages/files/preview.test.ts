import assert from 'node:assert/strict';
import test from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import type { StoredFile } from '#contract/files';
import { isNumberText, previewKind, rowsOfCsv, textOfBytes, versionsOf } from './preview.ts';
import { readWorkbook } from './workbook.ts';

const file = (id: number, name: string) => ({ id, name }) as StoredFile;

test('a CSV is read by its own separator, with quotes and empty cells', () => {
  assert.deepEqual(rowsOfCsv('Артикул;Цена\r\n"А;1";"10 ""шт"""\n;2\n\n'),
    [['Артикул', 'Цена'], ['А;1', '10 "шт"'], ['', '2']]);
  assert.deepEqual(rowsOfCsv('a,b\n1,2'), [['a', 'b'], ['1', '2']]);
  assert.equal(rowsOfCsv('a\n'.repeat(5000)).length, 500);
});

test('numbers of a table are told from days and articles', () => {
  const numbers = ['2', '1 234,5', '-12', '−0.5', '22 %', '590\u202f100 ₽'];
  assert.deepEqual(numbers.filter((text) => !isNumberText(text)), []);
  const words = ['', '24.12.2026', '2026-12-24', 'ЦНС-60', '10 шт', '1С', '8 (495) 105'];
  assert.deepEqual(words.filter(isNumberText), []);
});

test('text of old Windows programs is read in its own letters', () => {
  const bytes = new Uint8Array([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  assert.equal(textOfBytes(bytes.buffer), 'Привет');
  assert.equal(textOfBytes(new TextEncoder().encode('Привет').buffer as ArrayBuffer), 'Привет');
});

test('files of one name are versions, in any case of letters', () => {
  const groups = versionsOf([file(3, 'КП.pdf'), file(2, 'Фото.png'), file(1, 'кп.pdf')]);
  assert.deepEqual(groups.map(({ newest, older }) => [newest.id, older.map(({ id }) => id)]),
    [[3, [1]], [2, []]]);
});

test('what cannot be shown is only saved', () => {
  const kind = (mediaType: string, sizeBytes = 10, isInline = false) =>
    previewKind({ mediaType, sizeBytes, isInline });
  assert.equal(kind('application/zip'), null);
  assert.equal(kind('text/csv'), 'table');
  assert.equal(kind('text/csv', 10_000_000), null);
  assert.equal(kind('application/pdf', 10, true), 'pdf');
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  assert.equal(kind(workbook), 'workbook');
  assert.equal(kind(workbook, 3_000_000), null);
  assert.equal(kind('application/vnd.ms-excel'), 'workbook');
  assert.equal(kind('application/msword'), null);
  const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  assert.equal(kind(document), 'document');
  assert.equal(kind(document, 30_000_000), null);
});

test('a workbook is read as people see it: days, decimals, flags, no empty edges', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'КП', rows: [
        ['Артикул', 'Цена', 'Срок', 'Есть', null],
        ['А-1', 0.1 + 0.2, new Date('2026-12-01T00:00:00Z'), true, null], [null, null, null, null],
      ] },
      { name: 'Расчёт', rows: [['тайна']], hidden: true },
      { name: 'Пусто', rows: [] },
    ],
  });
  assert.deepEqual(await readWorkbook(bytes.slice().buffer), [
    { name: 'КП', rows: [['Артикул', 'Цена', 'Срок', 'Есть'], ['А-1', '0,3', '01.12.2026', 'да']] },
    { name: 'Пусто', rows: [] },
  ]);
  await assert.rejects(readWorkbook(new TextEncoder().encode('не книга').buffer));
});
