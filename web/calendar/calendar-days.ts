// Days of a calendar and what moving an item does to them. Pure; days are texts YYYY-MM-DD.
import type { CalendarDay, CalendarItem } from '#contract/lists';
import type { CalendarSpan } from '../lists/list-search.ts';

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayOf(at(day) + days * DAY_MS);

/** Monday of the day's week. */
export function startOfWeek(day: string): string {
  const weekday = (new Date(at(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

export function addMonths(day: string, months: number): string {
  const date = new Date(at(day));
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** The whole weeks that show a month, the one week, the one day. */
export function shownDays(day: string, span: CalendarSpan): string[] {
  if (span === 'day') return [day];
  const first = startOfWeek(span === 'week' ? day : `${day.slice(0, 7)}-01`);
  const last = span === 'week' ? first : addDays(addMonths(day, 1), -1);
  const count = span === 'week' ? 7 : ((at(startOfWeek(last)) - at(first)) / DAY_MS) + 7;
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** The same time of another day. */
export function momentOn(moment: string, from: string, to: string): string {
  return new Date(Date.parse(moment) + at(to) - at(from)).toISOString();
}

/** The item stands on another day, and both counts say so. */
export function withMoved(
  days: readonly CalendarDay[], item: CalendarItem, to: string,
): CalendarDay[] {
  const next = { ...item, day: to, at: item.at && momentOn(item.at, item.day, to) };
  const left = days.map((each) => (each.day === item.day ? {
    ...each, count: each.count - 1, items: each.items.filter(({ id }) => id !== item.id),
  } : each)).filter(({ count }) => count > 0);
  const target = left.find(({ day }) => day === to) ?? { day: to, count: 0, items: [] };
  const items = [...target.items, next].sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  return [...left.filter(({ day }) => day !== to), { ...target, count: target.count + 1, items }]
    .sort((a, b) => a.day.localeCompare(b.day));
}
