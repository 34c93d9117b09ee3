// Columns without headings, by what stands in them. Pure.
import { ruPaste } from '../../texts/ru-paste.ts';
import { readDecimal } from './line-text.ts';

export type SpecField =
  | 'article' | 'name' | 'unit' | 'quantity' | 'price' | 'discount' | 'vat' | 'sum' | 'number';
/** Number of the column of each field. */
export type Places = Partial<Record<SpecField, number>>;

type Column = {
  place: number;
  texts: string[];
  numberShare: number;
  unitShare: number;
  meanLength: number;
  median: number;
  isWhole: boolean;
};

const MOST = 0.7;
const UNITS = new Set<string>(ruPaste.units);

const isUnit = (text: string) => UNITS.has(text.toLowerCase().replace(/\.$/, ''));
const numberOf = (text: string) => {
  const value = readDecimal(text.replace(/\s*[^\d\s.,]+\.?$/, ''), 6);
  return value === null ? null : Number(value);
};

function share(texts: string[], fits: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(fits).length / texts.length;
}

function columnAt(rows: string[][], place: number): Column {
  const texts = rows.map((cells) => cells[place]?.trim() ?? '').filter(Boolean);
  const numbers = texts.map(numberOf).filter((value) => value !== null).sort((a, b) => a - b);
  return {
    place,
    texts,
    numberShare: share(texts, (text) => /^\d/.test(text) && numberOf(text) !== null),
    unitShare: share(texts, isUnit),
    meanLength: texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length),
    median: numbers[Math.floor(numbers.length / 2)] ?? 0,
    isWhole: numbers.every(Number.isInteger),
  };
}

/** 1, 2, 3 … down the column. */
function isNumbering(rows: string[][], place: number): boolean {
  return rows.length > 1
    && rows.every((cells, index) => cells[place]?.trim() === String(index + 1));
}

/** Goods codes of digits alone are long, whole and each its own. */
function isCode({ texts, isWhole, meanLength }: Column): boolean {
  return isWhole && meanLength >= 4 && texts.every((text) => /^\d{4,}$/.test(text))
    && new Set(texts).size === texts.length;
}

function splitNumbers(numbers: Column[], rows: string[][]): Places {
  const [a, b, c] = numbers;
  if (!a) return {};
  if (!b) return { quantity: a.place };
  const at = (cells: string[], column: Column) => numberOf(cells[column.place] ?? '') ?? 0;
  const isSum = c !== undefined && share(rows.map((_, row) => String(row)), (row) => {
    const cells = rows[Number(row)]!;
    return Math.abs(at(cells, a) * at(cells, b) - at(cells, c)) < 0.02 * Math.max(1, at(cells, c));
  }) >= MOST;
  // People write the quantity first; where it is plain that they did not, the smaller whole one is.
  const isSwapped = b.isWhole && b.median < a.median && (!a.isWhole || b.median * 20 < a.median);
  const [quantity, price] = isSwapped ? [b, a] : [a, b];
  return {
    quantity: quantity.place, price: price.place, ...(isSum && c ? { sum: c.place } : {}),
  };
}

export function guessPlaces(rows: string[][]): Places {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const places: Places = {};
  const columns: Column[] = [];
  for (let place = 0; place < width; place += 1) {
    if (places.number === undefined && width > 2 && isNumbering(rows, place)) places.number = place;
    else columns.push(columnAt(rows, place));
  }
  const unit = columns.find(({ unitShare }) => unitShare >= MOST);
  const texts = columns.filter((column) => column !== unit && column.texts.length > 0
    && column.numberShare < MOST);
  const numbers = columns.filter((column) => column !== unit && column.numberShare >= MOST);
  const name = texts.toSorted((a, b) => b.meanLength - a.meanLength)[0];
  const code = name ? numbers.find((column) => column.place < name.place && isCode(column)) : null;
  const article = code ?? texts.find((column) => column !== name
    && share(column.texts, (text) => /\d/.test(text) && text.length <= 40) >= MOST);
  if (unit) places.unit = unit.place;
  if (name) places.name = name.place;
  if (article) places.article = article.place;
  return { ...places, ...splitNumbers(numbers.filter((column) => column !== code), rows) };
}
