// TanStack Query over the typed client. A key is [route id, entity, args], so that the stream can
// invalidate by entity and everything can be found by its route.
import { queryOptions } from '@tanstack/react-query';
import type { Route, RouteResponse } from '#contract/route';
import { ApiProblem, call } from './client.ts';
import type { CallArgs } from './client.ts';
import { ReadingAgainClient } from './reading-again.ts';

const STALE_MS = 15_000;
const RETRIES = 2;

/** Asking again helps only when the server did not answer or was busy. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return failures < RETRIES && (error.code === 'offline' || error.status >= 502);
}

export const queryClient = new ReadingAgainClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      retry: isWorthRetrying,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});

type KeyArgs = { params?: unknown; query?: unknown };

/** The key of one call; `keyOf(route)` alone is the prefix of all calls of the route. */
export function keyOf(route: Route, args?: KeyArgs): unknown[] {
  const key: unknown[] = [route.id];
  if (args) key.push({ params: args.params ?? null, query: args.query ?? null });
  return key;
}

/** What `useQuery` takes to read a route: `useQuery(routeQuery(dealRead, {params: {id}}))`. */
export function routeQuery<R extends Route>(route: R, args: CallArgs<R>) {
  return queryOptions<RouteResponse<R>, ApiProblem>({
    queryKey: keyOf(route, args as KeyArgs),
    queryFn: ({ signal }) => call(route, { ...args, signal }),
  });
}
