// What the address of the screens of leads holds: the board, the list and the calendar alike.
import { idOf, known, readListSearch, readSpan, textOf } from '../../lists/list-search.ts';
import type { CalendarSpan, ListSearch } from '../../lists/list-search.ts';

export type LeadsSearch = ListSearch & {
  /** The day that the calendar shows, and how many around it. */
  day?: string;
  span?: CalendarSpan;
  /** The lead in the side panel. */
  lead?: number;
  create?: 'lead';
};

/** Takes what it understands and drops the rest, so that an old link still opens. */
export function readLeadsSearch(search: Record<string, unknown>): LeadsSearch {
  return known({
    ...readListSearch(search), day: textOf(search.day), span: readSpan(search.span),
    lead: idOf(search.lead), create: search.create === 'lead' ? 'lead' : undefined,
  });
}
