// Sums of one line in whole kopecks. All arithmetic is BigInt: quantity has three decimals, price
// four, discount four, and a rouble total must equal 1C's to the kopeck.
import { type VatRate, vatPercent } from './vat.ts';

export type LineTerms = {
  /** Decimal texts: at most 3, 4 and 4 digits after the point. */
  quantity: string;
  price: string;
  discountPercent: string;
  vatRate: VatRate;
  vatIncluded: boolean;
};

export type LineSums = { sumKopecks: number; vatKopecks: number };

/** "12.5" with 3 digits → 12500n. */
function scaled(decimal: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
}

/** Round half up; both are not negative. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

// quantity × price × (100 − discount) carries 3 + 4 + 4 decimals and two of the percent; the two of
// kopecks stay.
const SUM_DIVISOR = 10n ** (3n + 4n + 4n + 2n - 2n);

/** Sum of the line after discount, and the tax in it or on top of it. */
export function lineSums(line: LineTerms): LineSums {
  const quantity = scaled(line.quantity, 3);
  const price = scaled(line.price, 4);
  const left = scaled('100', 4) - scaled(line.discountPercent, 4);
  const sum = divideRounded(quantity * price * left, SUM_DIVISOR);
  const rate = BigInt(vatPercent(line.vatRate));
  const vat = line.vatIncluded
    ? divideRounded(sum * rate, 100n + rate)
    : divideRounded(sum * rate, 100n);
  return { sumKopecks: Number(sum), vatKopecks: Number(vat) };
}
