import {
  idOf, known, readListSearch, readSpan, textOf,
} from '../../lists/list-search.ts';
import type { CalendarSpan, ListSearch } from '../../lists/list-search.ts';

/** What the address of the list and the calendar of tasks holds. */
export type TasksSearch = ListSearch & {
  day?: string;
  span?: CalendarSpan;
  /** Tasks of everybody whom one sees, not only one's own. */
  who?: 'all';
  /** The task in the side panel. */
  task?: number;
};

export function readTasksSearch(search: Record<string, unknown>): TasksSearch {
  return known({
    ...readListSearch(search), day: textOf(search.day), span: readSpan(search.span),
    who: search.who === 'all' ? 'all' : undefined, task: idOf(search.task),
  });
}
