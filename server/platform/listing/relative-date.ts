// Dates as filters write them: a day, a moment, or a word relative to today in the company's zone.
import { addDays, businessDate, isDate, momentOf, weekdayOf } from '#platform/clock';

export type DateFrame = { now: Date; timeZone: string };

/** A whole day of the company's calendar, or one instant in UTC. */
export type When = { kind: 'day' | 'instant'; text: string };

const OFFSET = /^([+-])(\d{1,5})([hdwmy])$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$/;
const NAMED = new Set([
  'today', 'yesterday', 'tomorrow', 'startOfWeek', 'endOfWeek', 'startOfMonth', 'endOfMonth',
  'startOfQuarter', 'endOfQuarter', 'startOfYear', 'endOfYear',
]);

/** Understands '2026-11-23', '-30d', 'startOfMonth', 'now', ISO moments; null when it cannot. */
export function parseWhen(text: string, frame: DateFrame): When | null {
  if (isDate(text)) return dayWithin(text);
  if (text === 'now') return { kind: 'instant', text: frame.now.toISOString() };
  const today = businessDate(frame.now, frame.timeZone);
  if (NAMED.has(text)) return { kind: 'day', text: namedDay(text, today) };
  const offset = OFFSET.exec(text);
  if (offset) return shifted(offset, today, frame.now);
  if (!INSTANT.test(text)) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at) || !dayWithin(new Date(at).toISOString().slice(0, 10))) return null;
  return { kind: 'instant', text: new Date(at).toISOString() };
}

/** The instants at which the day begins and the next one begins. */
export function boundsOfDay(date: string, timeZone: string): { from: string; until: string } {
  return {
    from: momentOf(date, '00:00', timeZone).toISOString(),
    until: momentOf(addDays(date, 1), '00:00', timeZone).toISOString(),
  };
}

/** The date `months` later; the 31st becomes the last day of a shorter month. */
export function addMonths(date: string, months: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = monthStart(index);
  const lastDay = Number(addDays(monthStart(index + 1), -1).slice(8, 10));
  return addDays(first, Math.min(Number(date.slice(8, 10)), lastDay) - 1);
}

function monthStart(index: number): string {
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

function namedDay(name: string, today: string): string {
  const year = today.slice(0, 4);
  const month = Number(today.slice(5, 7)) - 1;
  const quarter = Number(year) * 12 + month - (month % 3);
  switch (name) {
    case 'yesterday': return addDays(today, -1);
    case 'tomorrow': return addDays(today, 1);
    case 'startOfWeek': return addDays(today, 1 - weekdayOf(today));
    case 'endOfWeek': return addDays(today, 7 - weekdayOf(today));
    case 'startOfMonth': return `${today.slice(0, 7)}-01`;
    case 'endOfMonth': return addDays(monthStart(Number(year) * 12 + month + 1), -1);
    case 'startOfQuarter': return monthStart(quarter);
    case 'endOfQuarter': return addDays(monthStart(quarter + 3), -1);
    case 'startOfYear': return `${year}-01-01`;
    case 'endOfYear': return `${year}-12-31`;
    default: return today;
  }
}

function shifted(match: RegExpExecArray, today: string, now: Date): When | null {
  const amount = Number(match[2]) * (match[1] === '-' ? -1 : 1);
  const unit = match[3];
  if (unit === 'h') {
    return { kind: 'instant', text: new Date(now.getTime() + amount * 3_600_000).toISOString() };
  }
  if (unit === 'm' || unit === 'y') {
    const months = unit === 'y' ? amount * 12 : amount;
    const year = Math.floor((Number(today.slice(0, 4)) * 12 + months) / 12);
    return year < 2 || year > 9998 ? null : { kind: 'day', text: addMonths(today, months) };
  }
  const days = unit === 'w' ? amount * 7 : amount;
  const date = addDays(today, days);
  return dayWithin(date);
}

/** A year is left free on both sides, so that a day's bounds exist in every zone. */
function dayWithin(date: string): When | null {
  return date >= '0002-01-01' && date <= '9998-12-31' ? { kind: 'day', text: date } : null;
}
