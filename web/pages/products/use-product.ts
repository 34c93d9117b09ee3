// The product of the card: read, kept current by the stream, edited field by field.
import { useQuery } from '@tanstack/react-query';
import { productEdit, productRead } from '#contract/catalog';
import type { ProductCard, ProductEdit } from '#contract/catalog';
import { productSales } from '#contract/prices';
import { eventsList } from '#contract/timeline';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

const keyOfProduct = (id: number) => keyOf(productRead, { params: { id } });

export function refreshProduct(id: number): void {
  void queryClient.invalidateQueries({ queryKey: keyOfProduct(id) });
  void queryClient.invalidateQueries({ queryKey: keyOf(eventsList) });
}

export function useProduct(id: number) {
  const query = useQuery(routeQuery(productRead, { params: { id } }));
  useChanges('product', id, () => refreshProduct(id));
  return query;
}

export function useSales(id: number) {
  return useQuery(routeQuery(productSales, { params: { id } }));
}

/** Saves one field; a refusal says why and the card is read anew. */
export function saveProduct(
  { id, version }: ProductCard, label: string, body: Omit<ProductEdit, 'version'>,
): void {
  call(productEdit, { params: { id }, body: { version, ...body } })
    .then(() => announce(ruProducts.card.saved(label)))
    .catch((error: unknown) => {
      const isLost = error instanceof ApiProblem && error.code === 'record.changed';
      if (isLost) toast(ruProducts.card.conflict, { meaning: 'bad' });
      else failToast(ruProducts.card.saveFailed(label), error);
    })
    .finally(() => refreshProduct(id));
}
