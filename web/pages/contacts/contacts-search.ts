import { idOf, known, readListSearch } from '../../lists/list-search.ts';
import type { ListSearch } from '../../lists/list-search.ts';

export type ContactsSearch = ListSearch & {
  create?: 'contact';
  /** The contact in the side panel. */
  contact?: number;
};

/** The list's state, as the address holds it. */
export function readContactsSearch(search: Record<string, unknown>): ContactsSearch {
  return known({
    ...readListSearch(search), contact: idOf(search.contact),
    create: search.create === 'contact' ? 'contact' : undefined,
  });
}

const TABS = ['deals', 'tasks', 'files', 'history'] as const;
export type ContactTab = (typeof TABS)[number];
export type ContactSearch = { tab?: ContactTab };

export function readContactSearch(search: Record<string, unknown>): ContactSearch {
  const tab = TABS.find((each) => each === search.tab);
  return tab ? { tab } : {};
}
