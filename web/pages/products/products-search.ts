import { idOf, known, readListSearch } from '../../lists/list-search.ts';
import type { ListSearch } from '../../lists/list-search.ts';

export type ProductsSearch = ListSearch & {
  /** The group of the tree whose products are shown. */
  folder?: number;
  /** The product in the side panel. */
  product?: number;
  create?: 'product';
};
export type ProductTab = 'prices' | 'sales' | 'files' | 'history';
export type ProductSearch = { tab?: ProductTab };

const TABS: readonly ProductTab[] = ['prices', 'sales', 'files', 'history'];

/** The list's state, as the address holds it. */
export function readProductsSearch(search: Record<string, unknown>): ProductsSearch {
  return known({
    ...readListSearch(search), folder: idOf(search.folder),
    product: idOf(search.product),
    create: search.create === 'product' ? 'product' : undefined,
  });
}

export function readProductSearch(search: Record<string, unknown>): ProductSearch {
  const tab = TABS.find((known) => known === search.tab);
  return tab ? { tab } : {};
}
