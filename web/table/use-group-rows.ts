import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Group } from '#contract/lists';
import type { Route } from '#contract/route';
import { call } from '../api/client.ts';
import type { CallArgs } from '../api/client.ts';
import { keyOf } from '../api/query.ts';
import { groupLines } from './group-lines.ts';
import type { GroupLine, Loaded } from './group-lines.ts';
import type { ListAsk } from './use-keyset-list.ts';

const STEP = 50;
/** What one call brings at most; further on the group is a list of its own. */
const ROWS_MAX = 1000;

type Page<Row> = { items: Row[]; cursor: string | null };

/** Rows of the groups that are open, asked for only then; a long one grows by steps. */
export function useGroupRows<Row extends { id: number }>(
  route: Route, groups: Group[], ask: ListAsk,
) {
  const [limits, setLimits] = useState<ReadonlyMap<string, number>>(new Map());
  const open = groups.filter(({ filter }) => limits.has(filter));
  const pages = useQueries({
    queries: open.map(({ filter }) => {
      const query = { ...ask, filter, limit: String(limits.get(filter) ?? STEP) };
      return {
        queryKey: [...keyOf(route), 'group', query],
        queryFn: async ({ signal }: { signal: AbortSignal }) =>
          (await call(route, { query, signal } as CallArgs<Route>)) as unknown as Page<Row>,
        placeholderData: keepPreviousData,
      };
    }),
  });
  const loaded = new Map(open.map(({ filter }, index): [string, Loaded<Row>] => {
    const page = pages[index]?.data;
    const isFull = (limits.get(filter) ?? STEP) >= ROWS_MAX;
    return [filter, {
      items: page?.items ?? [], hasMore: Boolean(page?.cursor) && !isFull,
      isLoading: pages[index]?.isPending ?? false,
    }];
  }));
  const set = (filter: string, limit: number | null) => setLimits((now) => {
    const next = new Map(now);
    if (limit === null) next.delete(filter);
    else next.set(filter, Math.min(limit, ROWS_MAX));
    return next;
  });
  return {
    lines: groupLines(groups, loaded) as GroupLine<Row>[],
    toggle: ({ filter }: Group) => set(filter, limits.has(filter) ? null : STEP),
    more: ({ filter }: Group) => set(filter, (limits.get(filter) ?? 0) + 4 * STEP),
  };
}
