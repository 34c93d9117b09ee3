// Workbooks of Excel, row by row. Before a byte is unpacked the archive says how much it will be.
// Of a workbook only its texts are held: a library that read them as a tree took 540 MB for the
// 28 MB of a hundred thousand rows.
import { posix } from 'node:path';
import { cellOf, type FileRow, isBlank } from './cells.ts';
import { mergesOf } from './merged-cells.ts';
import { sheetRows } from './xlsx-rows.ts';
import { isDateFormat, unescaped } from './xlsx-value.ts';
import { type Attributes, readPart } from './xml-parts.ts';
import { entriesOf, unpack } from './zip.ts';

/** A sheet of 100,000 rows and 50 columns is about 300 MB of XML; more is a bomb or a mistake. */
export const UNPACKED_MAX = 600 * 1024 * 1024;

type Part = (path: string | null) => AsyncIterable<Uint8Array> | null;
/** `path` is the part that holds the sheet. */
export type Sheet = { name: string; path: string };
export type Book = {
  part: Part;
  /** Those that a person sees. */
  sheets: Sheet[];
  is1904: boolean;
  strings: string | null;
  styles: string | null;
};

/** Sum of the sizes that the archive declares; null when it is no archive. */
export const unpackedSize = (bytes: Uint8Array): number | null =>
  entriesOf(bytes)?.reduce((sum, entry) => sum + entry.plainBytes, 0) ?? null;

/** Fails where the archive is no workbook. */
export async function openBook(bytes: Uint8Array): Promise<Book> {
  const entries = new Map(entriesOf(bytes)!.map((entry) => [entry.name.toLowerCase(), entry]));
  const part: Part = (path) => {
    const entry = path !== null && entries.get(path.toLowerCase());
    return entry ? unpack(bytes, entry) : null;
  };
  const root = [...(await relationsOf(part, '')).values()];
  const book = root.find(({ type }) => type.endsWith('/officeDocument'))!.path;
  const relations = await relationsOf(part, book);
  const pathOf = (type: string) =>
    [...relations.values()].find((each) => each.type.endsWith(type))?.path ?? null;
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readPart(part(book), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = isOn(attributes['date1904']);
      if (name !== 'sheet' || /hidden/i.test(attributes['state'] ?? '')) return;
      const path = relations.get(relationId(attributes))?.path;
      if (path) sheets.push({ name: attributes['name'] ?? '', path });
    },
  });
  return { part, sheets, is1904, strings: pathOf('/sharedStrings'), styles: pathOf('/styles') };
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

const relationId = (attributes: Attributes): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

type Relation = { type: string; path: string };

/** What a part points at, by the names it uses; '' is the whole archive. */
async function relationsOf(part: Part, path: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(path);
  const found = new Map<string, Relation>();
  await readPart(part(posix.join(folder, '_rels', `${posix.basename(path)}.rels`)), {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.set(Id, { type: Type, path: target });
    },
  });
  return found;
}

export async function* xlsxRows(book: Book, { path }: Sheet): AsyncGenerator<FileRow> {
  const { part, strings, styles, is1904 } = book;
  const chunks = part(path);
  if (!chunks) throw new Error(`The workbook has no ${path}`);
  const rows = sheetRows(chunks, {
    strings: await textsOf(part(strings)), dateStyles: await dateStylesOf(part(styles)), is1904,
    merges: await mergesOf(part(path)!),
  });
  for await (const { line, values } of rows) {
    const cells = values.map(cellOf);
    if (!isBlank(cells)) yield { line, cells };
  }
}

/** Texts that cells refer to by their numbers; how one is pronounced is no part of it. */
async function textsOf(chunks: AsyncIterable<Uint8Array> | null): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let isSpoken = false;
  await readPart(chunks, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 't') isText = true;
      if (name === 'rPh') isSpoken = true;
    },
    text: (more) => {
      if (isText && !isSpoken) text += more;
    },
    close: (name) => {
      if (name === 'si') texts.push(unescaped(text));
      if (name === 't') isText = false;
      if (name === 'rPh') isSpoken = false;
    },
  });
  return texts;
}

/** Numbers of the styles in which a number is a date. */
async function dateStylesOf(chunks: AsyncIterable<Uint8Array> | null): Promise<Set<number>> {
  const formats = new Map<number, string>();
  const used: number[] = [];
  let isOfCells = false;
  await readPart(chunks, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) used.push(Number(numFmtId));
    },
    close: (name) => {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return new Set(used.flatMap((id, style) => (isDateFormat(id, formats.get(id)) ? [style] : [])));
}
