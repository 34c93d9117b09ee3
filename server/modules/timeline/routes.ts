import { auditFields, auditList, eventRestore } from '#contract/audit';
import { commentAdd, commentEdit, commentRemove, eventsList } from '#contract/timeline';
import type { Bind } from '#platform/http/bind';
import { addComment, editComment, removeComment } from './comment.ts';
import type { EntityAccess } from '#platform/entity-access';
import { type AuditDeps, auditFieldInfos, listAudit } from './audit.ts';
import { type EntityAliases, readTimeline } from './read-timeline.ts';
import { type Restorers, restoreValue } from './restore-value.ts';

export type TimelineDeps = {
  entityAccess: EntityAccess; entityAliases?: EntityAliases;
  audit: Omit<AuditDeps, 'restorable'>; restorers: Restorers;
};

export function timelineRoutes(bind: Bind, deps: TimelineDeps): void {
  const { entityAccess, restorers } = deps;
  const restorable = Object.fromEntries(
    Object.entries(restorers).map(([entity, { fields }]) => [entity, fields]));
  bind(auditList, (ctx, { query }) => listAudit(ctx, { ...deps.audit, restorable }, query));
  bind(auditFields, async (ctx) => auditFieldInfos(ctx));
  bind(eventRestore, (ctx, { params, body }) =>
    restoreValue(ctx, { entityAccess, restorers }, { ...params, ...body }));
  bind(eventsList, (ctx, { query }) =>
    readTimeline(ctx, entityAccess, query, {
      restorable: restorable[query.entity] ?? [],
      ...(deps.entityAliases ? { aliases: deps.entityAliases } : {}),
    }));
  bind(commentAdd, (ctx, { body }) => addComment(ctx, entityAccess, body));
  bind(commentEdit, (ctx, { params, body }) =>
    editComment(ctx, entityAccess, { ...params, ...body }));
  bind(commentRemove, (ctx, { params }) => removeComment(ctx, entityAccess, params));
}
