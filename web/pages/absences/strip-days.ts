// The days of the strip as columns. Pure.

export const SHOWN_DAYS = 42;
const DAY_MS = 86_400_000;

const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const plusDays = (day: string, days: number) => dayOf(msOf(day) + days * DAY_MS);

/** 0 is Monday. */
export const weekdayOf = (day: string) => (new Date(msOf(day)).getUTCDay() + 6) % 7;

export const mondayOf = (day: string) => plusDays(day, -weekdayOf(day));

export const daysFrom = (from: string): string[] =>
  [...Array(SHOWN_DAYS).keys()].map((at) => plusDays(from, at));

/** Columns of a span within the strip, from 1, the end not counted; without an end to its edge. */
export function columnsOf(
  from: string, span: { fromOn: string; untilOn: string | null },
): { start: number; end: number } {
  const at = (day: string) => Math.round((msOf(day) - msOf(from)) / DAY_MS);
  const start = Math.max(0, at(span.fromOn));
  const end = span.untilOn === null ? SHOWN_DAYS : Math.min(SHOWN_DAYS, at(span.untilOn) + 1);
  return { start: start + 1, end: Math.max(end, start + 1) + 1 };
}
