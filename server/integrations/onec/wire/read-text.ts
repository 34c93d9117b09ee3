// Readers of text, guids, flags and choices. Absent, null, empty and blank text are all null,
// because 1C pads strings with blanks and does not know null.
import { labelOf, endingOf } from './problem.ts';
import { NAME_BYTES_MAX, NAME_MAX } from './limits.ts';
import { note, shown, type Fields, type Reading } from './reading.ts';

/** Trimmed text of at most `max` characters, or null. */
export function readText(r: Reading, fields: Fields, key: string, max: number): string | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') return notText(r, key, value);
  const text = value.trim();
  if (text === '') return null;
  if (text.length > max) {
    note(r, key, `${labelOf(key)} длиннее ${max} знаков: пришло ${text.length}`);
    return null;
  }
  if (max <= NAME_MAX && text.length > NAME_BYTES_MAX / 3
    && Buffer.byteLength(text) > NAME_BYTES_MAX) {
    note(r, key, `${labelOf(key)} длиннее ${NAME_BYTES_MAX} байт: сократите`);
    return null;
  }
  return isStorable(text) ? text : unstorable(r, key);
}

/** Like `readText`, but empty is a fault. */
export function requireText(r: Reading, fields: Fields, key: string, max: number): string {
  const before = r.problems.length;
  const text = readText(r, fields, key, max);
  if (text === null && r.problems.length === before) missing(r, key);
  return text ?? '';
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** Lower-case guid; the zero guid of an empty reference is null. */
export function readUid(r: Reading, fields: Fields, key: string): string | null {
  const value = fields[key];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && GUID.test(value)) {
    return value === ZERO_GUID ? null : value.toLowerCase();
  }
  note(r, key, `${labelOf(key)} ${shown(value)}: нужен код вида ${ZERO_GUID}`);
  return null;
}

/** `fallback` undefined makes the flag obligatory. */
export function readFlag(r: Reading, fields: Fields, key: string, fallback?: boolean): boolean {
  const value = fields[key];
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) {
    if (fallback === undefined) missing(r, key);
    return fallback ?? false;
  }
  note(r, key, `${labelOf(key)} ${shown(value)}: нужно true или false`);
  return false;
}

/** One of a closed list; null when absent. */
export function readChoice<T extends string>(
  r: Reading,
  fields: Fields,
  key: string,
  choices: readonly T[],
): T | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  if ((choices as readonly unknown[]).includes(value)) return value as T;
  note(r, key, `${labelOf(key)} ${shown(value)} не из списка: ${choices.join(', ')}`);
  return null;
}

/** One of a closed list; the first stands in for a missing one, which is a fault already noted. */
export function requireChoice<T extends string>(
  r: Reading,
  fields: Fields,
  key: string,
  choices: readonly [T, ...T[]],
): T {
  const before = r.problems.length;
  const choice = readChoice(r, fields, key, choices);
  if (choice === null && r.problems.length === before) missing(r, key);
  return choice ?? choices[0];
}

/** ICU's list: ISO 4217 with the withdrawn codes that old documents still carry. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function requireCurrency(r: Reading, fields: Fields): string {
  const value = fields['currency'];
  if (typeof value === 'string' && CURRENCIES.has(value)) return value;
  if (value === undefined || value === null || value === '') missing(r, 'currency');
  else note(r, 'currency', `Валюта ${shown(value)}: нужны три буквы ISO 4217, например RUB`);
  return 'RUB';
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

export function missing(r: Reading, key: string): void {
  note(r, key, `${labelOf(key)} не заполнен${endingOf(key)}`);
}

export function unstorable(r: Reading, key: string): null {
  note(r, key, `${labelOf(key)}: есть нулевой знак или половина знака Unicode, уберите их`);
  return null;
}

function notText(r: Reading, key: string, value: unknown): null {
  note(r, key, `${labelOf(key)} ${shown(value)}: нужна строка в кавычках`);
  return null;
}
