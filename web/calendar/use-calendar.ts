import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { calendarRead } from '#contract/lists';
import type { CalendarDay, CalendarItem, ListNoun } from '#contract/lists';
import { taskEdit } from '#contract/work';
import { call } from '../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';
import { useThrottled } from '../api/use-throttled.ts';
import { ENTITY_OF } from '../mass/nouns.ts';
import { ruCalendar } from '../texts/ru-calendar.ts';
import { failToast } from '../ui/fail-toast.ts';
import { formatDay } from '../ui/format.ts';
import { toast } from '../ui/toast-store.ts';
import { momentOn, withMoved } from './calendar-days.ts';

export type CalendarAsk = {
  noun: ListNoun;
  query: { by: string; from: string; to: string; filter?: string; q?: string; limit: number };
};

const REFRESH_MS = 1000;
const argsOf = ({ noun, query }: CalendarAsk) => ({ params: { noun }, query });

export function useCalendar(ask: CalendarAsk) {
  const refresh = useThrottled(
    () => void queryClient.invalidateQueries({ queryKey: keyOf(calendarRead) }), REFRESH_MS);
  useChanges(ENTITY_OF[ask.noun], null, refresh);
  return useQuery({
    ...routeQuery(calendarRead, argsOf(ask)), placeholderData: keepPreviousData,
  });
}

/** The task's deadline on another day, shown at once; a refusal puts it back and says why. */
export async function moveItem(ask: CalendarAsk, item: CalendarItem, to: string): Promise<void> {
  const { task, at, day } = item;
  if (!task || !at || day === to) return;
  const key = keyOf(calendarRead, argsOf(ask));
  const before = queryClient.getQueryData<{ days: CalendarDay[] }>(key);
  if (before) queryClient.setQueryData(key, { days: withMoved(before.days, item, to) });
  try {
    const dueAt = momentOn(at, day, to);
    const { version } = await call(taskEdit, {
      params: { id: task.id }, body: { version: task.version, dueAt },
    });
    const moved = { ...item, day: to, at: dueAt, task: { ...task, version } };
    toast(ruCalendar.moved(task.title, formatDay(to)), {
      undo: () => void moveItem(ask, moved, day),
    });
  } catch (error) {
    if (before) queryClient.setQueryData(key, before);
    failToast(ruCalendar.moveFailed(task.title), error);
  }
  void queryClient.invalidateQueries({ queryKey: keyOf(calendarRead) });
}
