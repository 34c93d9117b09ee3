// A workbook is read as Excel shows it, whichever program has written it.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type CellValue, streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import { archiveOf, relations } from '#test/raw-workbook';
import { cellOf, type FileRow, isBlank } from './cells.ts';
import { openBook, unpackedSize, xlsxRows } from './xlsx.ts';
import { isDateFormat } from './xlsx-value.ts';

const ODD = archiveOf({
  '_rels/.rels': relations(['a', 'officeDocument', '/xl/workbook.xml']),
  'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets>
    <x:sheet name="Тайный" sheetId="1" state="hidden" r:id="s1"/>
    <x:sheet name="Цены &amp; сроки" sheetId="2" r:id="s2"/></x:sheets></x:workbook>`,
  'xl/_rels/workbook.xml.rels': relations(['s1', 'worksheet', 'worksheets/a.xml'],
    ['s2', 'worksheet', 'worksheets/b.xml'], ['t', 'sharedStrings', 'SharedStrings.xml'],
    ['y', 'styles', 'styles.xml']),
  'xl/sharedStrings.xml': `<sst><si><t>Насос</t></si>
    <si><r><t>Один </t></r><r><rPr><b/></rPr><t>два</t></r><rPh><t>one</t></rPh></si></sst>`,
  'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/>
    <numFmt numFmtId="171" formatCode="#,##0.00&quot; дней&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="170"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`,
  'xl/worksheets/b.xml': `<worksheet><sheetData>
    <row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>0</v></c><c t="b"><v>1</v></c></row>
    <row><c t="inlineStr"><is><r><t>a_x0041_</t></r><r><t>&lt;b</t></r></is></c>
      <c s="1"><f>1+1</f><v>1</v></c><c s="2"><v>7.5</v></c><c t="e"><v>#N/A</v></c>
      <c t="d"><v>2024-02-29</v></c><c t="str"><v>итог</v></c><c/></row>
    <row r="9"><c r="A9"/></row></sheetData></worksheet>`,
});

async function rowsOf(bytes: Uint8Array): Promise<FileRow[]> {
  const book = await openBook(bytes);
  const rows: FileRow[] = [];
  for await (const row of xlsxRows(book, book.sheets[0]!)) rows.push(row);
  return rows;
}

test('a workbook of an odd program', async () => {
  const book = await openBook(ODD);
  assert.deepEqual(book.sheets.map(({ name }) => name), ['Цены & сроки']);
  assert.deepEqual(await rowsOf(ODD), [
    { line: 3, cells: [null, 'Один два', null, 'Насос', true] },
    {
      line: 4,
      cells: ['aA<b', { date: '1904-01-02' }, 7.5, '#N/A', { date: '2024-02-29' }, 'итог', null],
    },
  ]);
});

test('what is no workbook is refused, nothing hangs', async () => {
  assert.equal(unpackedSize(new Uint8Array(Buffer.from('это не архив'.repeat(9)))), null);
  await assert.rejects(openBook(archiveOf({ 'a.txt': 'текст' })));
  const good = await writeXlsx({ sheets: [{ name: 'а', rows: [['б']] }] });
  for (let at = 40; at < good.length - 400; at += 97) {
    const bad = good.slice();
    bad.fill(255, at, at + 20);
    await rowsOf(bad).catch(() => undefined);
  }
});

test('which formats are dates', () => {
  const dates = ['dd.mm.yyyy', '[$-419]d mmm yyyy;@', '[h]:mm:ss', 'mm:ss.0', 'yyyy"г."'];
  const numbers = ['General', '0.00', '#,##0.00\\ "дней"', '[Red]-0.0', '0.00E+00', '@',
    '_-* #,##0'];
  assert.deepEqual(dates.filter((code) => !isDateFormat(200, code)), []);
  assert.deepEqual(numbers.filter((code) => isDateFormat(200, code)), []);
  assert.deepEqual([13, 14, 22, 23, 47, 49].filter((id) => isDateFormat(id, undefined)),
    [14, 22, 47]);
});

const DAYS = { min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true };
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }), fc.integer(), fc.boolean(), fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.date(DAYS).map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000)),
) satisfies fc.Arbitrary<CellValue>;

test('whatever has been written is read as by the library that holds it whole', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.array(value, { maxLength: 5 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      const bytes = await writeXlsx({ sheets: [{ name: 'Лист', rows }] });
      const expected: FileRow[] = [];
      for await (const row of streamXlsxRows(bytes)) {
        const cells = row.values.map(cellOf);
        if (!isBlank(cells)) expected.push({ line: row.index + 1, cells });
      }
      assert.deepEqual(await rowsOf(bytes), expected);
    }), { numRuns: 100 });
});
