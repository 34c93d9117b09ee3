// The company's zone, calendar and working hours, loaded from settings once at start.
import { businessDate, DEFAULT_TIME_ZONE } from './clock.ts';
import type { Db } from './database.ts';
import { productionCalendar, type CalendarYears, type ProductionCalendar }
  from './production-calendar.ts';
import { readSetting } from './settings.ts';
import { DEFAULT_CLOSES_AT, DEFAULT_OPENS_AT, type WorkSchedule } from './working-time.ts';

type CompanyTime = { timeZone: string; calendar: ProductionCalendar; schedule: WorkSchedule };

function build(timeZone: string, years: CalendarYears, hours: [string, string]): CompanyTime {
  const calendar = productionCalendar(years);
  return {
    timeZone, calendar,
    schedule: { calendar, timeZone, opensAt: hours[0], closesAt: hours[1] },
  };
}

let current = build(DEFAULT_TIME_ZONE, {}, [DEFAULT_OPENS_AT, DEFAULT_CLOSES_AT]);

/** Settings: company.timeZone, company.calendarYears, company.hours. */
export async function loadCompanyTime(db: Db): Promise<void> {
  const [timeZone, years, hours] = await Promise.all([
    readSetting(db, 'company.timeZone', DEFAULT_TIME_ZONE),
    readSetting<CalendarYears>(db, 'company.calendarYears', {}),
    readSetting<[string, string]>(db, 'company.hours', [DEFAULT_OPENS_AT, DEFAULT_CLOSES_AT]),
  ]);
  current = build(timeZone, years, hours);
}

export const companyTimeZone = (): string => current.timeZone;
export const companyCalendar = (): ProductionCalendar => current.calendar;
export const companySchedule = (): WorkSchedule => current.schedule;

/** Today in the company's zone. */
export const companyToday = (now: Date): string => businessDate(now, current.timeZone);
