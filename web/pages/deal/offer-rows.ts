// Rows of the offer grid as a person types them, and the lines that the server takes. Pure.
import type { ProductHit } from '#contract/catalog';
import type { DealLine, LineInput } from '#contract/deals';
import { lineSums } from '#contract/line-sums';
import { VAT_RATES } from '#contract/vat';
import type { VatRate } from '#contract/vat';
import { priceText, quantityText, readDecimal } from './line-text.ts';

export type OfferRow = {
  productId: number | null;
  article: string;
  name: string;
  unit: string;
  quantity: string;
  price: string;
  discount: string;
  vatRate: VatRate;
  vatIncluded: boolean;
};
export type OfferField = 'article' | 'name' | 'quantity' | 'unit' | 'price' | 'discount';

const QUANTITY_DIGITS = 3;
const PRICE_DIGITS = 4;

export function vatRateOf(text: string | null | undefined, fallback: VatRate): VatRate {
  return (VAT_RATES as readonly string[]).includes(text ?? '') ? text as VatRate : fallback;
}

export function emptyRow(vatRate: VatRate): OfferRow {
  return {
    productId: null, article: '', name: '', unit: '', quantity: '1', price: '', discount: '',
    vatRate, vatIncluded: true,
  };
}

export function rowOf(line: DealLine): OfferRow {
  return {
    productId: line.productId,
    article: line.article ?? '',
    name: line.name,
    unit: line.unit ?? '',
    quantity: quantityText(line.quantity),
    price: line.price === null ? '' : priceText(line.price),
    discount: Number(line.discountPercent ?? 0) ? quantityText(line.discountPercent ?? '') : '',
    vatRate: vatRateOf(line.vatRate, '22'),
    vatIncluded: line.vatIncluded,
  };
}

/** A product fills what has not been typed. */
export function withProduct(row: OfferRow, product: ProductHit): OfferRow {
  return {
    ...row,
    productId: product.id,
    article: product.article ?? row.article,
    name: row.name || product.name,
    unit: row.unit || (product.unit ?? ''),
    price: row.price || (product.priceKopecks === null
      ? '' : priceText((product.priceKopecks / 100).toFixed(2))),
    vatRate: vatRateOf(product.vatRate, row.vatRate),
  };
}

export function isBlank(row: OfferRow): boolean {
  return !row.article.trim() && !row.name.trim() && !row.price.trim();
}

/** The field that keeps the row from being saved; null when it can be. */
export function faultyField(row: OfferRow): OfferField | null {
  if (isBlank(row)) return null;
  if (!row.name.trim()) return 'name';
  const quantity = readDecimal(row.quantity, QUANTITY_DIGITS);
  if (quantity === null || Number(quantity) <= 0) return 'quantity';
  if (row.price.trim() && readDecimal(row.price, PRICE_DIGITS) === null) return 'price';
  const discount = row.discount.trim() ? readDecimal(row.discount, PRICE_DIGITS) : '0';
  return discount === null || Number(discount) > 100 ? 'discount' : null;
}

function termsOf(row: OfferRow) {
  return {
    quantity: readDecimal(row.quantity, QUANTITY_DIGITS) ?? '0',
    price: readDecimal(row.price, PRICE_DIGITS) ?? '0',
    discountPercent: readDecimal(row.discount, PRICE_DIGITS) ?? '0',
    vatRate: row.vatRate,
    vatIncluded: row.vatIncluded,
  };
}

/** What the server will compute for the row; null while a field of it cannot be read. */
export function sumsOf(row: OfferRow) {
  return isBlank(row) || faultyField(row) ? null : lineSums(termsOf(row));
}

export type OfferTotals = { sumKopecks: number; vatKopecks: number };

/** The total to pay: tax on top is added, tax within is only named. */
export function totalsOf(rows: OfferRow[]): OfferTotals {
  const totals = { sumKopecks: 0, vatKopecks: 0 };
  for (const row of rows) {
    const sums = sumsOf(row);
    if (!sums) continue;
    totals.sumKopecks += sums.sumKopecks + (row.vatIncluded ? 0 : sums.vatKopecks);
    totals.vatKopecks += sums.vatKopecks;
  }
  return totals;
}

/** Every line for the server; null while some row has a fault. Blank rows are left out. */
export function linesOf(rows: OfferRow[]): LineInput[] | null {
  const filled = rows.filter((row) => !isBlank(row));
  if (filled.some((row) => faultyField(row) !== null)) return null;
  return filled.map((row) => ({
    ...termsOf(row),
    productId: row.productId,
    article: row.article.trim() || null,
    name: row.name.trim(),
    unit: row.unit.trim() || null,
  }));
}
