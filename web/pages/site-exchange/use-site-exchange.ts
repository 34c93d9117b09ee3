import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { siteAccountEdit, siteAccounts, siteSessions } from '#contract/site-exchange';
import type { SiteAccount, SiteAccountEdit, SiteSession } from '#contract/site-exchange';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';

const REFRESH_MS = 5000;

export function refreshSiteExchange(): void {
  for (const route of [siteAccounts, siteSessions]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

export function useSiteAccounts() {
  useChanges('exchange', null, refreshSiteExchange);
  return useQuery(routeQuery(siteAccounts, {}));
}

type Page = { items: SiteSession[]; hasMore: boolean };

/** A session moves on with every request of 1C: it is asked for while it is looked at. */
export function useSiteSessions() {
  return useInfiniteQuery<Page, ApiProblem, { pages: Page[] }, unknown[], number | null>({
    queryKey: keyOf(siteSessions),
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(siteSessions, {
      query: pageParam ? { before: pageParam } : {}, signal,
    }),
    getNextPageParam: (page) => (page.hasMore ? page.items.at(-1)?.id ?? null : null),
    refetchInterval: REFRESH_MS,
  });
}

export const editSiteAccount = (
  { id, version }: SiteAccount, body: Omit<SiteAccountEdit, 'version'>,
) => call(siteAccountEdit, { params: { id }, body: { ...body, version } });
