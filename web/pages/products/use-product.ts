// The product of the card: read, kept current by the stream, edited field by field.
import { useQuery } from '@tanstack/react-query';
import { productEdit, productRead } from '#contract/catalog';
import type { ProductCard, ProductEdit } from '#contract/catalog';
import { productSales } from '#contract/prices';
import { eventsList } from '#contract/timeline';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { usePresence } from '../../api/presence.ts';
import { useChanges } from '../../api/stream.ts';
import type { RecordDoor, RecordEditor } from '../record/use-record-editor.ts';

const keyOfProduct = (id: number) => keyOf(productRead, { params: { id } });

export function refreshProduct(id: number): void {
  void queryClient.invalidateQueries({ queryKey: keyOfProduct(id) });
  void queryClient.invalidateQueries({ queryKey: keyOf(eventsList) });
}

export function useProduct(id: number) {
  usePresence('product', id);
  const query = useQuery(routeQuery(productRead, { params: { id } }));
  useChanges('product', id, () => refreshProduct(id));
  return query;
}

export function useSales(id: number) {
  return useQuery(routeQuery(productSales, { params: { id } }));
}

export type ProductBody = Omit<ProductEdit, 'version'>;
export type SaveProduct = RecordEditor<ProductCard, ProductBody>['save'];

export const PRODUCT_DOOR: RecordDoor<ProductCard, ProductBody> = {
  entity: 'product',
  send: (id, body) => call(productEdit, { params: { id }, body }),
  read: (id) => call(productRead, { params: { id } }),
  patch: (id, patch) => {
    queryClient.setQueryData<ProductCard>(
      keyOfProduct(id), (card) => (card ? { ...card, ...patch } : card));
  },
  refresh: refreshProduct,
  refreshLists: () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(eventsList) });
  },
};
