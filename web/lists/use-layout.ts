// How a person keeps a list. Apart from the columns themselves: a board asks for its default view
// before anybody has seen a list.
import { useMutation, useQuery } from '@tanstack/react-query';
import { layoutRead, layoutWrite } from '#contract/lists';
import type { ListLayout, ListNoun } from '#contract/lists';
import { call } from '../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';

export type Noun = ListNoun;

const LAYOUT_STALE_MS = 10 * 60_000;

export function useListLayout(noun: Noun) {
  const query = useQuery({
    ...routeQuery(layoutRead, { params: { noun } }), staleTime: LAYOUT_STALE_MS,
  });
  const save = useMutation({
    mutationFn: (patch: Partial<ListLayout>) =>
      call(layoutWrite, { params: { noun }, body: patch }),
    onSuccess: (layout) =>
      queryClient.setQueryData(keyOf(layoutRead, { params: { noun } }), layout),
  });
  return { layout: query.data, isKnown: !query.isPending, save: save.mutate };
}
