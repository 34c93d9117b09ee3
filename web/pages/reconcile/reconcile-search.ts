export type ReconcileSearch = {
  base?: number; run?: number; type?: string; month?: string; day?: string; object?: string;
};

export type Go = (next: ReconcileSearch) => void;

/** Base, run and how far down one has gone stand in the address. */
export function readReconcileSearch(search: Record<string, unknown>): ReconcileSearch {
  const found: Record<string, unknown> = {};
  for (const key of ['base', 'run']) if (Number(search[key]) > 0) found[key] = Number(search[key]);
  for (const key of ['type', 'month', 'day', 'object']) if (search[key]) found[key] = search[key];
  return found;
}
