const TABS = ['deals', 'others', 'tasks', 'files', 'history'] as const;
export type CompanyTab = (typeof TABS)[number];
export type CompanySearch = { tab?: CompanyTab };

export function readCompanySearch(search: Record<string, unknown>): CompanySearch {
  const tab = TABS.find((each) => each === search.tab);
  return tab ? { tab } : {};
}
