import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { dayPeople, dayRead } from '#contract/day';
import type { DayRow } from '#contract/day';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';

const REFRESH_MS = 1500;
/** Deadlines come by themselves, without an event. */
const TICK_MS = 60_000;
const ALL_ROWS = 200;

export function refreshDay(): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(dayRead) });
}

/** `who` is empty for the own day, `e15` for a person, `d3` for a department. */
export function useDay(who: string, showsAll: boolean) {
  const id = Number(who.slice(1));
  const query = useQuery({
    ...routeQuery(dayRead, {
      query: {
        ...(who.startsWith('e') ? { employeeId: id } : {}),
        ...(who.startsWith('d') ? { departmentId: id } : {}),
        ...(showsAll ? { limit: ALL_ROWS } : {}),
      },
    }),
    refetchInterval: TICK_MS,
    placeholderData: keepPreviousData,
  });
  const refresh = useThrottled(refreshDay, REFRESH_MS);
  useChanges('task', null, refresh);
  useChanges('deal', null, refresh);
  useChanges('lead', null, refresh);
  return query;
}

export function useDayPeople() {
  return useQuery({ ...routeQuery(dayPeople, {}), staleTime: TICK_MS }).data;
}

/** The row leaves at once; the server's answer puts it back if it did not go. */
export function hideRow(row: DayRow): void {
  type Data = { sections: { total: number; items: DayRow[] }[] };
  queryClient.setQueriesData<Data>({ queryKey: keyOf(dayRead) }, (day) => day && {
    ...day,
    sections: day.sections.map((section) => {
      const items = section.items.filter((item) => item.key !== row.key);
      return { ...section, items, total: section.total - section.items.length + items.length };
    }),
  });
}
