// A specification copied from Excel: columns in any order, with headings or without. Pure. Titles
// become sections, what has no column of its own an added column; what is left out is named.
import { ruPaste } from '../../texts/ru-paste.ts';
import { guessPlaces } from './guess-columns.ts';
import type { Places, SpecField } from './guess-columns.ts';
import { readDecimal } from './line-text.ts';
import { filledOf, fold, kindsOfRows } from './spec-rows.ts';
import { lineOf, oneLine, pricesVatOf } from './spec-values.ts';
import type { PricesVat, SpecLine } from './spec-values.ts';
import { readTsv } from '../../table/tsv.ts';

/** Goods, or the title of the goods below it. */
export type SpecRow = SpecLine | { section: string };

export const isGoods = (row: SpecRow): row is SpecLine => !('section' in row);

export type Specification = {
  rows: SpecRow[];
  /** How many rows are goods. */
  lineCount: number;
  /** Headings of columns that the sheet does not know. */
  extraNames: string[];
  /** Rows that are no goods: titles above the headings, totals, signatures under them. */
  skipped: string[];
  /** Names that stood in a cell merged over several rows: each row has got its own. */
  merged: string[];
  /** What the heading of prices or the first price that speaks of VAT says. */
  pricesVat: PricesVat | null;
};

/** A header stands near the top, sometimes under the name of the document. */
const HEADER_ROWS = 6;
const EXTRA_MAX = 10;

function fieldOfHeading(heading: string): SpecField | null {
  const typed = fold(heading);
  if (!typed) return null;
  const fields = Object.entries(ruPaste.headings) as [SpecField, readonly string[]][];
  return fields.find(([, words]) => words.some((word) => typed.startsWith(word)))?.[0] ?? null;
}

const isWordy = (cells: string[]) => cells.every((cell) => readDecimal(cell, 4) === null);

function placesByHeader(cells: string[]): Places | null {
  const places: Places = {};
  for (const [place, cell] of cells.entries()) {
    const field = fieldOfHeading(cell);
    if (field && places[field] === undefined) places[field] = place;
  }
  const isHeader = (places.name ?? places.article) !== undefined && Object.keys(places).length > 1
    && isWordy(cells);
  return isHeader ? places : null;
}

/**
 * «Цена» merged over «без НДС» and «с НДС»: both rows are one header. The second one has words only
 * below cells that are merged or empty.
 */
function withSecondRow(header: string[], below: string[] | undefined): string[] | null {
  if (!below || filledOf(below).length < 2 || !isWordy(below)) return null;
  const isUnderMerged = below.every((cell, place) => !cell.trim() || !header[place]?.trim()
    || !header[place + 1]?.trim());
  if (!isUnderMerged || placesByHeader(below)) return null;
  let above = '';
  return Array.from({ length: Math.max(header.length, below.length) }, (_, place) => {
    above = header[place]?.trim() || above;
    const under = below[place]?.trim();
    return under ? `${above} ${under}` : header[place] ?? '';
  });
}

const told = (cells: string[]) => filledOf(cells).map(oneLine).join(' ');

type Found = {
  /** Both rows of a merged header as one. */
  header: string[] | null;
  above: string[][];
  body: string[][];
  /** Pages of a long document repeat it. */
  isHeader: (cells: string[]) => boolean;
};

function splitHeader(all: string[][]): Found {
  const at = all.slice(0, HEADER_ROWS).findIndex((cells) => placesByHeader(cells) !== null);
  if (at < 0) return { header: null, above: [], body: all, isHeader: () => false };
  const merged = withSecondRow(all[at]!, all[at + 1]);
  const next = at + (merged ? 2 : 1);
  const written = new Set(all.slice(at, next).map(told));
  return {
    header: merged ?? all[at]!, above: all.slice(0, at), body: all.slice(next),
    isHeader: (cells) => written.has(told(cells)),
  };
}

/** Where the fields stand; without headings the rows of several cells tell it. */
function placesOf({ header, body }: Found): Places {
  if (header) return placesByHeader(header)!;
  const wide = body.filter((cells) => filledOf(cells).length > 1);
  return guessPlaces(wide.length > 0 ? wide : body);
}

function pricesVatIn({ header, body }: Found, { price }: Places): PricesVat | null {
  if (price === undefined) return null;
  const texts = [header?.[price] ?? '', ...body.map((cells) => cells[price] ?? '')];
  return texts.map(pricesVatOf).find((said) => said !== null) ?? null;
}

/** Reads what was copied; an empty text gives no rows. */
export function readSpecification(text: string): Specification {
  const all = readTsv(text).filter((cells) => filledOf(cells).length > 0);
  const found = splitHeader(all);
  const { header, above, isHeader } = found;
  const body = found.body.filter((cells) => !isHeader(cells));
  const places = placesOf(found);
  const width = Math.max(0, ...all.map((cells) => cells.length));
  const taken = new Set(Object.values(places));
  const extraPlaces = Array.from({ length: width }, (_, place) => place)
    .filter((place) => !taken.has(place)
      && body.some((cells) => cells[place]?.trim() && filledOf(cells).length > 1))
    .slice(0, EXTRA_MAX);
  const spec: Specification = {
    rows: [], lineCount: 0, skipped: above.map(told), merged: [],
    pricesVat: pricesVatIn(found, places),
    extraNames: extraPlaces.map((place) =>
      oneLine(header?.[place] ?? '').slice(0, 100) || ruPaste.extra(place + 1)),
  };
  let last: SpecLine | null = null;
  for (const { kind, cells, title } of kindsOfRows(body, { places, extraPlaces })) {
    if (kind === 'title') spec.rows.push({ section: oneLine(title) });
    else if (kind === 'other') spec.skipped.push(told(cells));
    else {
      const line = lineOf(cells, places, extraPlaces);
      if (kind === 'merged' && last) {
        const { name, article }: SpecLine = last;
        spec.merged.push(name || article);
        Object.assign(line, { name, article });
      }
      last = line;
      spec.rows.push(line);
      spec.lineCount += 1;
    }
  }
  return spec;
}

/** Does the block describe goods, or is it cells for the place where the cursor stands? */
export function hasHeader(text: string): boolean {
  return readTsv(text).slice(0, HEADER_ROWS).some((cells) => placesByHeader(cells) !== null);
}
