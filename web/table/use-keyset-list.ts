// A list read page by page by its cursor; the first page also brings the exact total and sums.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { OtherCurrency } from '#contract/deals';
import type { Route, RouteResponse } from '#contract/route';
import { call } from '../api/client.ts';
import type { ApiProblem, CallArgs } from '../api/client.ts';
import { keyOf } from '../api/query.ts';

const PAGE_SIZE = '100';

export type ListAsk = {
  filter?: string; q?: string; sort?: string; sums?: string;
  /** Fields to bring as `cells` of each row. */
  columns?: string;
};

type PageOf<Item> = {
  items: Item[];
  cursor: string | null;
  total?: number;
  sums?: Record<string, number>;
  otherSums?: OtherCurrency[];
};

type ItemOf<R extends Route> = RouteResponse<R> extends { items: (infer Item)[] } ? Item : never;

export type KeysetList<Item> = {
  rows: Item[];
  total: number | undefined;
  sums: Record<string, number>;
  /** The view of deals in other currencies. */
  otherSums: OtherCurrency[];
  isLoading: boolean;
  /** Rows of the previous filter are still shown while the new ones are read. */
  isChanging: boolean;
  error: ApiProblem | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  moreError: ApiProblem | null;
  loadMore: () => void;
  retry: () => void;
};

export function listKey(route: Route, ask: ListAsk): unknown[] {
  return [...keyOf(route), 'keyset', ask];
}

/** Reads `route` (a list of the common protocol) for the given filter, sort and text. */
export function useKeysetList<R extends Route>(route: R, ask: ListAsk): KeysetList<ItemOf<R>> {
  const query = useInfiniteQuery<
    PageOf<ItemOf<R>>, ApiProblem, { pages: PageOf<ItemOf<R>>[] }, unknown[], string | null
  >({
    queryKey: listKey(route, ask),
    initialPageParam: null,
    queryFn: async ({ pageParam, signal }) => {
      const { sums, ...rest } = ask;
      const first = pageParam === null ? { total: '1', sums } : { cursor: pageParam };
      const args = { query: { ...rest, limit: PAGE_SIZE, ...first }, signal } as CallArgs<R>;
      return (await call(route, args)) as PageOf<ItemOf<R>>;
    },
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.items),
    total: pages[0]?.total,
    sums: pages[0]?.sums ?? {},
    otherSums: pages[0]?.otherSums ?? [],
    isLoading: query.isPending,
    isChanging: query.isPlaceholderData,
    error: query.data ? null : query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    moreError: query.isFetchNextPageError ? query.error : null,
    loadMore: () => {
      if (!query.isFetchingNextPage && query.hasNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
