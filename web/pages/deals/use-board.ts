import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { dealsBoard, dealsList } from '#contract/deals';
import type { DealItem } from '#contract/deals';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';
import type { CardSource } from '../../board/board-types.ts';
import { isDragging } from '../../board/drag-state.ts';
import { paths } from '../../paths.ts';
import { boardQuery } from './board-query.ts';
import type { BoardAsk } from './board-query.ts';

const MORE_CARDS = '50';
/** However many deals change, the board is asked at most this often. */
const REFRESH_MS = 1000;

/** The columns of a pipeline; undefined pipeline waits. */
export function useBoard(ask: BoardAsk | undefined) {
  return useQuery({
    ...boardQuery(ask),
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
