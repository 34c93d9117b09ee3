// A specification copied from Excel: columns in any order, with headings or without. Pure. What has
// no column of its own becomes an added column; what is left out is named.
import type { VatRate } from '#contract/vat';
import { ruPaste } from '../../texts/ru-paste.ts';
import { guessPlaces } from './guess-columns.ts';
import type { Places, SpecField } from './guess-columns.ts';
import { priceText, quantityText, readDecimal } from './line-text.ts';
import { readTsv } from '../../table/tsv.ts';

export type SpecLine = {
  article: string; name: string; unit: string; quantity: string; price: string; discount: string;
  /** Null when nothing is said. */
  vatRate: VatRate | null;
  /** In the order of `extraNames`. */
  extra: string[];
};

export type Specification = {
  lines: SpecLine[];
  /** Headings of columns that the sheet does not know. */
  extraNames: string[];
  /** Rows that are no goods: titles above the headings, totals under them. */
  skipped: string[];
};

/** A header stands near the top, sometimes under the name of the document. */
const HEADER_ROWS = 6;
const EXTRA_MAX = 10;

const fold = (text: string) => ruPaste.fold(text.trim().toLowerCase());

function fieldOfHeading(heading: string): SpecField | null {
  const typed = fold(heading);
  if (!typed) return null;
  const fields = Object.entries(ruPaste.headings) as [SpecField, readonly string[]][];
  return fields.find(([, words]) => words.some((word) => typed.startsWith(word)))?.[0] ?? null;
}

function placesByHeader(cells: string[]): Places | null {
  const places: Places = {};
  for (const [place, cell] of cells.entries()) {
    const field = fieldOfHeading(cell);
    if (field && places[field] === undefined) places[field] = place;
  }
  const isHeader = (places.name ?? places.article) !== undefined && Object.keys(places).length > 1
    && cells.every((cell) => readDecimal(cell, 4) === null);
  return isHeader ? places : null;
}

const isEmpty = (cells: string[]) => cells.every((cell) => cell.trim() === '');

function isFooter(cells: string[], places: Places): boolean {
  const first = fold(cells.find((cell) => cell.trim() !== '') ?? '');
  const quantity = places.quantity === undefined ? '' : cells[places.quantity] ?? '';
  return ruPaste.footers.some((word) => first.startsWith(word)) && !quantity.trim();
}

export function readVat(text: string): VatRate | null {
  const typed = fold(text).replace('%', '').trim();
  if (typed === '') return null;
  if (ruPaste.noVat.some((word) => typed.startsWith(word))) return 'none';
  const rate = readDecimal(typed.replace(/^ндс\s*/, ''), 2);
  if (rate === '22' || rate === '20' || rate === '10' || rate === '0') return rate;
  // Excel keeps 20 % as 0.2.
  return rate === '0.22' ? '22' : rate === '0.2' ? '20' : rate === '0.1' ? '10' : null;
}

/** "12 шт." → 12 and «шт»; what is no number is kept as it was written. */
export function splitQuantity(text: string): { quantity: string; unit: string } {
  const match = /^([\d\s\u00a0.,]+?)\s*([^\d\s.,][^\d]*)?$/.exec(text.trim());
  const number = match ? readDecimal(match[1] ?? '', 3) : null;
  if (number === null) return { quantity: text.trim(), unit: '' };
  return { quantity: quantityText(number), unit: (match?.[2] ?? '').trim() };
}

function priceOf(text: string): string {
  const exact = readDecimal(text, 4);
  return exact === null ? text.trim() : priceText(exact);
}

/** A cell of Excel may hold several lines; a line of an offer is one. */
const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, ' ');

function lineOf(cells: string[], places: Places, extraPlaces: number[]): SpecLine {
  const cell = (field: SpecField) =>
    (places[field] === undefined ? '' : oneLine(cells[places[field]] ?? ''));
  const { quantity, unit } = splitQuantity(cell('quantity'));
  return {
    article: cell('article'),
    name: cell('name'),
    unit: (cell('unit') || unit).replace(/\.$/, ''),
    quantity: quantity || '1',
    price: priceOf(cell('price')),
    discount: cell('discount'),
    vatRate: readVat(cell('vat')),
    extra: extraPlaces.map((place) => oneLine(cells[place] ?? '')),
  };
}

/** Reads what was copied; an empty text gives no lines. */
export function readSpecification(text: string): Specification {
  const all = readTsv(text).filter((cells) => !isEmpty(cells));
  const headerAt = all.slice(0, HEADER_ROWS).findIndex((cells) => placesByHeader(cells) !== null);
  const header = headerAt < 0 ? null : all[headerAt]!;
  const body = all.slice(headerAt + 1);
  const places = header ? placesByHeader(header)! : guessPlaces(body);
  const width = Math.max(0, ...all.map((cells) => cells.length));
  const taken = new Set(Object.values(places));
  const extraPlaces = Array.from({ length: width }, (_, place) => place)
    .filter((place) => !taken.has(place) && body.some((cells) => cells[place]?.trim()))
    .slice(0, EXTRA_MAX);
  const goods = body.filter((cells) => !isFooter(cells, places));
  const others = [...all.slice(0, Math.max(0, headerAt)),
    ...body.filter((cells) => isFooter(cells, places))];
  return {
    lines: goods.map((cells) => lineOf(cells, places, extraPlaces)),
    extraNames: extraPlaces.map((place) =>
      oneLine(header?.[place] ?? '').slice(0, 100) || ruPaste.extra(place + 1)),
    skipped: others.map((cells) => cells.filter((cell) => cell.trim()).map(oneLine).join(' ')),
  };
}

/** Does the block describe goods, or is it cells for the place where the cursor stands? */
export function hasHeader(text: string): boolean {
  return readTsv(text).slice(0, HEADER_ROWS).some((cells) => placesByHeader(cells) !== null);
}
