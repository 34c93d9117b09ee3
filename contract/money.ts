// Money travels as integer kopecks; roubles exist only on the wire of 1C and on the screen.

/** Integer hundredths of a currency unit. Safe up to 90 trillion roubles (2^53 kopecks). */
export type Kopecks = number;

/** Integer percent, floored: 99.6 is 99, and 100 means paid in full. */
export type Percent = number;

const DECIMAL_MONEY = /^-?\d{1,13}(?:\.\d{1,2})?$/;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/**
 * "1660000.50" → 166000050; null when the text is not a decimal with at most two digits. A file of
 * history has millions of sums: no parts of a match are made, the digits are added up.
 */
export function kopecksFromDecimal(text: string): Kopecks | null {
  if (!DECIMAL_MONEY.test(text)) return null;
  let [digits, scale] = [0, 100];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT) scale = 10 ** (3 - (text.length - index));
    else if (code !== MINUS) digits = digits * 10 + code - ZERO;
  }
  const kopecks = digits * scale;
  return text.charCodeAt(0) === MINUS && kopecks !== 0 ? -kopecks : kopecks;
}

/** 166000050 → "1660000.50", the form that 1C reads. */
export function decimalFromKopecks(kopecks: Kopecks): string {
  const absolute = Math.abs(kopecks);
  const fraction = String(absolute % 100).padStart(2, '0');
  return `${kopecks < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${fraction}`;
}

/** Share of `amount` covered by `part`: null without an amount, 100 only when covered in full. */
export function coveredPercent(part: Kopecks, amount: Kopecks): Percent | null {
  if (amount <= 0) return null;
  if (part <= 0) return 0;
  if (part >= amount) return 100;
  return Number((BigInt(part) * 100n) / BigInt(amount));
}
