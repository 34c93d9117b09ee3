// Rows of the offer as a person types them, and the lines that the server takes. Pure.
import type { ProductHit } from '#contract/catalog';
import type { DealLine, LineColumn, LineInput } from '#contract/deal-lines';
import { documentSums, lineCost, lineSums } from '#contract/line-sums';
import type { DocumentSums, LineTerms } from '#contract/line-sums';
import { VAT_RATES, vatRateOn } from '#contract/vat';
import type { Seller, VatRate } from '#contract/vat';
import {
  discountText, kopecksText, priceText, quantityText, readDecimal, readDiscount,
} from './line-text.ts';

export type OfferRow = {
  /** Lives as long as the row: two people's edits of one row meet by it. */
  key: string;
  productId: number | null;
  article: string;
  name: string;
  unit: string;
  quantity: string;
  price: string;
  discount: string;
  vatRate: VatRate;
  vatIncluded: boolean;
  /** Texts of the added columns by code. */
  extra: Record<string, string>;
  /** A heading of the lines below it: only its name counts. */
  isSection: boolean;
  /** Of one unit of the product; null when unknown or not for this reader. Never saved. */
  costKopecks: number | null;
  /** What the catalogue says of the product. Never saved. */
  productVatRate: string | null;
};
export type OfferField = 'article' | 'name' | 'quantity' | 'unit' | 'price' | 'discount';

/** What the sheet holds: rows, and the columns that people added to this offer. */
export type OfferSheet = { rows: OfferRow[]; columns: LineColumn[] };

const QUANTITY_DIGITS = 3;
const PRICE_DIGITS = 4;
const EXTRA_DIGITS = 6;

let count = 0;

/** Unique in the offer: the moment keeps rows of two people apart, the count those of one. */
export function newKey(): string {
  count += 1;
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 6)}-${count}`;
}

/** Of a row that no product stands behind. */
export const NO_PRODUCT = { productId: null, costKopecks: null, productVatRate: null } as const;

export function emptyRow(seller: Seller, vatIncluded = true): OfferRow {
  return {
    ...NO_PRODUCT, key: newKey(), article: '', name: '', unit: '', quantity: '1', price: '',
    discount: '', vatRate: vatRateOn(seller, null), vatIncluded, extra: {}, isSection: false,
  };
}

export function sectionRow(name: string): OfferRow {
  return {
    ...NO_PRODUCT, key: newKey(), article: '', name, unit: '', quantity: '', price: '',
    discount: '', vatRate: 'none', vatIncluded: true, extra: {}, isSection: true,
  };
}

function vatRateOf(text: string): VatRate {
  return VAT_RATES.find((rate) => rate === text) ?? 'none';
}

export function rowOf(line: DealLine): OfferRow {
  if (line.isSection) return { ...sectionRow(line.name), key: line.key };
  return {
    key: line.key,
    productId: line.productId,
    article: line.article ?? '',
    name: line.name,
    unit: line.unit ?? '',
    quantity: quantityText(line.quantity),
    price: line.price === null ? '' : priceText(line.price),
    discount: discountText({
      percent: line.discountPercent ?? '0', kopecks: line.discountKopecks,
    }),
    vatRate: vatRateOf(line.vatRate),
    vatIncluded: line.vatIncluded,
    extra: line.extra,
    isSection: false,
    costKopecks: line.costKopecks,
    productVatRate: line.productVatRate,
  };
}

/** A chosen product says what it is; what a person has typed of price and unit stays. */
export function withProduct(row: OfferRow, product: ProductHit, seller: Seller): OfferRow {
  return {
    ...row,
    productId: product.id,
    costKopecks: product.costKopecks,
    productVatRate: product.vatRate,
    article: product.article ?? row.article,
    name: product.name,
    unit: row.unit || (product.unit ?? ''),
    price: row.price || (product.priceKopecks === null ? '' : kopecksText(product.priceKopecks)),
    vatRate: product.vatRate === null ? row.vatRate : vatRateOn(seller, product.vatRate),
  };
}

export function isBlank(row: OfferRow): boolean {
  if (row.isSection) return false;
  return !row.article.trim() && !row.name.trim() && !row.price.trim()
    && Object.values(row.extra).every((text) => !text.trim());
}

/** The name that is saved: an article alone names the line too. */
const nameOf = (row: OfferRow) => row.name.trim() || row.article.trim();

/** The fields that keep the row from being saved, in the order of the sheet. */
export function faultyFields(row: OfferRow): OfferField[] {
  if (isBlank(row)) return [];
  const faults: OfferField[] = nameOf(row) ? [] : ['name'];
  if (row.isSection) return faults;
  const quantity = readDecimal(row.quantity, QUANTITY_DIGITS);
  if (quantity === null || Number(quantity) <= 0 || quantity.length > 13) faults.push('quantity');
  if (row.price.trim() && readDecimal(row.price, PRICE_DIGITS) === null) faults.push('price');
  if (readDiscount(row.discount) === null || (faults.length === 0
    && lineSums(termsOf(row)).sumKopecks < 0)) faults.push('discount');
  return faults;
}

export const faultyField = (row: OfferRow): OfferField | null => faultyFields(row)[0] ?? null;

/** The added column whose text is no number or day; null when all fit. */
export function faultyColumn(row: OfferRow, columns: LineColumn[]): string | null {
  const bad = columns.find(({ code, type }) =>
    row.extra[code]?.trim() && extraValue(type, row.extra[code]) === null);
  return bad?.code ?? null;
}

/** "1 200,5" → "1200.5", "24.12.2026" → "2026-12-24"; null when the text does not fit. */
export function extraValue(type: LineColumn['type'], text: string): string | null {
  const typed = text.trim();
  if (type === 'number') {
    const sign = /^[-−]/.test(typed) ? '-' : '';
    const plain = readDecimal(typed.replace(/^[-−]/, ''), EXTRA_DIGITS);
    return plain === null ? null : sign + plain;
  }
  if (type === 'text') return typed.slice(0, 1000);
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return typed;
  const match = /^(\d{1,2})[./](\d{1,2})[./](\d{2}|\d{4})$/.exec(typed);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  return `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function termsOf(row: OfferRow): LineTerms {
  const discount = readDiscount(row.discount);
  return {
    quantity: readDecimal(row.quantity, QUANTITY_DIGITS) ?? '0',
    price: readDecimal(row.price, PRICE_DIGITS) ?? '0',
    discountPercent: discount?.percent ?? '0',
    discountKopecks: discount?.kopecks ?? null,
    vatRate: row.vatRate,
    vatIncluded: row.vatIncluded,
  };
}

