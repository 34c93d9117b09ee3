import { useInfiniteQuery } from '@tanstack/react-query';
import { eventsList } from '#contract/timeline';
import type { TimelineGroup, TimelinePage } from '#contract/timeline';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf } from '../../api/query.ts';

export type HistoryOf = { entity: string; entityId: number };

const PAGE_ITEMS = 50;

/** The events of one record, newest first; the stream makes its owner ask again. */
export function useHistory(
  of: HistoryOf, narrow: { group?: TimelineGroup; related?: '1' } = {},
) {
  const query = useInfiniteQuery<
    TimelinePage, ApiProblem, { pages: TimelinePage[] }, unknown[], string | null
  >({
    queryKey: [...keyOf(eventsList), { query: of }, 'pages', narrow],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(eventsList, {
      query: {
        ...of, limit: PAGE_ITEMS, ...narrow,
        ...(pageParam ? { cursor: pageParam } : {}),
      },
      signal,
    }),
    getNextPageParam: (page) => page.cursor,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] };
}
