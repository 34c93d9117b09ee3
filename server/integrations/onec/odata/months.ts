// Months of a base as windows of dates, for its walk and for reconciliations.
import { addDays } from '#platform/clock';
import { monthText } from '../object-types.ts';
import { ALL_MONTH } from '../reconcile/month-states.ts';
import type { ObjectSource } from './profiles/profile.ts';
import type { Window } from './read-objects.ts';

/** Of a set: what is listed at once. */
export type Slice = { month: string; source: ObjectSource; window: Window };

export const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);

/** From the newest to the first one wanted. */
export function monthsOf(sinceOn: string, today: string): string[] {
  const months: string[] = [];
  for (let month = sinceOn.slice(0, 7); month <= today.slice(0, 7); month = nextMonth(month)) {
    months.unshift(month);
  }
  return months;
}

export function monthWindow(month: number): Window {
  if (month === ALL_MONTH) return { from: null, to: null };
  const text = monthText(month);
  return { from: `${text}-01`, to: `${nextMonth(text)}-01` };
}
