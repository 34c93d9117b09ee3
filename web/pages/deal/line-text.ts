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

/** What a person typed or pasted → an exact decimal; null when it is none. */
export function readDecimal(text: string, digits: number): string | null {
  const plain = text.replace(/[\s\u00a0\u202f\u2009₽]/g, '').replace(',', '.');
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const whole = (match[1] ?? '0').replace(/^0+(?=\d)/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  return fraction ? `${whole}.${fraction}` : whole;
}
