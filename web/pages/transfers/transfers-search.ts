export type TransfersSearch = { side?: 'received'; sort?: string };

/** What the address of the transfers says; «переданные мной» is the plain address. */
export function readTransfersSearch(search: Record<string, unknown>): TransfersSearch {
  return {
    ...(search.side === 'received' ? { side: 'received' as const } : {}),
    ...(typeof search.sort === 'string' && search.sort !== '' ? { sort: search.sort } : {}),
  };
}
