// When a task is due, as columns of a board and groups of a list. Pure.
import { dayAfter, dayText } from './due.ts';

export const DUE_COLUMNS = ['overdue', 'today', 'tomorrow', 'week', 'later', 'none'] as const;
export type DueColumn = (typeof DUE_COLUMNS)[number];

const DAY_END = 18;

/** Days until the Sunday of this week. */
const daysToSunday = (now: Date) => (7 - now.getDay()) % 7;

export function dueColumn(moment: string | null, now = new Date()): DueColumn {
  if (!moment) return 'none';
  const date = new Date(moment);
  if (date.getTime() < now.getTime()) return 'overdue';
  const day = dayText(date);
  if (day === dayText(now)) return 'today';
  if (day === dayAfter(1, now)) return 'tomorrow';
  return day <= dayAfter(daysToSunday(now), now) ? 'week' : 'later';
}

/** Nothing is put into the past, and a week that ends today or tomorrow has no other days. */
export const takesDrop = (column: DueColumn, now = new Date()): boolean =>
  column !== 'overdue' && (column !== 'week' || daysToSunday(now) > 1);

/** Friday while it is ahead, else Sunday. */
function lastOfWeek(now: Date): number {
  const toFriday = 5 - now.getDay();
  return now.getDay() > 0 && toFriday > 1 ? toFriday : daysToSunday(now);
}

/** The deadline of a task that is put into a column; the hour of the day stays. */
export function dueOfColumn(
  column: DueColumn, before: string | null, now = new Date(),
): string | null {
  if (column === 'none') return null;
  const days = { overdue: 0, today: 0, tomorrow: 1, week: lastOfWeek(now), later: 7 }[column];
  const known = before ? new Date(before) : null;
  const [hours, minutes] = known ? [known.getHours(), known.getMinutes()] : [DAY_END, 0];
  const at = (hour: number, minute: number) => new Date(
    now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minute);
  const due = at(hours, minutes);
  // Today at an hour that has passed would be overdue at once: the end of the day is meant.
  if (days > 0 || due > now) return due.toISOString();
  return (at(DAY_END, 0) > now ? at(DAY_END, 0) : at(23, 59)).toISOString();
}
