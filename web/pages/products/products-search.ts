import { panelIdOf } from '../../panel/panel-id.ts';

export type ProductsSearch = {
  filter?: string; q?: string; sort?: string; group?: number; create?: 'product';
  /** The product in the side panel. */
  product?: number;
};
export type ProductTab = 'prices' | 'sales' | 'history';
export type ProductSearch = { tab?: ProductTab };

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The list's state, as the address holds it. */
export function readProductsSearch(search: Record<string, unknown>): ProductsSearch {
  const filter = textOf(search.filter);
  const q = textOf(search.q);
  const sort = textOf(search.sort);
  const group = Number(search.group);
  const product = panelIdOf(search.product);
  return {
    ...(filter ? { filter } : {}),
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
    ...(product ? { product } : {}),
    ...(Number.isSafeInteger(group) && group > 0 ? { group } : {}),
    ...(search.create === 'product' ? { create: 'product' as const } : {}),
  };
}

export function readProductSearch(search: Record<string, unknown>): ProductSearch {
  const { tab } = search;
  return tab === 'sales' || tab === 'history' || tab === 'prices' ? { tab } : {};
}
