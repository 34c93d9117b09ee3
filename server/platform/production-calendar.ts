// The Russian production calendar: which days people work. 2017–2026 are the official facts; a year
// that is not published yet follows the Labour Code alone until an administrator loads it.
import { readFileSync } from 'node:fs';
import { addDays, isDate, weekdayOf } from './clock.ts';

export type DayKind = 'working' | 'shortened' | 'dayOff';

/** A day that differs from the plain five-day week; `shortened` on a weekend is a working day. */
export type CalendarDay = { date: string; type: DayKind; holiday?: string; movedFrom?: string };

export type CalendarYears = Readonly<Record<string, readonly CalendarDay[]>>;

export type ProductionCalendar = {
  kindOf: (date: string) => DayKind;
  /** The name of the holiday, when it is one. */
  holidayOf: (date: string) => string | null;
  /** Whether the year is only what the Labour Code says: moved days are not known. */
  isProvisional: (year: number) => boolean;
};

/** Article 112 of the Labour Code, as month-day. */
const STATUTORY: readonly (readonly [string, string])[] = [
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06']
    .map((day) => [day, 'Новогодние каникулы'] as const),
  ['01-07', 'Рождество Христово'],
  ['01-08', 'Новогодние каникулы'],
  ['02-23', 'День защитника Отечества'],
  ['03-08', 'Международный женский день'],
  ['05-01', 'Праздник Весны и Труда'],
  ['05-09', 'День Победы'],
  ['06-12', 'День России'],
  ['11-04', 'День народного единства'],
];

/** Nobody rests longer; a calendar without working days must not hang a timer. */
const SEARCH_DAYS_MAX = 400;

const OFFICIAL = JSON.parse(
  readFileSync(new URL('./calendar/ru-2017-2026.json', import.meta.url), 'utf8'),
) as CalendarYears;

/** Official years, with the years that an administrator loaded in place of them or beyond them. */
export function productionCalendar(loaded: CalendarYears = {}): ProductionCalendar {
  const known: CalendarYears = { ...OFFICIAL, ...loaded };
  const years = new Map<string, ReadonlyMap<string, CalendarDay>>();
  const find = (date: string): CalendarDay | undefined => {
    const year = date.slice(0, 4);
    let days = years.get(year);
    if (!days) {
      days = new Map((known[year] ?? statutoryYear(year)).map((day) => [day.date, day]));
      years.set(year, days);
    }
    return days.get(date);
  };
  return {
    kindOf: (date) => find(date)?.type ?? (weekdayOf(date) > 5 ? 'dayOff' : 'working'),
    holidayOf: (date) => find(date)?.holiday ?? null,
    isProvisional: (year) => known[String(year)] === undefined,
  };
}

/** Days of a year that differ from the plain week by law alone, in order. */
export const lawfulDays = (year: number): readonly CalendarDay[] =>
  OFFICIAL[String(year)] ?? statutoryYear(String(year));

/** Reads a year that an administrator loads; a list of Russian problems when it cannot be. */
export function checkCalendarYear(
  year: number, days: readonly CalendarDay[],
): { days: CalendarDay[] } | { problems: string[] } {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { date, type } of days) {
    const known = isDate(date) && date.startsWith(`${year}-`);
    if (!known) problems.push(`${date} — не дата ${year} года`);
    if (seen.has(date)) problems.push(`${date} встречается дважды`);
    if (!['working', 'shortened', 'dayOff'].includes(type)) {
      problems.push(`${date}: неизвестный вид дня «${type}»`);
    }
    seen.add(date);
  }
  if (!seen.has(`${year}-01-01`)) problems.push(`Нет 1 января ${year} года: список неполный`);
  return problems.length > 0 ? { problems } : { days: [...days] };
}

/** The Labour Code alone: holidays, their days off carried over, shortened eves. */
export function statutoryYear(year: string): CalendarDay[] {
  const days = new Map<string, CalendarDay>();
  for (const [monthDay, holiday] of STATUTORY) {
    const date = `${year}-${monthDay}`;
    days.set(date, { date, type: 'dayOff', holiday });
  }
  const rests = (date: string): boolean => days.has(date) || weekdayOf(date) > 5;
  const holidays = [...days.values()];
  for (const holiday of holidays) {
    // The eight days of January are moved by the government, not by the Code.
    if (holiday.date < `${year}-01-09` || weekdayOf(holiday.date) < 6) continue;
    let date = addDays(holiday.date, 1);
    while (rests(date)) date = addDays(date, 1);
    days.set(date, { date, type: 'dayOff', movedFrom: holiday.date });
  }
  const eves = STATUTORY.map(([monthDay]) => addDays(`${year}-${monthDay}`, -1));
  eves.push(`${year}-12-31`);
  for (const date of eves) {
    if (date.startsWith(year) && !rests(date)) days.set(date, { date, type: 'shortened' });
  }
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}

export function isWorkingDay(calendar: ProductionCalendar, date: string): boolean {
  return calendar.kindOf(date) !== 'dayOff';
}

/** The date itself when people work on it, else the first working day after it. */
export function workingDayFrom(calendar: ProductionCalendar, date: string): string {
  return isWorkingDay(calendar, date) ? date : nextWorkingDay(calendar, date);
}

/** The first working day strictly after the date. */
export function nextWorkingDay(calendar: ProductionCalendar, date: string): string {
  return stepToWorkingDay(calendar, date, 1);
}

/** The n-th working day after the date, or before it when negative; 0 is the date itself. */
export function addWorkingDays(calendar: ProductionCalendar, date: string, count: number): string {
  const step = count < 0 ? -1 : 1;
  let found = date;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    found = stepToWorkingDay(calendar, found, step);
  }
  return found;
}

function stepToWorkingDay(calendar: ProductionCalendar, from: string, step: 1 | -1): string {
  let date = from;
  for (let tries = 0; tries < SEARCH_DAYS_MAX; tries += 1) {
    date = addDays(date, step);
    if (isWorkingDay(calendar, date)) return date;
  }
  throw new Error(`No working day within ${SEARCH_DAYS_MAX} days of ${from}`);
}
