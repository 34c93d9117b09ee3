import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { dealsBoard, dealsList } from '#contract/deals';
import type { DealItem } from '#contract/deals';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';
import type { CardSource } from '../../board/board-types.ts';
import { isDragging } from '../../board/drag-state.ts';
import { paths } from '../../paths.ts';
import type { DealsSearch } from './deals-search.ts';

const FIRST_CARDS = 30;
const MORE_CARDS = '50';
const DEFAULT_SORT = '-updatedAt';
/** However many deals change, the board is asked at most this often. */
const REFRESH_MS = 1000;

export type BoardAsk = { pipelineId: number; sort: string; filter?: string; q?: string };

export function boardAsk(pipelineId: number, search: DealsSearch): BoardAsk {
  return {
    pipelineId, sort: search.sort ?? DEFAULT_SORT, filter: search.filter, q: search.q,
  };
}

const boardQuery = (ask: BoardAsk) =>
  routeQuery(dealsBoard, { query: { ...ask, limit: FIRST_CARDS } });

export const boardKey = (ask: BoardAsk) => boardQuery(ask).queryKey;

/** The columns of a pipeline; undefined pipeline waits. */
export function useBoard(ask: BoardAsk | undefined) {
  return useQuery({
    ...boardQuery(ask ?? { pipelineId: 0, sort: DEFAULT_SORT }),
    enabled: ask !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** Asks the board again after changes: at once, then not more often than REFRESH_MS. */
export function useLiveBoard(): void {
  const refresh = useThrottled(() => {
    // A card must not vanish under the hand that drags it.
    if (isDragging()) return false;
    void queryClient.invalidateQueries({ queryKey: keyOf(dealsBoard) });
    return true;
  }, REFRESH_MS);
  useChanges('deal', null, refresh);
  useChanges('pipeline', null, refresh);
}

/** Where the cards below the first ones come from. */
export function cardsOf({ q, sort }: BoardAsk): CardSource<DealItem> {
  return {
    key: [...keyOf(dealsList), 'column', { q, sort }],
    list: { to: paths.dealsList(), search: { q } },
    read: (filter, cursor, signal) => call(dealsList, {
      query: { filter, q, sort, cursor, limit: MORE_CARDS }, signal,
    }),
  };
}
