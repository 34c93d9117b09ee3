// The years of the production calendar as an administrator changes them. A changed year is kept
// whole in the setting company.calendarYears; a year that is as the law has it is not kept at all.
import type { CalendarYear, DayChange, YearDay } from '#contract/calendar';
import { requireRight } from './actor.ts';
import { addDays, isDate, weekdayOf } from './clock.ts';
import { loadCompanyTime } from './company-time.ts';
import type { Context } from './context.ts';
import { inTransaction, type Queryable } from './database.ts';
import {
  type CalendarDay, type CalendarYears, lawfulDays, productionCalendar,
} from './production-calendar.ts';
import { refuseField } from './refuse.ts';
import { readSetting, writeSetting } from './settings.ts';

const SETTING = 'company.calendarYears';

export async function readCalendarYear(ctx: Context, year: number): Promise<CalendarYear> {
  requireRight(ctx.actor, 'setting', 'read');
  return showYear(await readYears(ctx.db), year);
}

const readYears = (on: Queryable) => readSetting<CalendarYears>(on, SETTING, {});

function showYear(years: CalendarYears, year: number): CalendarYear {
  const own = years[String(year)];
  const law = productionCalendar();
  const now = productionCalendar(years);
  const marked = new Map((own ?? lawfulDays(year)).map((day) => [day.date, day]));
  const days: YearDay[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    days.push({
      date, type: now.kindOf(date), lawType: law.kindOf(date), holiday: now.holidayOf(date),
      movedFrom: marked.get(date)?.movedFrom ?? null,
    });
  }
  return { year, isProvisional: law.isProvisional(year), isOwn: own !== undefined, days };
}

export async function changeCalendarYear(
  ctx: Context, input: { year: number; days: DayChange[] },
): Promise<CalendarYear> {
  const foreign = input.days.findIndex(({ date }) =>
    !isDate(date) || !date.startsWith(`${input.year}-`));
  if (foreign >= 0) {
    throw refuseField(`days[${foreign}].date`, `Это не день ${input.year} года.`);
  }
  return storeYear(ctx, input.year, (before) => {
    const days = new Map(before.map((day) => [day.date, day]));
    for (const change of input.days) setDay(days, change);
    return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
  });
}

/** A day of the plain week without a name needs no line. */
function setDay(days: Map<string, CalendarDay>, { date, type, holiday }: DayChange): void {
  const name = holiday === undefined ? days.get(date)?.holiday : holiday?.trim() || undefined;
  const plain = weekdayOf(date) > 5 ? 'dayOff' : 'working';
  if (type === plain && !name) days.delete(date);
  else days.set(date, { date, type, ...(name ? { holiday: name } : {}) });
}

export function resetCalendarYear(ctx: Context, year: number): Promise<CalendarYear> {
  return storeYear(ctx, year, () => [...lawfulDays(year)]);
}

async function storeYear(
  ctx: Context, year: number, next: (before: readonly CalendarDay[]) => CalendarDay[],
): Promise<CalendarYear> {
  requireRight(ctx.actor, 'setting', 'edit');
  const years = await inTransaction(ctx.db, async (tx) => {
    // Two administrators at once change different days: neither may lose the other's.
    await tx.query(`select pg_advisory_xact_lock(hashtext('${SETTING}'))`);
    const before = await readYears(tx);
    const { [String(year)]: own, ...others } = before;
    const law = lawfulDays(year);
    const days = next(own ?? law);
    const after = sameDays(days, law) ? others : { ...others, [String(year)]: days };
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      await writeSetting(tx, ctx, SETTING, after);
    }
    return after;
  });
  await loadCompanyTime(ctx.db);
  return showYear(years, year);
}

const keyOf = ({ date, type, holiday }: CalendarDay) => `${date} ${type} ${holiday ?? ''}`;

const sameDays = (a: readonly CalendarDay[], b: readonly CalendarDay[]) =>
  a.map(keyOf).join() === b.map(keyOf).join();
