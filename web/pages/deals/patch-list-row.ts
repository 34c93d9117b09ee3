import { dealsList } from '#contract/deals';
import type { DealItem } from '#contract/deals';
import { keyOf, queryClient } from '../../api/query.ts';

const LISTS = [...keyOf(dealsList), 'keyset'];
const GROUPS = [...keyOf(dealsList), 'group'];

type Page = { items: DealItem[] };
type Pages = { pages: Page[]; pageParams: unknown[] };

/** Shows a newer state of a deal in every list that holds it, without reading them again. */
export function patchListRow(deal: DealItem): void {
  const patch = (item: DealItem) => (item.id === deal.id ? { ...item, ...deal } : item);
  const inPage = (page: Page) => ({ ...page, items: page.items.map(patch) });
  queryClient.setQueriesData<Pages>({ queryKey: LISTS },
    (data) => data && { ...data, pages: data.pages.map(inPage) });
  queryClient.setQueriesData<Page>({ queryKey: GROUPS }, (page) => page && inPage(page));
}
