// VAT by the date of the document and by the tax regime of the seller.

export const VAT_RATES = ['22', '20', '10', '7', '5', '0', 'none'] as const;
export type VatRate = (typeof VAT_RATES)[number];

/** Of goods, whoever sells them: 5 and 7 % belong to sellers on the simplified system. */
export const PRODUCT_VAT_RATES = ['22', '20', '10', '0', 'none'] as const;
export type ProductVatRate = (typeof PRODUCT_VAT_RATES)[number];

/** The general system; the simplified one with the reduced rates; the simplified one without. */
export const VAT_REGIMES = ['vat', 'usn5', 'usn7', 'none'] as const;
export type VatRegime = (typeof VAT_REGIMES)[number];

/** Who sells and when: what the tax of a line follows from. */
export type Seller = { day: string; regime: VatRegime };

/** The day from which the main rate is 22 % (Federal Law 425-FZ of 28 November 2025). */
const MAIN_RATE_RAISED_ON = '2026-01-01';
/** The simplified system knows VAT from that day (Federal Law 176-FZ of 12 July 2024). */
const REDUCED_RATES_SINCE = '2025-01-01';

const REDUCED = { usn5: '5', usn7: '7' } as const;

/** The rate of goods of which nothing is said, in a document of that day, 'YYYY-MM-DD'. */
export function defaultVatRate({ day, regime }: Seller): VatRate {
  if (regime === 'vat') return day < MAIN_RATE_RAISED_ON ? '20' : '22';
  return regime === 'none' || day < REDUCED_RATES_SINCE ? 'none' : REDUCED[regime];
}

/** Whole percent; nothing is charged at 'none' as well as at '0', though they print differently. */
export function vatPercent(rate: VatRate): number {
  return rate === 'none' ? 0 : Number(rate);
}

/**
 * The rate of goods for that seller and day: 20 and 22 % are the main rate of their time, whichever
 * of them the catalogue says; nothing said is the main rate too. Export and exempt goods stay so
 * for everybody but those who charge nothing at all; 10 % is of the general system alone.
 */
export function vatRateOn(seller: Seller, rate: string | null | undefined): VatRate {
  const main = defaultVatRate(seller);
  if (main === 'none') return 'none';
  if (rate === '0' || rate === 'none') return rate;
  return rate === '10' && seller.regime === 'vat' ? '10' : main;
}

/** Rates that say who sold, not what: under another seller the catalogue says what is due. */
const OF_SELLER = new Set<VatRate>(['none', '5', '7']);

/** A line of an offer; of its product as the catalogue has it, null when none stands behind it. */
export type TaxedLine = { vatRate: VatRate; productVatRate: string | null; isSection: boolean };

/**
 * The rates that are due on lines when this seller offers them. «Без НДС» of a line that no product
 * stands behind may be meant so: it is taken for another seller's word only where the whole offer
 * says it. What this seller charges anyway stays, or a second count would undo the first. Headings
 * keep what they have.
 */
export function dueVatRates(lines: readonly TaxedLine[], seller: Seller): VatRate[] {
  const due = lines.map((line) => certainRate(line, seller));
  const says = (rates: readonly (VatRate | null)[]) => rates.every((rate, at) =>
    lines[at]!.isSection || rate === null || rate === 'none');
  const isWhollyExempt = says(due) || says(lines.map(({ vatRate }) => vatRate));
  return due.map((rate) => rate ?? (isWhollyExempt ? defaultVatRate(seller) : 'none'));
}

/** Null of «без НДС» that no product stands behind. */
function certainRate(line: TaxedLine, seller: Seller): VatRate | null {
  const { vatRate, productVatRate, isSection } = line;
  if (isSection || vatRate === defaultVatRate(seller)) return vatRate;
  if (!OF_SELLER.has(vatRate)) return vatRateOn(seller, vatRate);
  if (productVatRate !== null) return vatRateOn(seller, productVatRate);
  return vatRate === 'none' ? null : vatRateOn(seller, null);
}
