// Lines whose VAT is not what the seller of today charges, and the act that mends them. Pure.
import { dueVatRates } from '#contract/vat';
import type { Seller, VatRate } from '#contract/vat';
import { isLine } from './offer-rows.ts';
import type { OfferSheet } from './offer-rows.ts';

const dueRates = ({ rows }: OfferSheet, seller: Seller): VatRate[] =>
  dueVatRates(rows.map((row) => ({ ...row, isSection: !isLine(row) })), seller);

/** How many lines are at a rate that this seller does not charge today. */
export function strangeRates(sheet: OfferSheet, seller: Seller): number {
  const due = dueRates(sheet, seller);
  return sheet.rows.filter((row, at) => row.vatRate !== due[at]).length;
}

/** Every line at the rate that is due: one step of undoing. */
export function withDueRates(sheet: OfferSheet, seller: Seller): OfferSheet {
  const due = dueRates(sheet, seller);
  return {
    ...sheet,
    rows: sheet.rows.map((row, at) => (row.vatRate === due[at] ? row
      : { ...row, vatRate: due[at]! })),
  };
}
