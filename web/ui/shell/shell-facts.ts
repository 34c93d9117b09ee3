import { useQuery } from '@tanstack/react-query';
import { shellFacts } from '#contract/shell';
import type { ShellFacts } from '#contract/shell';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';

/** However much happens around, the figures are asked for at most this often. */
const PAUSE_MS = 5_000;
/** Nothing happens when a task falls due: that alone is for the clock. */
const REFRESH_MS = 5 * 60_000;

/** Figures of the navigation; `onec` is undefined while nothing is known. */
export function useShellFacts(): Partial<ShellFacts> & { heardMs: number } {
  const { data, dataUpdatedAt } = useQuery(routeQuery(shellFacts, {}));
  return { ...data, heardMs: dataUpdatedAt };
}

/** Asks for the figures again when what they count has changed; once for a screen. */
export function useFreshShellFacts(): void {
  useQuery({ ...routeQuery(shellFacts, {}), refetchInterval: REFRESH_MS });
  const refresh = useThrottled(
    () => void queryClient.invalidateQueries({ queryKey: keyOf(shellFacts) }), PAUSE_MS);
  useChanges('deal', null, refresh);
  useChanges('lead', null, refresh);
  useChanges('task', null, refresh);
  useChanges('exchange', null, refresh);
}
