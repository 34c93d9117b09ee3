import { useQuery } from '@tanstack/react-query';
import { calendarChange, calendarRead, calendarReset } from '#contract/calendar';
import type { CalendarYear, DayChange, YearDay } from '#contract/calendar';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruWorkCalendar as texts } from '../../texts/ru-work-calendar.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatDay } from '../../ui/format.ts';
import { toast } from '../../ui/toast-store.ts';

const argsOf = (year: number) => ({ params: { year } });

export function useWorkCalendar(year: number) {
  useChanges('setting', null, () =>
    void queryClient.invalidateQueries({ queryKey: keyOf(calendarRead) }));
  return useQuery(routeQuery(calendarRead, argsOf(year)));
}

const keep = (shown: CalendarYear) =>
  queryClient.setQueryData(keyOf(calendarRead, argsOf(shown.year)), shown);

async function send(year: number, days: DayChange[]): Promise<boolean> {
  try {
    keep(await call(calendarChange, { params: { year }, body: { days } }));
    return true;
  } catch (error) {
    failToast(texts.notSaved, error);
    return false;
  }
}

export const wordsOfDays = (days: YearDay[]): string => {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return '';
  return days.length === 1 ? formatDay(first.date)
    : texts.chosen(formatDay(first.date), formatDay(last.date));
};

/** Changes the days at once; the toast puts back what each of them was. */
export async function changeDays(
  year: number, days: YearDay[], change: Omit<DayChange, 'date'>,
): Promise<void> {
  if (!await send(year, days.map(({ date }) => ({ date, ...change })))) return;
  const words = texts.saved(wordsOfDays(days), texts.kinds[change.type] ?? '');
  announce(words);
  toast(words, {
    undo: () => void send(year, days.map(({ date, type, holiday }) => ({ date, type, holiday }))),
  });
}

export async function resetYear(year: number): Promise<void> {
  try {
    keep(await call(calendarReset, { params: { year } }));
    toast(texts.wasReset(year));
  } catch (error) {
    failToast(texts.notSaved, error);
  }
}
