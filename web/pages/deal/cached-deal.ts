// What lists and boards already know of a deal: the card opens with it at once and the rest comes.
import { dealsBoard, dealsList } from '#contract/deals';
import type { DealCard, DealItem } from '#contract/deals';
import { keyOf, queryClient } from '../../api/query.ts';

type Known = {
  items?: DealItem[];
  pages?: { items: DealItem[] }[];
  columns?: { items: DealItem[] }[];
};

function itemsOf(data: Known | undefined): DealItem[] {
  const parts = data?.pages ?? data?.columns ?? [];
  return [...(data?.items ?? []), ...parts.flatMap((part) => part.items)];
}

function findItem(id: number): DealItem | undefined {
  for (const route of [dealsList, dealsBoard]) {
    for (const [, data] of queryClient.getQueriesData<Known>({ queryKey: keyOf(route) })) {
      const item = itemsOf(data).find((deal) => deal.id === id);
      if (item) return item;
    }
  }
  return undefined;
}

/** The deal as far as it is known; what a list does not hold is empty and nothing may be done. */
export function cachedDeal(id: number): DealCard | undefined {
  const item = findItem(id);
  if (!item) return undefined;
  return {
    ...item,
    contact: null,
    source: null,
    ownEntity: null,
    vatRegime: 'vat',
    amountSource: item.orderNumbers.length > 0 ? 'onec' : 'estimate',
    estimateKopecks: null,
    shippedKopecks: null,
    comment: null,
    projectName: null,
    endCustomerName: null,
    endCustomerInn: null,
    address: null,
    lostReason: null,
    participants: [],
    lines: [],
    lineColumns: [],
    transfer: null,
    approval: null,
    may: {
      edit: false, transfer: false, seeMoney: item.amountKopecks !== null, seeLines: true,
      decide: false,
    },
  };
}
