import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { exchangeState, quarantineList } from '#contract/exchange';
import type { HeldItem } from '#contract/exchange';
import { shellFacts } from '#contract/shell';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';

const REFRESH_MS = 5000;
const PAGE_ITEMS = 100;

export type HeldState = 'open' | 'parked' | 'rejected' | 'settled';

/** The exchange is alive by itself: its state is asked every few seconds while it is looked at. */
export function useExchange() {
  return useQuery({ ...routeQuery(exchangeState, {}), refetchInterval: REFRESH_MS });
}

type Page = { items: HeldItem[]; total: number; codes: { code: string; count: number }[] };

export function useQuarantine(state: HeldState, code: string) {
  useChanges('exchange', null, (changes) => {
    // How far a file of history has come is nobody's business but its own list's.
    if (changes.some((change) => !change.kind.endsWith('progress'))) refreshExchange();
  });
  return useInfiniteQuery<Page, ApiProblem, { pages: Page[] }, unknown[], number | null>({
    queryKey: [...keyOf(quarantineList), state, code],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(quarantineList, {
      query: {
        state, limit: PAGE_ITEMS, ...(code ? { code } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      },
      signal,
    }),
    getNextPageParam: (page) =>
      (page.items.length === PAGE_ITEMS ? page.items.at(-1)?.id ?? null : null),
    refetchInterval: REFRESH_MS * 2,
  });
}

export function refreshExchange(): void {
  for (const id of ['exchange.state', 'exchange.quarantine', 'exchange.quarantineItem',
    'exchange.object']) {
    void queryClient.invalidateQueries({ queryKey: [id] });
  }
  void queryClient.invalidateQueries({ queryKey: keyOf(shellFacts) });
}

/** An action of the monitor: says what it did, or why it did not. */
export function act<Result>(work: Promise<Result>, said: (result: Result) => string): void {
  work.then((result) => toast(said(result)))
    .catch((error: unknown) => failToast(ruExchange.alarm.failed, error))
    .finally(refreshExchange);
}
