// The due of a task as two fields of a form and as the moment that the server keeps.

export type Due = { day: string; time: string };

const DEFAULT_TIME = '18:00';
const pad = (value: number) => String(value).padStart(2, '0');

/** A local date as an input of type date wants it. */
export function dayText(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

export function dayAfter(days: number, now = new Date()): string {
  return dayText(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}

/** Today at six, or tomorrow when that has passed. */
export function emptyDue(now = new Date()): Due {
  return { day: dayAfter(now.getHours() < 18 ? 0 : 1, now), time: DEFAULT_TIME };
}

export function dueOf(moment: string | null): Due {
  if (!moment) return { day: '', time: '' };
  const date = new Date(moment);
  return { day: dayText(date), time: `${pad(date.getHours())}:${pad(date.getMinutes())}` };
}

/** Null without a day; a day without a time means the end of the working day. */
export function momentOfDue({ day, time }: Due): string | null {
  if (!day) return null;
  const date = new Date(`${day}T${time || DEFAULT_TIME}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export type DueGroup = 'overdue' | 'today' | 'later';

/** Overdue is what has passed, today what ends today; the rest, dated or not, is later. */
export function dueGroup(moment: string | null, now = new Date()): DueGroup {
  if (!moment) return 'later';
  const date = new Date(moment);
  if (date.getTime() < now.getTime()) return 'overdue';
  return dayText(date) === dayText(now) ? 'today' : 'later';
}
