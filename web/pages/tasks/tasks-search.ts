import {
  idOf, known, readListSearch, readSpan, textOf,
} from '../../lists/list-search.ts';
import type { CalendarSpan, ListSearch } from '../../lists/list-search.ts';

export const TASK_SIDES = ['mine', 'given', 'watched', 'all'] as const;
export type TaskSide = (typeof TASK_SIDES)[number];

/** What the address of the list and the calendar of tasks holds. */
export type TasksSearch = ListSearch & {
  /** On the page by due: whose tasks; one's own are the plain address. */
  side?: TaskSide;
  layout?: 'board';
  day?: string;
  span?: CalendarSpan;
  /** Tasks of everybody whom one sees, not only one's own. */
  who?: 'all';
  /** The task in the side panel. */
  task?: number;
};

export function readTasksSearch(search: Record<string, unknown>): TasksSearch {
  return known({
    side: TASK_SIDES.find((side) => side === search.side && side !== 'mine'),
    layout: search.layout === 'board' ? 'board' as const : undefined,
    ...readListSearch(search), day: textOf(search.day), span: readSpan(search.span),
    who: search.who === 'all' ? 'all' : undefined, task: idOf(search.task),
  });
}

const partOf = (filter: string | undefined): Record<string, unknown> => {
  try {
    return JSON.parse(filter ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** The side as conditions beside those of the filter. */
export function filterOfSide(
  { side = 'mine', filter }: Pick<TasksSearch, 'side' | 'filter'>, me: number | undefined,
): string | undefined {
  const own = {
    mine: { assigneeId: { eq: me } },
    given: { authorId: { eq: me }, assigneeId: { ne: me } },
    watched: { isWatched: { eq: true } },
    all: {},
  }[side];
  const whole = { ...own, ...partOf(filter) };
  return Object.keys(whole).length > 0 ? JSON.stringify(whole) : undefined;
}

/** A list of tasks begins with what is to be done, the earliest due first. */
export const OPEN = { filter: JSON.stringify({ state: { eq: 'open' } }) };

/** Open tasks of that filter, unless it speaks of states itself. */
export const openOf = (filter: string | undefined): string =>
  JSON.stringify({ state: { eq: 'open' }, ...partOf(filter) });

export const doneOf = (filter: string | undefined): string =>
  JSON.stringify({ ...partOf(filter), state: { eq: 'done' }, doneAt: { gte: '-30d' } });
