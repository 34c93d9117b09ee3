// What the address of the deals screens holds; the same for the board and the list, so that
// switching between them keeps the view.

export type DealsSearch = {
  /** JSON of the filter grammar. */
  filter?: string;
  q?: string;
  sort?: string;
  pipeline?: number;
  /** Columns in order with widths. */
  columns?: string;
  /** Field that the list is grouped by. */
  group?: string;
  /** What the calendar goes by, and the day that it shows. */
  by?: string;
  day?: string;
  span?: 'month' | 'week';
  /** The saved view that this filter came from. */
  view?: number;
  /** The deal in the side panel. */
  deal?: number;
  create?: 'deal';
  /** The stage on which the new deal begins. */
  stage?: number;
};

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function idOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Takes what it understands and drops the rest, so that an old link still opens. */
export function readDealsSearch(search: Record<string, unknown>): DealsSearch {
  const read: DealsSearch = {
    filter: textOf(search.filter),
    q: textOf(search.q),
    sort: textOf(search.sort),
    pipeline: idOf(search.pipeline),
    columns: textOf(search.columns),
    group: textOf(search.group),
    by: textOf(search.by),
    day: textOf(search.day),
    span: search.span === 'week' ? 'week' : undefined,
    view: idOf(search.view),
    deal: idOf(search.deal),
    stage: idOf(search.stage),
    create: search.create === 'deal' ? 'deal' : undefined,
  };
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined),
  ) as DealsSearch;
}
