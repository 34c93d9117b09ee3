import { auditFields, auditList, eventRestore } from '#contract/audit';
import {
  commentAdd, commentEdit, commentPeople, commentPin, commentRemove, commentReplies,
  commentsPinned, commentVersions,
} from '#contract/comments';
import { eventsList } from '#contract/timeline';
import type { Bind } from '#platform/http/bind';
import { addComment, editComment, removeComment } from './comment.ts';
import type { EntityAccess } from '#platform/entity-access';
import { type AuditDeps, auditFieldInfos, listAudit } from './audit.ts';
import { colleagues } from './mentions.ts';
import { pinComment } from './pin-comment.ts';
import { readPinned, readReplies, readVersions } from './read-comments.ts';
import { type EntityAliases, type Neighbours, readTimeline, recordIds } from './read-timeline.ts';
import { type Restorers, restoreValue } from './restore-value.ts';

export type TimelineDeps = {
  entityAccess: EntityAccess; entityAliases?: EntityAliases;
  neighbours: Neighbours;
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
      restorable, neighbours: deps.neighbours,
      ...(deps.entityAliases ? { aliases: deps.entityAliases } : {}),
    }));
  commentRoutes(bind, deps);
}

function commentRoutes(bind: Bind, { entityAccess, entityAliases }: TimelineDeps): void {
  bind(commentAdd, async (ctx, { body }) => addComment(
    ctx, entityAccess, body, await recordIds(ctx, body, entityAliases)));
  bind(commentEdit, (ctx, { params, body }) =>
    editComment(ctx, entityAccess, { ...params, ...body }));
  bind(commentRemove, (ctx, { params }) => removeComment(ctx, entityAccess, params));
  bind(commentPin, (ctx, { params, body }) =>
    pinComment(ctx, entityAccess, { ...params, ...body }));
  bind(commentsPinned, async (ctx, { query }) => readPinned(
    ctx, entityAccess, query, await recordIds(ctx, query, entityAliases)));
  bind(commentReplies, (ctx, { params }) => readReplies(ctx, entityAccess, params.id));
  bind(commentVersions, (ctx, { params }) => readVersions(ctx, entityAccess, params.id));
  bind(commentPeople, (ctx, { query }) => colleagues(ctx, entityAccess, query));
}
