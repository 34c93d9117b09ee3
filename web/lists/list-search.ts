// What the address of every list holds; a page adds what is its own.

export type ListSearch = {
  /** JSON of the filter grammar. */
  filter?: string;
  q?: string;
  sort?: string;
  /** Columns in order with widths. */
  columns?: string;
  /** Field that the list is grouped by. */
  group?: string;
  /** The saved view that this filter came from. */
  view?: number;
};

export type ChangeSearch<S> = (patch: Partial<S>, replace?: boolean) => void;

export const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '' ? value : undefined);

export function idOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

export const known = <S extends object>(read: S): S => Object.fromEntries(
  Object.entries(read).filter(([, value]) => value !== undefined)) as S;

export type CalendarSpan = 'month' | 'week' | 'day';

/** Absent means a month. */
export const readSpan = (value: unknown): CalendarSpan | undefined =>
  (value === 'week' || value === 'day' ? value : undefined);

/** Takes what it understands and drops the rest, so that an old link still opens. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  return known({
    filter: textOf(search.filter), q: textOf(search.q), sort: textOf(search.sort),
    columns: textOf(search.columns), group: textOf(search.group), view: idOf(search.view),
  });
}
