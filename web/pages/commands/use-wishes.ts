import { useQuery } from '@tanstack/react-query';
import { companyCommands, dealCommands } from '#contract/commands';
import type { OnecWish, OrderAnswer } from '#contract/commands';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';

export type WishesOf = { entity: 'deal' | 'company'; id: number };

const ROUTES = { deal: dealCommands, company: companyCommands };

export function refreshWishes(): void {
  for (const route of Object.values(ROUTES)) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

type WishesOfDeal = { items: OnecWish[]; answers: OrderAnswer[] };

const TELLS = /^command\.|\.(edited|linked|onecAnswered|sentToOnec|moneyChanged|stageMoved)$/;

/** Whether the deal stands in 1C's list of those without an order. */
export function useSending(dealId: number) {
  return useQuery(routeQuery(dealCommands, { params: { id: dealId } })).data?.sending;
}

/** What of the record waits for 1C or was refused by it; lives by the events of the record. */
export function useWishes({ entity, id }: WishesOf): WishesOfDeal {
  useChanges(entity, id, (changes) => {
    if (changes.some(({ kind }) => TELLS.test(kind))) refreshWishes();
  });
  const { data } = useQuery(routeQuery(ROUTES[entity], { params: { id } }));
  // A company is no order: 1C answers nothing about it.
  const { items = [], answers = [] } = (data ?? {}) as Partial<WishesOfDeal>;
  return { items, answers };
}
