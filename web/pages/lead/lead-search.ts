export const LEAD_TABS = ['work', 'tasks', 'files', 'history'] as const;
export type LeadTab = (typeof LEAD_TABS)[number];
export type LeadSearch = { tab?: LeadTab };

/** The open tab stands in the address, so that a link shows the same. */
export function readLeadSearch(search: Record<string, unknown>): LeadSearch {
  const tab = LEAD_TABS.find((each) => each === search.tab);
  return tab ? { tab } : {};
}
