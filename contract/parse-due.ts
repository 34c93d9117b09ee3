// A deadline as people type it into a cell: «31.01.2026 14:30», «завтра», «в пятницу 10:00».
import { parseTask } from './parse-task.ts';

/** A day `YYYY-MM-DD` and a clock `HH:MM`, empty when no hour was said. */
export type TypedDue = { day: string; time: string };

const pad = (text: string) => text.padStart(2, '0');

const RUSSIAN =
  /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?)?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T\s]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/;

/** `now` shows the wall clock of whoever types as its local time; null: it is no deadline. */
export function parseDue(typed: string, now: Date): TypedDue | null {
  const text = typed.trim();
  const russian = RUSSIAN.exec(text);
  if (russian) {
    const [, day = '', month = '', year = '', hours, minutes] = russian;
    return checked([year.length === 2 ? `20${year}` : year, month, day], hours, minutes);
  }
  const iso = ISO.exec(text);
  if (iso) return checked([iso[1]!, iso[2]!, iso[3]!], iso[4], iso[5]);
  const { title, day, time, recurrence, priority, assignee } = parseTask(text, now);
  const isMore = title !== '' || recurrence !== null || priority !== 'normal' || assignee !== '';
  return isMore || day === '' ? null : { day, time };
}

function checked(
  [year, month, day]: [string, string, string], hours: string | undefined,
  minutes: string | undefined,
): TypedDue | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const text = `${year}-${pad(month)}-${pad(day)}`;
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  const isTime = hours === undefined || (Number(hours) < 24 && Number(minutes) < 60);
  if (!isDay || !isTime) return null;
  return { day: text, time: hours === undefined ? '' : `${pad(hours)}:${minutes}` };
}
