// What each row of a pasted specification is: goods, the title of a section, a row whose name was
// merged with the one above, or something that is no goods and is only told of. Pure.
import { ruPaste } from '../../texts/ru-paste.ts';
import type { Places, SpecField } from './guess-columns.ts';

export type SpecPlaces = { places: Places; extraPlaces: number[] };
type Kind = 'goods' | 'merged' | 'title' | 'other';
export type KnownRow = { kind: Kind; cells: string[]; title: string };

export const fold = (text: string) => ruPaste.fold(text.trim().toLowerCase());

export const filledOf = (cells: string[]) => cells.map((cell) => cell.trim()).filter(Boolean);

/** «1», «2.3», «IV.»: counts rows and says nothing of them. */
const isNumber = (text: string) => /^(\d+[.)]?)+$|^[IVX]+\.?$/.test(text);

/** «1 2 3 4»: people number the columns under their headings. */
function isColumnNumbers(cells: string[]): boolean {
  const filled = filledOf(cells);
  return filled.length > 2 && filled.every((text, at) => text === String(at + 1));
}

type Filled = (...fields: SpecField[]) => boolean;

function isFooter(cells: string[], has: Filled): boolean {
  const first = fold(cells.find((cell) => cell.trim() !== '') ?? '');
  const begins = (words: readonly string[]) => words.some((word) => first.startsWith(word));
  return (begins(ruPaste.totals) && !has('price', 'article'))
    || (begins(ruPaste.footers) && !has('quantity'));
}

const textAt = (cells: string[], place: number | undefined) =>
  (place === undefined ? '' : cells[place]?.trim() ?? '');

/** What is written beside the number of the row. */
function wordsOf(cells: string[], { number }: Places): string[] {
  return filledOf(cells.filter((cell, place) => place !== number || !isNumber(cell.trim())));
}

/** What the row is by itself; titles are doubted when all of the text is known. */
function kindOf(cells: string[], { places, extraPlaces }: SpecPlaces): KnownRow {
  const has: Filled = (...fields) => fields.some((field) => textAt(cells, places[field]) !== '');
  const words = wordsOf(cells, places);
  const row = (kind: Kind) => ({ kind, cells, title: words[0] ?? '' });
  if (words.length === 0 || isFooter(cells, has)) return row('other');
  if (words.length === 1 && !has('quantity', 'price', 'sum', 'unit')) return row('title');
  if (has('name', 'article')) return row('goods');
  const isToldApart = has('price') || extraPlaces.some((place) => textAt(cells, place));
  return row(has('quantity') && isToldApart ? 'merged' : 'other');
}

/** A list of bare names has no titles; nor has one where hardly anything is counted. */
const TITLES_PER_LINE_MAX = 2;

function mayHaveTitles(rows: KnownRow[], { places }: SpecPlaces): boolean {
  const count = (kind: Kind) => rows.filter((row) => row.kind === kind).length;
  return (places.quantity !== undefined || places.price !== undefined)
    && count('title') <= TITLES_PER_LINE_MAX * count('goods');
}

/** The rows in their order. A title that nothing follows is a signature or a note. */
export function kindsOfRows(body: string[][], known: SpecPlaces): KnownRow[] {
  const rows = body.map((cells, at): KnownRow => (at === 0 && isColumnNumbers(cells)
    ? { kind: 'other', cells, title: '' } : kindOf(cells, known)));
  const { name } = known.places;
  const areTitles = mayHaveTitles(rows, known);
  const last = rows.findLastIndex(({ kind }) => kind === 'goods' || kind === 'merged');
  let hasAbove = false;
  return rows.map((row, at): KnownRow => {
    if (row.kind === 'title' && !areTitles) {
      const isName = name !== undefined && row.cells[name]?.trim();
      hasAbove ||= Boolean(isName);
      return { ...row, kind: isName ? 'goods' : 'other' };
    }
    hasAbove ||= row.kind === 'goods';
    const isLost = (row.kind === 'title' && at > last) || (row.kind === 'merged' && !hasAbove);
    return isLost ? { ...row, kind: 'other' } : row;
  });
}
