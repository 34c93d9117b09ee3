// Quantities and prices of lines: exact decimals as text on the wire, Russian on the screen.

const NBSP = '\u00a0';

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

function grouped(text: string): string {
  const [whole = '0', fraction] = text.split('.');
  const shown = whole.replace(/\B(?=(\d{3})+(?!\d))/g, NBSP);
  return fraction ? `${shown},${fraction}` : shown;
}

/** "2.000" → "2", "0.5" → "0,5". */
export function quantityText(value: string): string {
  return grouped(withoutZeros(value));
}

/** "1184000.00" → "1 184 000", "99.5" → "99,50". */
export function priceText(value: string): string {
  const plain = withoutZeros(value);
  const [whole = '0', fraction = ''] = plain.split('.');
  return grouped(fraction.length === 1 ? `${whole}.${fraction}0` : plain);
}

/** 150050 → "1 500,50". */
export function kopecksText(kopecks: number): string {
  return priceText((kopecks / 100).toFixed(2));
}

/** The point of a number: "1,234.50" has both signs, and the last of them is the point. */
function withPoint(text: string): string {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma < 0 || point < 0) return text.replace(',', '.');
  return comma > point
    ? text.replaceAll('.', '').replace(',', '.')
    : text.replaceAll(',', '');
}

/** What a person typed or pasted → an exact decimal; null when it is none. */
export function readDecimal(text: string, digits: number): string | null {
  const plain = withPoint(text.replace(/[\s\u00a0\u202f\u2009₽]|руб\.?$|р\.?$/gi, ''));
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const whole = (match[1] ?? '0').replace(/^0+(?=\d)/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  return fraction ? `${whole}.${fraction}` : whole;
}

export type Discount = { percent: string; kopecks: number | null };

const NO_DISCOUNT: Discount = { percent: '0', kopecks: null };
const DISCOUNT_DIGITS = 4;

/** "5", "5 %" is a percent; "500 ₽", "500р" is a sum of the line; null when it is neither. */
export function readDiscount(text: string): Discount | null {
  const typed = text.trim();
  if (typed === '') return NO_DISCOUNT;
  if (/(₽|руб\.?|р\.?)$/i.test(typed)) {
    const roubles = readDecimal(typed, 2);
    if (roubles === null) return null;
    const [whole = '0', fraction = ''] = roubles.split('.');
    const kopecks = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
    return kopecks === 0 ? NO_DISCOUNT : { percent: '0', kopecks };
  }
  const percent = readDecimal(typed.replace(/%$/, ''), DISCOUNT_DIGITS);
  return percent === null || Number(percent) > 100 ? null : { percent, kopecks: null };
}

export function discountText({ percent, kopecks }: Discount): string {
  if (kopecks) return `${kopecksText(kopecks)}${NBSP}₽`;
  return Number(percent) === 0 ? '' : `${quantityText(percent)}${NBSP}%`;
}
