// `sort=-field` of the list protocol and the arrows of a header.

export type SortState = { field: string; descending: boolean } | null;

export function readSort(sort: string | undefined): SortState {
  const first = sort?.split(',')[0];
  if (!first) return null;
  return first.startsWith('-')
    ? { field: first.slice(1), descending: true }
    : { field: first, descending: false };
}

/** A click on a header: ascending, descending, then the default order again. */
export function nextSort(sort: string | undefined, field: string): string | undefined {
  const now = readSort(sort);
  if (now?.field !== field) return field;
  return now.descending ? undefined : `-${field}`;
}
