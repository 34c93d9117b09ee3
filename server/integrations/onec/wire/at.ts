// `at` of an item is the moment 1C knew the state. With an offset it is a moment of the world,
// without one it is local to the base; deferral timers ask for its day in the base's zone.
import { missing } from './read-text.ts';
import { note, shown, type Fields, type Reading } from './reading.ts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A file of history has millions of lines of one moment. */
let lastAt = '-';

/** Checked ISO text as sent. */
export function requireAt(r: Reading, item: Fields): string {
  const value = item['at'];
  if (value === lastAt) return lastAt;
  if (value === undefined || value === null || value === '') missing(r, 'at');
  else if (typeof value === 'string' && isMoment(value)) return lastAt = value;
  else note(r, 'at', `Время снимка ${shown(value)}: нужно вроде 2026-03-31T14:05:00+03:00`);
  return '';
}

/** Day of the snapshot, `YYYY-MM-DD`, in the base's IANA zone. */
export function dayOfAt(at: string, timeZone: string): string {
  if (!hasOffset(at)) return at.slice(0, 10);
  const key = `${at} ${timeZone}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= DAYS_MAX) days.clear();
  const day = localTextOf(Date.parse(at), timeZone).slice(0, 10);
  days.set(key, day);
  return day;
}

/** Asked three times for each document, and a whole file may be of one moment. */
const days = new Map<string, string>();
const DAYS_MAX = 10_000;

/** The moment as UTC ISO text, a naive one being read in the base's IANA zone. */
export function momentOfAt(at: string, timeZone: string): string {
  if (hasOffset(at)) return new Date(at).toISOString();
  const asUtc = Date.parse(`${at}Z`);
  // Twice, because the offset at the guessed moment may differ near a change of the clocks.
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return new Date(asUtc - offsetMs(guess, timeZone)).toISOString();
}

function hasOffset(at: string): boolean {
  return /(Z|[+-]\d{2}:?\d{2})$/.test(at.slice(16));
}

function isMoment(text: string): boolean {
  const match = ISO.exec(text);
  if (!match) return false;
  const ms = Date.parse(match[1] ? text : `${text}Z`);
  // Date.parse rolls 30 February over to March; the day must come back as it was written.
  return !Number.isNaN(ms) && isRealDay(text) && ms > 0 && ms < 4_133_980_800_000;
}

function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

function offsetMs(utcMs: number, timeZone: string): number {
  const whole = Math.floor(utcMs / 1000) * 1000;
  return Date.parse(`${localTextOf(utcMs, timeZone).replace(' ', 'T')}Z`) - whole;
}

/** Making a formatter costs 40 µs, using one 1 µs; there are as many as bases have zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Swedish is the locale that writes `2026-03-31 14:05:00`. */
function localTextOf(utcMs: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', {
      timeZone, dateStyle: 'short', timeStyle: 'medium',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(utcMs);
}
