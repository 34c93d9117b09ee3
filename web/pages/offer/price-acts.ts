// Acts over the prices of many rows at once, each one step of undoing. Pure.
import { discountText, priceText, readDecimal, readDiscount } from './line-text.ts';
import { isLine } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';

/** Null is the whole sheet. */
export type Rows = { top: number; bottom: number } | null;

function eachLine(sheet: OfferSheet, rows: Rows, change: (row: OfferRow) => OfferRow): OfferSheet {
  return {
    ...sheet,
    rows: sheet.rows.map((row, place) => (
      isLine(row) && (rows === null || (place >= rows.top && place <= rows.bottom))
        ? change(row) : row)),
  };
}

/** One percent for all; null when the text is no percent. */
export function withDiscount(sheet: OfferSheet, rows: Rows, text: string): OfferSheet | null {
  const discount = readDiscount(text);
  if (!discount || discount.kopecks) return null;
  return eachLine(sheet, rows, (row) => ({ ...row, discount: discountText(discount) }));
}

export const ROUNDINGS = [1, 10, 100] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** Prices to whole roubles, tens or hundreds: half up, and never to nothing. */
export function withRoundPrices(sheet: OfferSheet, rows: Rows, to: Rounding): OfferSheet {
  return eachLine(sheet, rows, (row) => {
    const price = readDecimal(row.price, 4);
    if (price === null || Number(price) === 0) return row;
    const step = BigInt(to) * 10_000n;
    const [whole = '0', fraction = ''] = price.split('.');
    const scaled = BigInt(whole + fraction.padEnd(4, '0'));
    const rounded = ((2n * scaled + step) / (2n * step)) * BigInt(to);
    return { ...row, price: priceText(String(rounded === 0n ? BigInt(to) : rounded)) };
  });
}
