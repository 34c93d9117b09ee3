// Readers of numbers. The wire carries decimals as text, because JSON numbers become doubles on
// the way and 0.1 + 0.2 of a kopeck is money.
import { decimalFromKopecks, kopecksFromDecimal, type Kopecks } from '#contract/money';
import { endingOf, labelOf } from './problem.ts';
import { missing } from './read-text.ts';
import { note, shown, type Fields, type Reading } from './reading.ts';

export type Sign = 'positive' | 'signed';

/** Zeros after kopecks are no money. */
const ZEROS = /(\.\d\d)0+$/;

/** "1000.5000" → 100050; null when it is no decimal or has parts of a kopeck. */
export const kopecksOnWire = (text: string): Kopecks | null =>
  kopecksFromDecimal(text) ?? kopecksFromDecimal(text.replace(ZEROS, '$1'));

/** Kopecks of a sum, null when absent. `positive` refuses a minus: the document's kind gives it. */
export function readSum(r: Reading, fields: Fields, key: string, sign: Sign): Kopecks | null {
  const value = fields[key];
  if (value === undefined || value === null || value === '') return null;
  const kopecks = typeof value === 'string' ? kopecksOnWire(value) : null;
  if (kopecks === null) {
    note(r, key, badDecimal(key, value, 2));
    return null;
  }
  if (kopecks < 0 && sign === 'positive') note(r, key, negative(key, value));
  // "-0.00" must not become the -0 of JavaScript, which is not equal to 0 everywhere.
  return kopecks === 0 ? 0 : kopecks;
}

/** Like `readSum`, but absence is a fault. */
export function requireSum(r: Reading, fields: Fields, key: string, sign: Sign): Kopecks {
  const before = r.problems.length;
  const kopecks = readSum(r, fields, key, sign);
  if (kopecks === null && r.problems.length === before) missing(r, key);
  return kopecks ?? 0;
}

// Columns of numbers are numeric without a scale; 20 digits hold any double that was printed.
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,20})?$/;

/** Numeric text for PostgreSQL, null when absent. */
export function readDecimal(r: Reading, fields: Fields, key: string, sign: Sign): string | null {
  const value = fields[key];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    note(r, key, badDecimal(key, value, 20));
    return null;
  }
  if (value.charCodeAt(0) !== 45) return value;
  const isZero = Number(value) === 0;
  if (!isZero && sign === 'positive') note(r, key, negative(key, value));
  return isZero ? value.slice(1) : value;
}

export function requireDecimal(r: Reading, fields: Fields, key: string, sign: Sign): string {
  const before = r.problems.length;
  const text = readDecimal(r, fields, key, sign);
  if (text === null && r.problems.length === before) missing(r, key);
  return text ?? '0';
}

/** A percent from 0 to 100 as text. */
export function readPercent(r: Reading, fields: Fields, key: string): string | null {
  const text = readDecimal(r, fields, key, 'positive');
  if (text === null || Number(text) <= 100) return text;
  note(r, key, `${labelOf(key)} ${shown(text)}: нужно от 0 до 100`);
  return null;
}

/**
 * VAT percent; null is «без НДС», which some configurations send as the word. A rate within a sum,
 * «20/120», is the rate of an advance.
 */
export function readVatRate(r: Reading, fields: Fields): string | null {
  const value = fields['vatRate'];
  if (typeof value === 'string' && /^(none|без\s?ндс)$/i.test(value.trim())) return null;
  const within = typeof value === 'string' ? /^(\d{1,2})\/1\d\d$/.exec(value.trim()) : null;
  if (within) return within[1]!;
  return readPercent(r, fields, 'vatRate');
}

/** A number of CRM, "12345" or 12345: integers of this size survive JSON. */
export function readDealId(r: Reading, fields: Fields): number | null {
  const value = fields['crmDealId'];
  if (value === undefined || value === null || value === '') return null;
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  note(r, 'crmDealId', `Номер сделки CRM ${shown(value)}: нужны только цифры`);
  return null;
}

/** "12.5" → "-12.5", and back; zero stays zero. */
export function negated(text: string): string {
  if (text.charCodeAt(0) === 45) return text.slice(1);
  return Number(text) === 0 ? text : `-${text}`;
}

function negative(key: string, value: unknown): string {
  return `${labelOf(key)} ${shown(value)} с минусом: знак даёт вид документа, нужно без минуса`;
}

/** Says what is wrong with a decimal and, when it can be guessed, how to write it. */
function badDecimal(key: string, value: unknown, digits: number): string {
  const said = `${labelOf(key)} ${shown(value)}`;
  if (typeof value === 'number') {
    const wanted = Number.isFinite(value) && Math.abs(value) < 1e13 ? value.toFixed(2) : '1000.00';
    return `${said} передан${endingOf(key)} числом JSON: нужна строка "${wanted}"`;
  }
  if (typeof value !== 'string') return `${said}: нужна строка "1000.00"`;
  const wanted = guessed(value);
  if (wanted !== null) {
    const faults = /\s/.test(value) ? ['пробелами'] : [];
    if (value.includes(',')) faults.push('запятой');
    return `${said} записан${endingOf(key)} с ${faults.join(' и ')}: нужно ${wanted}`;
  }
  if (/^-?\d+(\.\d+)?$/.test(value)) {
    const [most, whole] = digits === 2 ? ['двух', 13] : [digits, 15];
    return `${said}: не больше ${most} знаков после точки и ${whole} знаков до неё`;
  }
  return `${said} не число: нужно вроде 1000.00`;
}

/** «1 000,00» and «1,000.00» → "1000.00"; null when it was not blanks or commas that spoilt it. */
function guessed(value: string): string | null {
  if (!/[\s,]/.test(value)) return null;
  const plain = value.replace(/\s/g, '');
  const pointed = plain.includes('.') ? plain.replaceAll(',', '') : plain.replace(',', '.');
  const kopecks = kopecksFromDecimal(pointed);
  return kopecks === null ? null : decimalFromKopecks(kopecks);
}
