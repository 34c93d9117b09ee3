import { useQuery } from '@tanstack/react-query';
import {
  ownEntitiesList, ownEntityCreate, ownEntityEdit, ownEntityNameMap, ownEntityNames,
} from '#contract/own-entities';
import type { OwnEntity, OwnEntityCreate } from '#contract/own-entities';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruOwnEntities } from '../../texts/ru-own-entities.ts';
import { failToast } from '../../ui/fail-toast.ts';

export function refreshOwnEntities(): void {
  for (const route of [ownEntitiesList, ownEntityNames]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
  void queryClient.invalidateQueries({ queryKey: ['choices', 'ownEntities'] });
}

export function useOwnEntities() {
  useChanges('ownEntity', null, refreshOwnEntities);
  return useQuery(routeQuery(ownEntitiesList, {}));
}

export const useOwnNames = () => useQuery(routeQuery(ownEntityNames, {}));

export const saveOwnEntity = (entity: OwnEntity | null, body: OwnEntityCreate) => (entity
  ? call(ownEntityEdit, { params: { id: entity.id }, body: { version: entity.version, ...body } })
  : call(ownEntityCreate, { body }));

const change = (act: Promise<unknown>) => void act
  .catch((error: unknown) => failToast(ruOwnEntities.changeFailed, error))
  .finally(refreshOwnEntities);

export const archiveOwnEntity = ({ id, version }: OwnEntity, archived: boolean) =>
  change(call(ownEntityEdit, { params: { id }, body: { version, archived } }));

export const mapOwnName = (name: string, ownEntityId: number | null) =>
  change(call(ownEntityNameMap, { body: { name, ownEntityId } }));
