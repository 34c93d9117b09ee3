// The columns of lines as a person keeps them for one pipeline or for leads.
import { useMutation, useQuery } from '@tanstack/react-query';
import { lineLayoutRead, lineLayoutWrite } from '#contract/deal-lines';
import type { LineLayout } from '#contract/deal-lines';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';

const STALE_MS = 10 * 60_000;
/** Until the server answers: margin is shown to those who ask for it. */
const FIRST: LineLayout = {
  hidden: ['cost', 'margin', 'marginPercent'], hiddenOnec: [], known: [],
};

export function useLineLayout(place: string) {
  const key = keyOf(lineLayoutRead, { params: { place } });
  const { data: layout = FIRST } = useQuery({
    ...routeQuery(lineLayoutRead, { params: { place } }), staleTime: STALE_MS,
  });
  const { mutate: save } = useMutation({
    mutationFn: (patch: Partial<LineLayout>) =>
      call(lineLayoutWrite, { params: { place }, body: patch }),
    onMutate: (patch) => queryClient.setQueryData<LineLayout>(key,
      (now) => ({ ...(now ?? FIRST), ...patch })),
  });
  return { layout, save };
}
