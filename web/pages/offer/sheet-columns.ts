// Columns of the sheet: what a cell shows, and what a row becomes when a text is put into it. Pure.
import type { LineColumn } from '#contract/deal-lines';
import { marginPercent } from '#contract/line-sums';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatSum } from '../../ui/format.ts';
import {
  discountText, kopecksText, priceText, quantityText, readDecimal, readDiscount,
} from './line-text.ts';
import { extraValue, faultyFields, isBlank, marginOf, NO_PRODUCT, sumsOf } from './offer-rows.ts';
import type { OfferRow } from './offer-rows.ts';
import { readVat } from './spec-values.ts';

export type SheetColumn = {
  id: string;
  title: string;
  widthPx: number;
  grows?: boolean;
  align?: 'right';
  /** For us alone: never in a file for the customer. */
  isInner?: boolean;
  /** How a cell is edited; absent for what is counted. */
  edit?: 'text' | 'product' | 'vat';
  text: (row: OfferRow) => string;
  /** The row with that text in the cell. */
  put?: (row: OfferRow, text: string) => OfferRow;
  isFaulty?: (row: OfferRow) => boolean;
};

const { goods } = ruDeal;

type Field = 'article' | 'name' | 'unit' | 'quantity' | 'price' | 'discount';

function field(id: Field, shape: Partial<SheetColumn> & { widthPx: number }): SheetColumn {
  return {
    id, title: goods[id], edit: 'text',
    text: (row) => row[id],
    put: (row, text) => ({ ...row, [id]: text }),
    isFaulty: (row) => faultyFields(row).includes(id),
    ...shape,
  };
}

/** A number that can be read is written as the house writes it; another text waits for a person. */
const decimal = (digits: number, write: (value: string) => string) => (text: string) => {
  const value = readDecimal(text, digits);
  return value === null ? text.trim() : write(value);
};
const quantity = decimal(3, quantityText);
const price = decimal(4, priceText);

function discount(text: string): string {
  const read = readDiscount(text);
  return read === null ? text.trim() : discountText(read);
}

export const SHEET_COLUMNS: SheetColumn[] = [
  field('article', {
    widthPx: 132, edit: 'product',
    // Another article is another product, unless the person says it is the same.
    put: (row, text) => ({
      ...row, article: text.trim(),
      ...(text.trim() === row.article ? {} : NO_PRODUCT),
    }),
  }),
  field('name', { widthPx: 176, grows: true, edit: 'product' }),
  field('quantity', {
    widthPx: 68, align: 'right', put: (row, text) => ({ ...row, quantity: quantity(text) }),
  }),
  field('unit', { widthPx: 46 }),
  field('price', {
    widthPx: 96, align: 'right', put: (row, text) => ({ ...row, price: price(text) }),
  }),
  field('discount', {
    title: ruOffer.discount, widthPx: 70, align: 'right',
    put: (row, text) => ({ ...row, discount: discount(text) }),
  }),
  {
    id: 'vat', title: goods.vat, widthPx: 72, edit: 'vat',
    text: (row) => (isBlank(row) ? '' : ruDeal.vatRate(row.vatRate)),
    put: (row, text) => ({ ...row, vatRate: readVat(text) ?? row.vatRate }),
  },
  {
    id: 'sum', title: goods.sum, widthPx: 108, align: 'right',
    text: (row) => {
      const sums = sumsOf(row);
      return sums ? formatSum(sums.sumKopecks) : '';
    },
  },
];

/** For those who may see what goods cost us; counted, never typed. */
export const MARGIN_COLUMNS: SheetColumn[] = [
  {
    id: 'cost', isInner: true, title: ruOffer.cost, widthPx: 96, align: 'right',
    text: (row) => (row.costKopecks === null ? '' : kopecksText(row.costKopecks)),
  },
  {
    id: 'margin', isInner: true, title: ruOffer.margin, widthPx: 104, align: 'right',
    text: (row) => {
      const margin = marginOf(row);
      return margin ? formatSum(margin.kopecks) : '';
    },
  },
  {
    id: 'marginPercent', isInner: true, title: ruOffer.marginPercent, widthPx: 84, align: 'right',
    text: (row) => {
      const margin = marginOf(row);
      const percent = margin ? marginPercent(margin.kopecks, margin.sumKopecks) : null;
      return percent === null ? '' : `${percent}\u00a0%`;
    },
  },
];

/** A heading has a name and nothing else. */
function forSections(column: SheetColumn): SheetColumn {
  if (column.id === 'name') return column;
  const { put } = column;
  return {
    ...column,
    text: (row) => (row.isSection ? '' : column.text(row)),
    ...(put ? {
      put: (row: OfferRow, text: string) => (row.isSection ? row : put(row, text)),
    } : {}),
  };
}

type ColumnsAsked = {
  added: LineColumn[]; hidden: ReadonlySet<string>; seesCost: boolean;
};

/** Added columns stand before the sum, which closes the row for those who see no margin. */
export function columnsWith({ added, hidden, seesCost }: ColumnsAsked): SheetColumn[] {
  const extra = added.map((column): SheetColumn => ({
    id: column.code,
    title: column.name,
    widthPx: column.type === 'text' ? 124 : 96,
    edit: 'text',
    ...(column.type === 'number' ? { align: 'right' as const } : {}),
    text: (row) => extraText(column.type, row.extra[column.code] ?? ''),
    put: (row, text) => ({
      ...row,
      extra: { ...row.extra, [column.code]: extraValue(column.type, text) ?? text.trim() },
    }),
    isFaulty: (row) => Boolean(row.extra[column.code]?.trim())
      && extraValue(column.type, row.extra[column.code] ?? '') === null,
  }));
  const all = [...SHEET_COLUMNS.slice(0, -1), ...extra, ...SHEET_COLUMNS.slice(-1),
    ...(seesCost ? MARGIN_COLUMNS : [])];
  return all.filter((column) => !hidden.has(column.id)).map(forSections);
}

/** The value of an added column as people read it. */
export function extraText(type: LineColumn['type'], value: string): string {
  if (type === 'number') return decimal(6, quantityText)(value);
  const day = type === 'date' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  return day ? `${day[3]}.${day[2]}.${day[1]}` : value;
}

export const widthOf = ({ grows, widthPx }: SheetColumn) =>
  ({ flex: `${grows ? 1 : 0} 0 ${widthPx}px`, minWidth: widthPx });

const NUMBER_PX = 40;

/** Narrower than this the sheet scrolls: the head and every row are of one width. */
export const leastWidthOf = (columns: SheetColumn[]): number =>
  columns.reduce((width, { widthPx }) => width + widthPx, NUMBER_PX);

/** How far the sheet is scrolled when the column is seen whole, moved no more than it needs. */
export function scrolledTo(
  columns: SheetColumn[], place: number, seen: { from: number; width: number },
): number {
  const sumPlace = columns.findIndex(({ id }) => id === 'sum');
  if (seen.width >= leastWidthOf(columns) || place === sumPlace) return seen.from;
  const left = leastWidthOf(columns.slice(0, place));
  const right = left + (columns[place]?.widthPx ?? 0);
  const covered = place < sumPlace ? columns[sumPlace]?.widthPx ?? 0 : 0;
  // The first column brings the numbers of the rows along.
  const least = place === 0 ? 0 : Math.min(seen.from, left);
  return Math.max(least, right + covered - seen.width);
}
