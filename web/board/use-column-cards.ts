import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ApiProblem } from '../api/client.ts';
import { joinCards } from './board-data.ts';
import type { BoardItem, CardsPage, CardSource, ColumnOf } from './board-types.ts';

/** The cards of a column: the first with the board, the rest by its own filter and cursor. */
export function useColumnCards<T extends BoardItem>(column: ColumnOf<T>, source: CardSource<T>) {
  const wanted = useRef(false);
  const more = useInfiniteQuery<
    CardsPage<T>, ApiProblem, { pages: CardsPage<T>[] }, unknown[], string
  >({
    queryKey: [...source.key, column.filter],
    initialPageParam: column.cursor ?? '',
    queryFn: ({ pageParam, signal }) => source.read(column.filter, pageParam, signal),
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
