// Sums of lines and of a whole document in whole kopecks: one rule for the screen and the server.
// All arithmetic is BigInt: quantity has three decimals, price four, discount four, and a rouble
// total must equal 1C's to the kopeck. 1C rounds every line, half up, and adds rounded lines.
import { type VatRate, vatPercent } from './vat.ts';

export type LineTerms = {
  /** Decimal texts: at most 3, 4 and 4 digits after the point. */
  quantity: string;
  price: string;
  discountPercent: string;
  /** A discount given as a sum of the whole line; it takes the place of the percent. */
  discountKopecks?: number | null | undefined;
  vatRate: VatRate;
  vatIncluded: boolean;
};

/** `goods` before the discount, `sum` after it; tax stands within `sum` or on top of it. */
export type LineSums = {
  goodsKopecks: number; sumKopecks: number; vatKopecks: number;
};

export type DocumentSums = {
  goodsKopecks: number;
  discountKopecks: number;
  /** Within the total, whether it was included in prices or came on top. */
  vatKopecks: number;
  /** What is to be paid. */
  totalKopecks: number;
};

/** "12.5" with 3 digits → 12500n. */
function scaled(decimal: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
}

/** Round half up; both are not negative. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

// quantity × price carries 3 + 4 decimals; the two of kopecks stay. The discount brings four
// decimals and the two of the percent.
const GOODS_DIVISOR = 10n ** (3n + 4n - 2n);
const SUM_DIVISOR = GOODS_DIVISOR * 10n ** (4n + 2n);

/** Sum of the line before and after discount, and the tax in it or on top of it. */
export function lineSums(line: LineTerms): LineSums {
  const gross = scaled(line.quantity, 3) * scaled(line.price, 4);
  const goods = divideRounded(gross, GOODS_DIVISOR);
  const sum = line.discountKopecks
    ? goods - BigInt(line.discountKopecks)
    : divideRounded(gross * (scaled('100', 4) - scaled(line.discountPercent, 4)), SUM_DIVISOR);
  const rate = BigInt(vatPercent(line.vatRate));
  const vat = line.vatIncluded
    ? divideRounded(sum * rate, 100n + rate)
    : divideRounded(sum * rate, 100n);
  return { goodsKopecks: Number(goods), sumKopecks: Number(sum), vatKopecks: Number(vat) };
}

/** Σ of rounded lines, as 1C's documents do; the order of lines does not matter. */
export function documentSums(lines: Iterable<LineTerms>): DocumentSums {
  const sums = { goodsKopecks: 0, discountKopecks: 0, vatKopecks: 0, totalKopecks: 0 };
  for (const line of lines) {
    const { goodsKopecks, sumKopecks, vatKopecks } = lineSums(line);
    sums.goodsKopecks += goodsKopecks;
    sums.discountKopecks += goodsKopecks - sumKopecks;
    sums.vatKopecks += vatKopecks;
    sums.totalKopecks += sumKopecks + (line.vatIncluded ? 0 : vatKopecks);
  }
  return sums;
}

/** What the goods of a line cost us: quantity × the purchase price of one unit. */
export function lineCost(quantity: string, costKopecks: number): number {
  return Number(divideRounded(scaled(quantity, 3) * BigInt(costKopecks), 10n ** 3n));
}

/** Whole percent of the sum, floored as all percents are; null of nothing. */
export function marginPercent(marginKopecks: number, sumKopecks: number): number | null {
  return sumKopecks === 0 ? null : Math.floor((marginKopecks * 100) / sumKopecks);
}
