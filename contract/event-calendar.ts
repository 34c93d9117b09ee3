// A change of the production calendar, day by day. Pure.
import type { FieldChange, Tongue } from './event-tongue.ts';

type Day = { date: string; type: string; holiday?: string };
type Years = Record<string, Day[] | undefined>;

/** More days are told by their number. */
const DAYS_MAX = 6;

/** A day that no list names is as in the plain five-day week. */
function kindOf(tongue: Tongue, days: Map<string, Day>, date: string): string {
  const day = days.get(date);
  const isWeekend = [0, 6].includes(new Date(`${date}T12:00:00`).getDay());
  const kind = tongue.say(`calendar.${day?.type ?? (isWeekend ? 'dayOff' : 'working')}`);
  return day?.holiday ? `${kind}, ${day.holiday}` : kind;
}

const byDate = (days: Day[]) => new Map(days.map((day) => [day.date, day]));

function daysOf(tongue: Tongue, old: Day[], next: Day[]): FieldChange[] {
  const [before, after] = [byDate(old), byDate(next)];
  const dates = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = dates.flatMap((date) => {
    const [was, is] = [kindOf(tongue, before, date), kindOf(tongue, after, date)];
    return was === is ? [] : [{ field: date, label: tongue.day(date), old: was, new: is }];
  });
  const rest = changed.length - DAYS_MAX;
  return rest <= 0 ? changed : [
    ...changed.slice(0, DAYS_MAX),
    { field: 'rest', label: tongue.say('calendar.rest'), old: '', new: String(rest) },
  ];
}

/** A year that nobody has touched is as the law says. */
export function calendarChanges(
  tongue: Tongue, old: unknown, next: unknown,
): FieldChange[] {
  const [before, after] = [(old ?? {}) as Years, (next ?? {}) as Years];
  const years = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return years.flatMap((year) => {
    const [was, is] = [before[year], after[year]];
    if (was && is) return daysOf(tongue, was, is);
    const words = (days: Day[] | undefined) =>
      tongue.say(days ? 'calendar.own' : 'calendar.law');
    const label = tongue.say('calendar.year', year);
    return [{ field: year, label, old: words(was), new: words(is) }];
  });
}
