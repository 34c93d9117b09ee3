// A list that stands open while things change: which rows of a burst it shows, and how it is read
// anew at a price that does not grow with scrolling.
import type { Route } from '#contract/route';
import { call } from '../api/client.ts';
import type { CallArgs } from '../api/client.ts';
import { keyOf, queryClient } from '../api/query.ts';
import type { ListAsk } from '../table/use-keyset-list.ts';

type Row = { id: number };
type Page = {
  items: Row[]; total?: number; sums?: Record<string, number>; otherSums?: unknown;
};
type Pages = { pages: Page[]; pageParams: unknown[] };

/** A list scrolled further is not read anew as a whole while a burst goes on. */
const WHOLE_PAGES_MAX = 2;
/** More changed rows than this are read with the whole list. */
const ROWS_MAX = 100;

const keysetKey = (route: Route) => [...keyOf(route), 'keyset'];

const activePages = (route: Route) =>
  queryClient.getQueriesData<Pages>({ queryKey: keysetKey(route), type: 'active' });

const rowsOf = (data: Pages | undefined): Row[] => data?.pages.flatMap((page) => page.items) ?? [];

/** Whether any of these records stands in an open list, in groups or without. */
export function isListed(route: Route, ids: ReadonlySet<number>): boolean {
  const groups = queryClient.getQueriesData<Page>({
    queryKey: [...keyOf(route), 'group'], type: 'active',
  });
  return activePages(route).some(([, data]) => rowsOf(data).some(({ id }) => ids.has(id)))
    || groups.some(([, page]) => page?.items.some(({ id }) => ids.has(id)) ?? false);
}

/** Reads every open list of the route as a whole. */
export const rereadLists = (route: Route): void =>
  void queryClient.invalidateQueries({ queryKey: keysetKey(route) });

/** Reads a short list as a whole, of a long one the changed rows and its figures; true if so. */
export function refreshLists(route: Route, ids: ReadonlySet<number>): boolean {
  let isPartial = false;
  for (const [queryKey, data] of activePages(route)) {
    const shown = rowsOf(data).flatMap(({ id }) => (ids.has(id) ? [id] : []));
    const isLong = (data?.pages.length ?? 0) > WHOLE_PAGES_MAX;
    if (!isLong || shown.length > ROWS_MAX) {
      void queryClient.invalidateQueries({ queryKey, exact: true });
      continue;
    }
    isPartial = true;
    // What cannot be read now comes with the whole list, when the burst is over.
    void readRows(route, queryKey, shown).catch(() => undefined);
  }
  return isPartial;
}

async function readRows(
  route: Route, queryKey: readonly unknown[], shown: number[],
): Promise<void> {
  const { sums, ...ask } = queryKey.at(-1) as ListAsk;
  const read = async (query: object) =>
    (await call(route, { query } as CallArgs<Route>)) as unknown as Page;
  const own = { id: { in: shown } };
  const filter = JSON.stringify(ask.filter ? { and: [JSON.parse(ask.filter), own] } : own);
  const [found, head] = await Promise.all([
    shown.length === 0 ? { items: [] } : read({ ...ask, filter, limit: String(shown.length) }),
    read({ ...ask, limit: '1', total: '1', sums }),
  ]);
  const fresh = new Map(found.items.map((row) => [row.id, row]));
  const asked = new Set(shown);
  queryClient.setQueryData<Pages>(queryKey, (data) => data && {
    ...data,
    pages: data.pages.map((page, index) => ({
      ...page,
      // A row that the view no longer shows leaves.
      items: page.items.flatMap((row) => fresh.get(row.id) ?? (asked.has(row.id) ? [] : [row])),
      ...(index === 0 ? {
        total: head.total, sums: head.sums, otherSums: head.otherSums,
      } : {}),
    })),
  });
}
