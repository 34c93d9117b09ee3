import { panelIdOf } from '../../panel/panel-id.ts';

export type ContactsSearch = {
  filter?: string; q?: string; sort?: string; create?: 'contact';
  /** The contact in the side panel. */
  contact?: number;
};

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The list's state, as the address holds it. */
export function readContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const filter = textOf(search.filter);
  const q = textOf(search.q);
  const sort = textOf(search.sort);
  const contact = panelIdOf(search.contact);
  return {
    ...(filter ? { filter } : {}),
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
    ...(contact ? { contact } : {}),
    ...(search.create === 'contact' ? { create: 'contact' as const } : {}),
  };
}

const TABS = ['deals', 'tasks', 'files', 'history'] as const;
export type ContactTab = (typeof TABS)[number];
export type ContactSearch = { tab?: ContactTab };

export function readContactSearch(search: Record<string, unknown>): ContactSearch {
  const tab = TABS.find((each) => each === search.tab);
  return tab ? { tab } : {};
}
