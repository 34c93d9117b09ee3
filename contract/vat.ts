// VAT by the date of the document.

export const VAT_RATES = ['22', '20', '10', '0', 'none'] as const;
export type VatRate = (typeof VAT_RATES)[number];

/** The day from which the main rate is 22 % (Federal Law 425-FZ of 28 November 2025). */
const MAIN_RATE_RAISED_ON = '2026-01-01';

/** The main rate for a document of that day, 'YYYY-MM-DD'. */
export function defaultVatRate(date: string): VatRate {
  return date < MAIN_RATE_RAISED_ON ? '20' : '22';
}

/** Whole percent; nothing is charged at 'none' as well as at '0', though they print differently. */
export function vatPercent(rate: VatRate): number {
  return rate === 'none' ? 0 : Number(rate);
}

/**
 * The rate of a product for a document of that day: 20 and 22 % are the main rate of their time,
 * whichever of them the catalogue says; nothing said is the main rate too.
 */
export function vatRateOn(date: string, rate: string | null | undefined): VatRate {
  if (rate === '10' || rate === '0' || rate === 'none') return rate;
  return defaultVatRate(date);
}
