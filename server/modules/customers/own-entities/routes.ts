// Addresses of our legal entities.
import * as contract from '#contract/own-entities';
import type { Bind } from '#platform/http/bind';
import { listOwnEntities } from './own-entity.ts';
import { listOwnNames, mapOwnName } from './own-names.ts';
import { createOwnEntity, editOwnEntity } from './save-own-entity.ts';

export function ownEntityRoutes(bind: Bind): void {
  bind(contract.ownEntitiesList, (ctx) => listOwnEntities(ctx.db));
  bind(contract.ownEntityCreate, (ctx, { body }) => createOwnEntity(ctx, body));
  bind(contract.ownEntityEdit, (ctx, { params, body }) =>
    editOwnEntity(ctx, { ...body, ...params }));
  bind(contract.ownEntityNames, (ctx) => listOwnNames(ctx.db));
  bind(contract.ownEntityNameMap, (ctx, { body }) => mapOwnName(ctx, body));
}
