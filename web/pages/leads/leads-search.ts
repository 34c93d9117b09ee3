// What the address of the screens of leads holds; the same for the board and the list.

export type LeadsSearch = {
  /** JSON of the filter grammar. */
  filter?: string;
  q?: string;
  sort?: string;
  /** The saved view that this filter came from. */
  view?: number;
  /** The lead in the side panel. */
  lead?: number;
  create?: 'lead';
};

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

function idOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Takes what it understands and drops the rest, so that an old link still opens. */
export function readLeadsSearch(search: Record<string, unknown>): LeadsSearch {
  const read: LeadsSearch = {
    filter: textOf(search.filter),
    q: textOf(search.q),
    sort: textOf(search.sort),
    view: idOf(search.view),
    lead: idOf(search.lead),
    create: search.create === 'lead' ? 'lead' : undefined,
  };
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined)) as LeadsSearch;
}
