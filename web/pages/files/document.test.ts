import assert from 'node:assert/strict';
import test from 'node:test';
import { zipFiles } from '#test/onec-fake/zip-files';
import { readDocument } from './document.ts';
import type { Block } from './document.ts';

const NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const document = (body: string) => `<w:document ${NAMES}><w:body>${body}</w:body></w:document>`;
const run = (text: string, marks = '') => `<w:r><w:rPr>${marks}</w:rPr><w:t>${text}</w:t></w:r>`;
const paragraph = (text: string, marks = '') =>
  `<w:p><w:pPr>${marks}</w:pPr>${run(text)}</w:p>`;
const item = (text: string, depth: number, list = 1) => paragraph(text,
  `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`);

function packed(files: Record<string, string>): ArrayBuffer {
  const archive = zipFiles(Object.entries(files)
    .map(([name, text]) => ({ name, bytes: Buffer.from(text), claimedBytes: 1 })));
  return new Uint8Array(archive).buffer;
}
const read = (body: string, more: Record<string, string> = {}) =>
  readDocument(packed({ 'word/document.xml': document(body), ...more }));

/** Lines as a person reads them; cells of a table between bars. */
const linesOf = (blocks: Block[]): string[] => blocks.flatMap((block) => (block.kind === 'table'
  ? block.rows.map((row) => row.map((cell) => linesOf(cell.blocks).join('/')).join('|'))
  : [[block.mark, block.runs.map(({ text }) => text).join('')].filter(Boolean).join(' ')]));

const level = (depth: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${depth}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>`
  + `<w:lvlText w:val="${text}"/></w:lvl>`;
const LISTS = {
  'word/numbering.xml': `<w:numbering ${NAMES}><w:abstractNum w:abstractNumId="4">`
    + level(0, 'decimal', '%1.') + level(1, 'decimal', '%1.%2.') + level(2, 'russianLower', '%3)')
    + `</w:abstractNum><w:abstractNum w:abstractNumId="5">${level(0, 'bullet', '')}</w:abstractNum>`
    + '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>',
};

test('a contract is read with the numbers of its clauses, tables and headings', async () => {
  const styles = `<w:styles ${NAMES}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>`
    + '</w:styles>';
  const { blocks, isCut } = await read([
    paragraph('Договор', '<w:pStyle w:val="1"/>'),
    item('Предмет', 0), item('Поставка', 1), item('насосов', 2), item('запчастей', 2),
    item('Оплата', 1), item('Срок', 0), item('счёт', 0, 2),
    `<w:p>${run('Цена', '<w:b/>')}<w:r><w:tab/><w:t>100</w:t><w:br/><w:t>руб.</w:t></w:r></w:p>`,
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', paragraph('Итого'), '</w:tc>',
    '</w:tr><w:tr><w:tc>', paragraph('ЦНС'), paragraph('60-100'), '</w:tc><w:tc>',
    paragraph('1 шт'), '</w:tc></w:tr></w:tbl>',
  ].join(''), { 'word/styles.xml': styles, ...LISTS });
  assert.deepEqual(linesOf(blocks), [
    'Договор', '1. Предмет', '1.1. Поставка', 'а) насосов', 'б) запчастей', '1.2. Оплата',
    '2. Срок', '• счёт', 'Цена\t100\nруб.', 'Итого', 'ЦНС/60-100|1 шт',
  ]);
  const [heading, , , , , , , , price, table] = blocks;
  assert.ok(heading?.kind === 'paragraph' && heading.isHeading);
  assert.ok(price?.kind === 'paragraph' && price.runs[0]?.isBold && !price.runs[1]?.isBold);
  assert.ok(table?.kind === 'table' && table.rows[0]?.[0]?.span === 2);
  assert.equal(isCut, false);
});

test('clauses that are numbered by their styles, as most contracts are', async () => {
  const styled = (id: string, name: string, rest: string) => `<w:style w:styleId="${id}">`
    + `<w:name w:val="${name}"/>${rest}</w:style>`;
  const inList = (more: string) =>
    `<w:pPr><w:numPr>${more}<w:numId w:val="1"/></w:numPr></w:pPr>`;
  const styles = `<w:styles ${NAMES}>${styled('1', 'heading 1', inList(''))}`
    + styled('2', 'Пункт', inList('<w:ilvl w:val="1"/>'))
    + styled('3', 'Пункт с отступом', '<w:basedOn w:val="2"/>')
    + `${styled('4', 'Подпункт', '<w:basedOn w:val="1"/>')}</w:styles>`;
  const lists = LISTS['word/numbering.xml'].replace('<w:numFmt w:val="russianLower"/>',
    '<w:pStyle w:val="4"/><w:numFmt w:val="russianLower"/>');
  const as = (style: string, text: string, more = '') =>
    paragraph(text, `<w:pStyle w:val="${style}"/>${more}`);
  const { blocks } = await read([
    as('1', 'Предмет'), as('2', 'Поставка'), as('4', 'насосов'), as('4', 'запчастей'),
    as('3', 'Оплата'), as('2', 'без номера', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    as('1', 'Срок'), as('2', 'счёт', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'),
    as('9', 'неизвестный стиль'),
  ].join(''), { 'word/styles.xml': styles, 'word/numbering.xml': lists });
  assert.deepEqual(linesOf(blocks), [
    '1. Предмет', '1.1. Поставка', 'а) насосов', 'б) запчастей', '1.2. Оплата', 'без номера',
    '2. Срок', '• счёт', 'неизвестный стиль',
  ]);
});

test('what was taken out, stands twice or is told to programs is not text', async () => {
  const { blocks } = await read('<w:p><w:del><w:r><w:delText>было</w:delText></w:r></w:del>'
    + `<w:ins>${run('стало')}</w:ins><w:r><w:instrText>HYPERLINK "http://evil"</w:instrText></w:r>`
    + `<mc:AlternateContent><mc:Fallback>${run('дважды')}</mc:Fallback></mc:AlternateContent>`
    + `${run('&lt;script&gt;alert(1)&lt;/script&gt;')}</w:p>`);
  assert.deepEqual(linesOf(blocks), ['стало<script>alert(1)</script>']);
});

test('a hostile document is refused or cut: a bomb, entities, depth, broken bytes', async () => {
  const refused = (files: Record<string, string>) => assert.rejects(readDocument(packed(files)));
  await assert.rejects(readDocument(new TextEncoder().encode('не документ').buffer));
  await refused({ 'word/other.xml': '<a/>' });
  await refused({ 'word/document.xml': '<w:document><w:body>' });
  await refused({ 'word/document.xml': '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    + document(paragraph('&b;')) });
  await refused({ 'word/document.xml': document('<w:tbl><w:tr><w:tc>'.repeat(5000)) });
  const long = await read(paragraph('слово '.repeat(100_000)).repeat(40));
  assert.equal(long.isCut, true);
  const bomb = await read(`<!--${' '.repeat(64 * 1024 * 1024)}-->`);
  assert.deepEqual(bomb, { blocks: [], isCut: true });
  const whole = Buffer.from(packed({ 'word/document.xml': document(paragraph('текст')) }));
  for (let at = 0; at < whole.length; at += 1) {
    const broken = Uint8Array.from(whole);
    broken[at] = broken[at]! ^ 0xff;
    await readDocument(broken.buffer).catch((error) => assert.ok(error instanceof Error));
  }
});
