// What the address of the deals screens holds; the same for the board, the list and the calendar,
// so that switching between them keeps the view.
import { idOf, known, readListSearch, readSpan, textOf } from '../../lists/list-search.ts';
import type { CalendarSpan, ListSearch } from '../../lists/list-search.ts';

export type DealsSearch = ListSearch & {
  pipeline?: number;
  /** The field whose exact sum the list was opened for. */
  sum?: string;
  /** What the calendar goes by, and the day that it shows. */
  by?: string;
  day?: string;
  span?: CalendarSpan;
  /** The deal in the side panel. */
  deal?: number;
  create?: 'deal';
  /** The stage on which the new deal begins. */
  stage?: number;
};

/** Takes what it understands and drops the rest, so that an old link still opens. */
export function readDealsSearch(search: Record<string, unknown>): DealsSearch {
  return known({
    ...readListSearch(search), pipeline: idOf(search.pipeline), by: textOf(search.by),
    day: textOf(search.day), span: readSpan(search.span), deal: idOf(search.deal),
    sum: textOf(search.sum),
    stage: idOf(search.stage), create: search.create === 'deal' ? 'deal' : undefined,
  });
}
