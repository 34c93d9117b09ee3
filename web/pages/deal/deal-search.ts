export const DEAL_TABS = ['goods', 'payments', 'shipments', 'tasks', 'files', 'history'] as const;
export type DealTab = (typeof DEAL_TABS)[number];
export type DealSearch = { tab?: DealTab };

/** The open tab stands in the address, so that a link shows the same. */
export function readDealSearch(search: Record<string, unknown>): DealSearch {
  const tab = DEAL_TABS.find((each) => each === search.tab);
  return tab ? { tab } : {};
}
