// Readers of what OData of 1C writes. JSON carries sums as doubles and Int64 as text, Atom carries
// everything as text; blanks pad strings, the empty date is 0001-01-01 and the empty guid is zeros.
import { decimalFromKopecks } from '#contract/money';

export type Entity = Readonly<Record<string, unknown>>;

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Text without the blanks that 1C pads with; null when nothing is left. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  return value.replaceAll('\u0000', '').trim() || null;
}

/** Lower-case guid; null for zeros and for whatever is no guid. */
export function guidOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const guid = value.trim().toLowerCase();
  return GUID.test(guid) && guid !== ZERO_GUID ? guid : null;
}

export function flagOf(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|1)$/i.test(value));
}

/** `YYYY-MM-DDTHH:MM:SS`, null for the empty date of 1C. */
export function momentOf(value: unknown): string | null {
  const text = textOf(value);
  const match = text ? /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(text) : null;
  if (!match || match[1]!.startsWith('0001-')) return null;
  return `${match[1]}T${match[2] ?? '00:00:00'}`;
}

export const dayOf = (value: unknown): string | null => momentOf(value)?.slice(0, 10) ?? null;

/**
 * Decimal text of a number. A double that was written from a decimal of up to 15 digits gives that
 * decimal back as its shortest form; 1C numbers of money have no more.
 */
export function decimalOf(value: unknown): string | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    const text = String(value);
    return text.includes('e') ? value.toFixed(10).replace(/\.?0+$/, '') : text;
  }
  const text = textOf(value)?.replace(/[\s\u00A0]/g, '').replace(',', '.');
  return text && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? text : null;
}

/**
 * Exact kopecks of a sum. Whatever stands behind the second digit is the noise of a double and is
 * rounded half away from zero over the digits, never over a product of doubles.
 */
export function kopecksOf(value: unknown): number | null {
  const text = decimalOf(value);
  if (text === null) return null;
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const digits = fraction.padEnd(3, '0');
  const kopecks = Number(whole) * 100 + Number(digits.slice(0, 2)) + (digits[2]! >= '5' ? 1 : 0);
  if (!Number.isSafeInteger(kopecks)) return null;
  return text.startsWith('-') && kopecks !== 0 ? -kopecks : kopecks;
}

/** A sum as the wire of the exchange writes it. */
export function sumOf(value: unknown): string | null {
  const kopecks = kopecksOf(value);
  return kopecks === null ? null : decimalFromKopecks(kopecks);
}

export type Reference = {
  uid: string;
  /** Entity set the guid belongs to, `Document_ЗаказКлиента`; null when 1C did not say. */
  set: string | null;
};

const TYPE_PREFIX = /^(?:StandardODATA|UnavailableEntities)\./;

/** The set that a value of `…_Type` names; null for undefined and for what is not published. */
export function setOfType(value: unknown): string | null {
  const text = textOf(value);
  if (!text || text.startsWith('UnavailableEntities.')) return null;
  const set = text.replace(TYPE_PREFIX, '');
  return set === 'Undefined' ? null : set;
}

/** A reference by its name in 1C: `X_Key` of one type, `X` with `X_Type` of several. */
export function referenceOf(entity: Entity, name: string): Reference | null {
  const key = guidOf(entity[`${name}_Key`]);
  if (key) return { uid: key, set: null };
  const uid = guidOf(entity[name]);
  if (!uid) return null;
  const type = entity[`${name}_Type`];
  const set = setOfType(type);
  // A composite value whose type is not published points nowhere that we could follow.
  return type !== undefined && set === null ? null : { uid, set };
}

/** Rows of a table part, whatever they are when it is empty. */
export function rowsOf(entity: Entity, name: string): Entity[] {
  const rows = entity[name];
  return Array.isArray(rows)
    ? rows.filter((row): row is Entity => typeof row === 'object' && row !== null) : [];
}
