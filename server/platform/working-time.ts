// Working hours over the production calendar: what terms and SLAs are counted in.
import { addDays, businessDate, momentOf } from './clock.ts';
import { isWorkingDay, nextWorkingDay, type ProductionCalendar } from './production-calendar.ts';

export type WorkSchedule = {
  calendar: ProductionCalendar;
  timeZone: string;
  /** 'HH:MM', company time, within one day. */
  opensAt: string;
  closesAt: string;
};

export const DEFAULT_OPENS_AT = '09:00';
export const DEFAULT_CLOSES_AT = '18:00';

const MINUTE_MS = 60_000;
/** Article 95 of the Labour Code: the eve of a holiday is an hour shorter. */
const SHORTENED_MS = 60 * MINUTE_MS;

type Hours = { from: number; until: number };

/** Opening and closing instants of the day, null on a day off. */
function hoursOf(schedule: WorkSchedule, date: string): Hours | null {
  const kind = schedule.calendar.kindOf(date);
  if (kind === 'dayOff') return null;
  const from = momentOf(date, schedule.opensAt, schedule.timeZone).getTime();
  const closes = momentOf(date, schedule.closesAt, schedule.timeZone).getTime();
  const until = kind === 'shortened' ? closes - SHORTENED_MS : closes;
  return { from, until: Math.max(from, until) };
}

/** Whether people work at that moment; the closing moment itself is no longer work. */
export function isWorkingTime(schedule: WorkSchedule, at: Date): boolean {
  const hours = hoursOf(schedule, businessDate(at, schedule.timeZone));
  return hours !== null && at.getTime() >= hours.from && at.getTime() < hours.until;
}

/**
 * The moment at which `minutes` of working time have passed since `start`. A term that ends with
 * the day ends at its closing; no minutes from a closed hour is the next opening.
 */
export function addWorkingTime(schedule: WorkSchedule, start: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new Error(`Working time cannot be ${minutes} minutes`);
  let date = businessDate(start, schedule.timeZone);
  if (!isWorkingDay(schedule.calendar, date)) date = nextWorkingDay(schedule.calendar, date);
  let left = minutes * MINUTE_MS;
  let at = start.getTime();
  for (;;) {
    const hours = hoursOf(schedule, date)!;
    at = Math.max(at, hours.from);
    if (at < hours.until) {
      if (left <= hours.until - at) return new Date(at + left);
      left -= hours.until - at;
    }
    date = nextWorkingDay(schedule.calendar, date);
  }
}

/** Whole working minutes between two moments, rounded down; negative when the second is earlier. */
export function workingMinutesBetween(schedule: WorkSchedule, from: Date, until: Date): number {
  if (until < from) return -workingMinutesBetween(schedule, until, from);
  const last = businessDate(until, schedule.timeZone);
  let total = 0;
  for (let date = businessDate(from, schedule.timeZone); date <= last; date = addDays(date, 1)) {
    const hours = hoursOf(schedule, date);
    if (!hours) continue;
    const start = Math.max(hours.from, from.getTime());
    const end = Math.min(hours.until, until.getTime());
    if (end > start) total += end - start;
  }
  return Math.floor(total / MINUTE_MS) + 0;
}
