import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { leadRead, leadsBoard, leadsList } from '#contract/leads';
import type { LeadItem } from '#contract/leads';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';
import type { CardSource } from '../../board/board-types.ts';
import { isDragging } from '../../board/drag-state.ts';
import { paths } from '../../paths.ts';
import type { LeadsSearch } from './leads-search.ts';

const FIRST_CARDS = 30;
const MORE_CARDS = '50';
const DEFAULT_SORT = '-updatedAt';
/** However many leads change, board and list are asked at most this often. */
const REFRESH_MS = 1000;

type BoardAsk = { sort: string; filter?: string; q?: string };

export const boardAsk = ({ sort, filter, q }: LeadsSearch): BoardAsk =>
  ({ sort: sort ?? DEFAULT_SORT, filter, q });

export function useLeadsBoard(ask: BoardAsk) {
  return useQuery({
    ...routeQuery(leadsBoard, { query: { ...ask, limit: FIRST_CARDS } }),
    placeholderData: keepPreviousData,
  });
}

/** Where the cards below the first ones come from. */
export function cardsOf({ q, sort }: BoardAsk): CardSource<LeadItem> {
  return {
    key: [...keyOf(leadsList), 'column', { q, sort }],
    list: { to: paths.leadsList(), search: { q } },
    read: (filter, cursor, signal) => call(leadsList, {
      query: { filter, q, sort, cursor, limit: MORE_CARDS }, signal,
    }),
  };
}

export function refreshLeads(): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(leadsBoard) });
  void queryClient.invalidateQueries({ queryKey: keyOf(leadsList) });
}

export function refreshLead(id: number): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(leadRead, { params: { id } }) });
  refreshLeads();
}

/** Keeps board and list as fresh as the stream: at once, then not more often than REFRESH_MS. */
export function useLiveLeads(): void {
  const refresh = useThrottled(() => {
    // A card must not vanish under the hand that drags it.
    if (isDragging()) return false;
    refreshLeads();
    return true;
  }, REFRESH_MS);
  useChanges('lead', null, refresh);
}