/** A line of goods: neither a blank row nor a heading. */
export const isLine = (row: OfferRow) => !row.isSection && !isBlank(row);

const counts = (row: OfferRow) => isLine(row) && faultyField(row) === null;

/** What the server will compute for the row; null while a field of it cannot be read. */
export function sumsOf(row: OfferRow) {
  return counts(row) ? lineSums(termsOf(row)) : null;
}

/** What the row earns, in the terms of its price; null while its cost is unknown. */
export function marginOf(row: OfferRow): { kopecks: number; sumKopecks: number } | null {
  const sums = sumsOf(row);
  if (!sums || row.costKopecks === null) return null;
  const { quantity } = termsOf(row);
  const { sumKopecks } = sums;
  return { kopecks: sumKopecks - lineCost(quantity, row.costKopecks), sumKopecks };
}

export type MarginTotal = { kopecks: number; sumKopecks: number; unknownCount: number };

/** Of the lines whose cost is known; null when none is. */
export function totalMargin(rows: OfferRow[]): MarginTotal | null {
  const total = { kopecks: 0, sumKopecks: 0, unknownCount: 0 };
  let knownCount = 0;
  for (const row of rows.filter(counts)) {
    const margin = marginOf(row);
    if (margin === null) total.unknownCount += 1;
    else {
      knownCount += 1;
      total.kopecks += margin.kopecks;
      total.sumKopecks += margin.sumKopecks;
    }
  }
  return knownCount > 0 ? total : null;
}

/** Sums of the sections by the key of their heading: what the column «Сумма» adds up to. */
export function sectionSums(rows: OfferRow[]): Map<string, number> {
  const sums = new Map<string, number>();
  let section: string | null = null;
  for (const row of rows) {
    if (row.isSection) {
      section = row.key;
      sums.set(section, 0);
    } else if (section !== null) {
      sums.set(section, sums.get(section)! + (sumsOf(row)?.sumKopecks ?? 0));
    }
  }
  return sums;
}

export function totalsOf(rows: OfferRow[]): DocumentSums {
  return documentSums(rows.filter(counts).map(termsOf));
}

const SECTION = { quantity: '0', price: '0', vatRate: 'none', isSection: true } as const;

function lineOf(row: OfferRow, columns: LineColumn[]): LineInput {
  if (row.isSection) return { ...SECTION, key: row.key, name: nameOf(row).slice(0, 1000) };
  const { discountKopecks, ...terms } = termsOf(row);
  const extra = columns.flatMap(({ code, type }): [string, string][] => {
    const value = extraValue(type, row.extra[code] ?? '');
    return value ? [[code, value]] : [];
  });
  return {
    ...terms,
    ...(discountKopecks ? { discountKopecks } : {}),
    key: row.key,
    productId: row.productId,
    article: row.article.trim().slice(0, 100) || null,
    name: nameOf(row).slice(0, 1000),
    unit: row.unit.trim().slice(0, 30) || null,
    extra: Object.fromEntries(extra),
  };
}

/** Where the sheet cannot be saved: the row and the id of the column; null when it can. */
export function faultOf({ rows, columns }: OfferSheet): { row: number; column: string } | null {
  for (const [row, each] of rows.entries()) {
    const column = faultyField(each) ?? faultyColumn(each, columns);
    if (column !== null) return { row, column };
  }
  return null;
}

/** Every line for the server; null while some row has a fault. Blank rows are left out. */
export function linesOf(sheet: OfferSheet): LineInput[] | null {
  if (faultOf(sheet)) return null;
  return sheet.rows.filter((row) => !isBlank(row)).map((row) => lineOf(row, sheet.columns));
}
