// Apart, because the first load does not need it.
import { ownEntitiesList } from '#contract/own-entities';
import { queryClient, routeQuery } from '../api/query.ts';

/** Archived ones stay for filters by what was. */
export async function ownEntityChoices() {
  const entities = await queryClient.fetchQuery({
    ...routeQuery(ownEntitiesList, {}), staleTime: 60_000,
  });
  return entities.map(({ id, name, inn }) =>
    ({ value: id, title: name, subtitle: inn ?? undefined }));
}
