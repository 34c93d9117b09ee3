// A specification copied from Excel: rows by line breaks, columns by tabs. Pure.
import { ruPaste } from '../../texts/ru-paste.ts';
import { readDecimal } from './line-text.ts';

export type PastedLine = { article: string; name: string; quantity: string; price: string };
export type Pasted = { lines: PastedLine[]; faultCount: number };

type Field = keyof PastedLine;
type Places = Partial<Record<Field, number>>;

/** Order of columns without a header, by their number. */
const BY_COUNT: Field[][] = [
  [],
  ['name'],
  ['name', 'quantity'],
  ['name', 'quantity', 'price'],
  ['article', 'name', 'quantity', 'price'],
];

function cellsOf(text: string): string[][] {
  return text.split(/\r\n|\n|\r/)
    .map((line) => line.split('\t').map((cell) => cell.trim().replace(/^"|"$/g, '')))
    .filter((cells) => cells.some((cell) => cell !== ''));
}

/** Columns by the words of a header; null when the first row is no header. */
function placesByHeader(cells: string[]): Places | null {
  const places: Places = {};
  for (const [index, cell] of cells.entries()) {
    const field = (Object.keys(ruPaste) as Field[]).find((name) =>
      ruPaste[name].some((word) => cell.toLowerCase().startsWith(word)));
    if (field && places[field] === undefined) places[field] = index;
  }
  return places.name !== undefined && Object.keys(places).length > 1 ? places : null;
}

const isNumber = (text: string | undefined) => readDecimal(text ?? '', 4) !== null;

function placesByOrder(rows: string[][]): Places {
  const width = Math.max(...rows.map((cells) => cells.length));
  // A first column of 1, 2, 3 … is the number of the row.
  const isNumbered = width > 3 && rows.every((cells, index) => cells[0] === String(index + 1));
  const offset = isNumbered ? 1 : 0;
  const fields = BY_COUNT[Math.min(width - offset, 4)] ?? [];
  return Object.fromEntries(fields.map((field, index) => [field, index + offset]));
}

function lineOf(cells: string[], places: Places): PastedLine | null {
  const cell = (field: Field) => (places[field] === undefined ? '' : cells[places[field]] ?? '');
  const line = {
    article: cell('article'), name: cell('name'), quantity: cell('quantity') || '1',
    price: cell('price'),
  };
  const isRight = (line.name || line.article) && isNumber(line.quantity)
    && (line.price === '' || isNumber(line.price));
  return isRight ? line : null;
}

/** Lines that could be read, and how many rows could not. */
export function readPasted(text: string): Pasted {
  const all = cellsOf(text);
  const [first] = all;
  if (!first) return { lines: [], faultCount: 0 };
  const header = placesByHeader(first);
  const rows = header ? all.slice(1) : all;
  const places = header ?? placesByOrder(rows);
  const read = rows.map((cells) => lineOf(cells, places));
  const lines = read.filter((line) => line !== null);
  return { lines, faultCount: read.length - lines.length };
}

/** One cell pasted into a field is typing; more than one is a specification. */
export function isSpecification(text: string): boolean {
  return text.includes('\t') || /[\r\n]./.test(text.trim());
}
