import { dealRead, dealsList } from '#contract/deals';
import type { DealItem } from '#contract/deals';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import type { Change } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';

const REFRESH_MS = 1000;
/** A list scrolled further is not read anew as a whole: only its changed rows are. */
const WHOLE_PAGES_MAX = 2;
const ROWS_MAX = 20;

const LISTS = [...keyOf(dealsList), 'keyset'];

type Pages = { pages: { items: DealItem[] }[]; pageParams: unknown[] };

const hasRow = (pages: Pages | undefined, id: number) =>
  pages?.pages.some((page) => page.items.some((item) => item.id === id)) ?? false;

/** Shows a newer state of a deal in every list that holds it, without reading them again. */
export function patchListRow(deal: DealItem): void {
  const patch = (item: DealItem) => (item.id === deal.id ? { ...item, ...deal } : item);
  queryClient.setQueriesData<Pages>({ queryKey: LISTS }, (data) => {
    if (!data || !hasRow(data, deal.id)) return data;
    const pages = data.pages.map((page) => ({ ...page, items: page.items.map(patch) }));
    return { ...data, pages };
  });
}

async function readRows(changes: Change[]): Promise<void> {
  const lists = queryClient.getQueriesData<Pages>({ queryKey: LISTS, type: 'active' });
  const ids = new Set(changes.map((change) => change.entityId));
  const shown = [...ids].filter((id) => lists.some(([, data]) => hasRow(data, id)));
  for (const id of shown.slice(0, ROWS_MAX)) {
    // A deal that is gone or has become invisible leaves with the next reading of the list.
    const deal = await call(dealRead, { params: { id } }).catch(() => null);
    if (deal) patchListRow(deal);
  }
}

/** Keeps the list as fresh as the stream, at a cost that does not grow with scrolling. */
export function useLiveList(): void {
  const refresh = useThrottled(
    () => void queryClient.invalidateQueries({ queryKey: LISTS }), REFRESH_MS);
  useChanges('deal', null, (changes) => {
    const lists = queryClient.getQueriesData<Pages>({ queryKey: LISTS, type: 'active' });
    const isLong = lists.some(([, data]) => (data?.pages.length ?? 0) > WHOLE_PAGES_MAX);
    if (isLong) void readRows(changes);
    else refresh();
  });
}
