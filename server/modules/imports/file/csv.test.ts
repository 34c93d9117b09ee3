// A table of text is read a piece at a time, as if it had been read whole.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import fc from 'fast-check';
import { parseCsv } from 'hucre/csv';
import { cellOf, type FileRow, isBlank } from './cells.ts';
import { csvRows, encodingOf, findDelimiter, OpenQuote, textsOf } from './csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'verstak-csv-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('wherever the text is cut its rows are the same', () => {
  const text = fc.string({ unit: fc.constantFrom(';', '"', '\r', '\n', 'а', 'б', ' '),
    maxLength: 40 });
  fc.assert(fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
    const whole = parseCsv(texts.join(''), { delimiter: ';', skipBom: false }).map((values) =>
      values.map((value) => cellOf(value as string)));
    const rows = rowsOf(texts);
    if (rows === null) return assert.ok(rowsOf([...texts, '"']), 'it was one quote that missed');
    assert.deepEqual(rows.map(({ cells }) => cells), whole.filter((cells) => !isBlank(cells)));
  }), { numRuns: 2000 });
});

/** Null when a quote stays open. */
function rowsOf(texts: string[]): FileRow[] | null {
  try {
    return [...csvRows(texts, ';')];
  } catch (error) {
    if (error instanceof OpenQuote) return null;
    throw error;
  }
}

test('a quote that is never closed is told with its line, not a cell of the whole file', () => {
  const lines = ['Название;ИНН', '"ООО ""Ёж"" ";', '"Забыта;1', ...Array(50).fill('а;б')];
  assert.throws(() => [...csvRows([lines.join('\n')], ';')],
    { message: /В строке 3 кавычка открыта и нигде не закрыта/ });
  assert.equal(rowsOf([`${lines.slice(0, 2).join('\n')}\n"конец"`])?.length, 3);
});

test('an encoding is told by the whole file, a letter may lie on the border of two pieces', () => {
  const path = join(folder, 'таблица.csv');
  for (const [encoding, bytes] of [
    ['utf-8', Buffer.from(`a${'ж'.repeat(200_000)}`)],
    ['utf-16le', Buffer.from(`\uFEFF${'ж'.repeat(200_001)}`, 'utf16le')],
    ['windows-1251', Buffer.concat([Buffer.alloc(400_000, 'a'), Buffer.from([0xe6])])],
  ] as const) {
    writeFileSync(path, bytes);
    assert.equal(encodingOf(path), encoding);
    const text = [...textsOf(path, encoding)].join('');
    assert.match(text, /^a?[aж]*ж$/);
    assert.doesNotMatch(text, /\uFFFD|\uFEFF/);
  }
});

test('text tables keep every cell whatever they hold, in any usual form', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'аёZ1 ;,\t"\n') })
    .map((text) => text.trim());
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(table, fc.constantFrom(';', ',', '\t'), (rows, delimiter) => {
    const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`)
      .join(delimiter)).join('\r\n');
    const expected = rows.map((row) => row.map(cellOf)).filter((row) => row.some(Boolean));
    assert.deepEqual([...csvRows([text], delimiter)].map(({ cells }) => cells), expected);
  }));
  assert.equal(findDelimiter('Имя;"а,б,в";ИНН\r\n1;2;3\r\n4;5;6'), ';');
  assert.equal(findDelimiter('sep=|\r\nа|б\r\n1|2'), '|');
  assert.equal(findDelimiter('Название\r\nООО'), ';');
});
