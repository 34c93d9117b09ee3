import assert from 'node:assert/strict';
import test from 'node:test';
import type { StoredFile } from '#contract/files';
import { previewKind, rowsOfCsv, textOfBytes, versionsOf } from './preview.ts';

const file = (id: number, name: string) => ({ id, name }) as StoredFile;

test('a CSV is read by its own separator, with quotes and empty cells', () => {
  assert.deepEqual(rowsOfCsv('Артикул;Цена\r\n"А;1";"10 ""шт"""\n;2\n\n'),
    [['Артикул', 'Цена'], ['А;1', '10 "шт"'], ['', '2']]);
  assert.deepEqual(rowsOfCsv('a,b\n1,2'), [['a', 'b'], ['1', '2']]);
  assert.equal(rowsOfCsv('a\n'.repeat(5000)).length, 500);
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
});
