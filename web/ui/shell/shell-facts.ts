import { useQuery } from '@tanstack/react-query';
import { shellFacts } from '#contract/shell';
import type { ShellFacts } from '#contract/shell';
import { routeQuery } from '../../api/query.ts';

const REFRESH_MS = 15_000;
const NOTHING: ShellFacts = { counts: {}, onec: { state: 'never', lastContactAt: null, at: '' } };

/** Figures of the navigation; while they are unknown, nothing is shown instead of zeros. */
export function useShellFacts(): ShellFacts & { heardMs: number } {
  const { data, dataUpdatedAt } = useQuery({
    ...routeQuery(shellFacts, {}),
    refetchInterval: REFRESH_MS,
  });
  return { ...data ?? NOTHING, heardMs: dataUpdatedAt };
}
