// Lines whose VAT is not what the seller of today charges, and the act that mends them. Pure.
import { vatRateOn } from '#contract/vat';
import type { Seller, VatRate } from '#contract/vat';
import { isLine } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';

/** Rates that say who sold, not what: under another seller the catalogue says what is due. */
const OF_SELLER = new Set<VatRate>(['none', '5', '7']);

/**
 * The rate that is due on a row. «Без НДС» of a row that no product stands behind may be meant so:
 * it is taken for another seller's word only where the whole offer says it.
 */
function dueRate(row: OfferRow, seller: Seller, isWhollyExempt: boolean): VatRate {
  if (!OF_SELLER.has(row.vatRate)) return vatRateOn(seller, row.vatRate);
  if (row.productVatRate !== null) return vatRateOn(seller, row.productVatRate);
  return vatRateOn(seller, row.vatRate === 'none' && !isWhollyExempt ? 'none' : null);
}

const dueRates = ({ rows }: OfferSheet, seller: Seller): VatRate[] => {
  const isWhollyExempt = rows.filter(isLine).every(({ vatRate }) => vatRate === 'none');
  return rows.map((row) => (isLine(row) ? dueRate(row, seller, isWhollyExempt) : row.vatRate));
};

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
