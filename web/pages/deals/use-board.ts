import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { dealsBoard, dealsList } from '#contract/deals';
import type { BoardColumn, DealItem } from '#contract/deals';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';
import { joinCards } from './board-data.ts';
import type { DealsSearch } from './deals-search.ts';
import { isDragging } from './drag-state.ts';

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
}

type Page = { items: DealItem[]; cursor: string | null };

/** The cards of a column: the first with the board, the rest by its own filter and cursor. */
export function useColumnCards(column: BoardColumn, ask: BoardAsk) {
  const { q, sort } = ask;
  const wanted = useRef(false);
  const more = useInfiniteQuery<Page, ApiProblem, { pages: Page[] }, unknown[], string>({
    queryKey: [...keyOf(dealsList), 'column', { filter: column.filter, q, sort }],
    initialPageParam: column.cursor ?? '',
    queryFn: ({ pageParam, signal }) => call(dealsList, {
      query: { filter: column.filter, q, sort, cursor: pageParam, limit: MORE_CARDS }, signal,
    }),
    getNextPageParam: (page) => page.cursor,
    enabled: false,
  });

  // When the board is read anew, cards read further down follow from its new cursor.
  const { refetch } = more;
  useEffect(() => {
    if (wanted.current && column.cursor) void refetch();
  }, [column.cursor, refetch]);

  const pages = column.cursor ? more.data?.pages ?? [] : [];
  const hasMore = column.cursor !== null && (pages.length === 0 || more.hasNextPage);
  return {
    cards: joinCards(column.items, pages.flatMap((page) => page.items)),
    hasMore,
    isLoadingMore: more.isFetching,
    loadMore: () => {
      if (!hasMore || more.isFetching || more.isError) return;
      wanted.current = true;
      void (pages.length === 0 ? more.refetch() : more.fetchNextPage());
    },
  };
}
