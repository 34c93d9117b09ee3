import { useInfiniteQuery } from '@tanstack/react-query';
import { commandsList } from '#contract/commands';
import type { ListedCommand } from '#contract/commands';
import type { RouteResponse } from '#contract/route';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import type { CommandsSearch } from './commands-search.ts';

const PAGE_ITEMS = 100;
/** 1C fetches without a word of the log: that is asked for by the clock. */
const REFRESH_MS = 10_000;

export type CommandsPage = { items: ListedCommand[]; bases: Receiver[] };
export type Receiver = RouteResponse<typeof commandsList>['bases'][number];

export function refreshCommands(): void {
  for (const id of ['commands.list', 'commands.read', 'exchange.state']) {
    void queryClient.invalidateQueries({ queryKey: [id] });
  }
}

export function useCommands({ state = 'open', type, base }: CommandsSearch) {
  useChanges('exchange', null, (changes) => {
    if (changes.some(({ kind }) => kind.startsWith('exchange.command'))) refreshCommands();
  });
  return useInfiniteQuery<
    CommandsPage, ApiProblem, { pages: CommandsPage[] }, unknown[], number | null
  >({
    queryKey: [...keyOf(commandsList), state, type, base],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(commandsList, {
      query: {
        state, limit: PAGE_ITEMS, ...(type ? { type: type as ListedCommand['type'] } : {}),
        ...(base ? { baseId: base } : {}), ...(pageParam ? { before: pageParam } : {}),
      },
      signal,
    }),
    getNextPageParam: (page) =>
      (page.items.length === PAGE_ITEMS ? page.items.at(-1)?.seq ?? null : null),
    refetchInterval: REFRESH_MS,
  });
}

/** Says what an action did, or why it did not. */
export function act<Result>(work: Promise<Result>, said: (result: Result) => string): void {
  work.then((result) => toast(said(result)))
    .catch((error: unknown) => failToast(ruCommands.failed, error))
    .finally(refreshCommands);
}
