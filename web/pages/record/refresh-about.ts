import { eventsList } from '#contract/timeline';
import { tasksList } from '#contract/work';
import { keyOf, queryClient } from '../../api/query.ts';

type Key = readonly unknown[];

/** History and tasks of one record, wherever they are shown, are asked again. */
export function refreshAbout(entity: string, id: number): void {
  const predicate = ({ queryKey }: { queryKey: Key }) => {
    const { query } = (queryKey[1] ?? {}) as { query?: { entity?: string; entityId?: number } };
    return query?.entity === entity && query.entityId === id;
  };
  for (const route of [eventsList, tasksList]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route), predicate });
  }
}
