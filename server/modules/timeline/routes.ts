import { commentAdd, commentEdit, commentRemove, eventsList } from '#contract/timeline';
import type { Bind } from '#platform/http/bind';
import { addComment, editComment, removeComment } from './comment.ts';
import type { EntityAccess } from '#platform/entity-access';
import { type EntityAliases, readTimeline } from './read-timeline.ts';

export type TimelineDeps = { entityAccess: EntityAccess; entityAliases?: EntityAliases };

export function timelineRoutes(bind: Bind, { entityAccess, entityAliases }: TimelineDeps): void {
  bind(eventsList, (ctx, { query }) => readTimeline(ctx, entityAccess, query, entityAliases));
  bind(commentAdd, (ctx, { body }) => addComment(ctx, entityAccess, body));
  bind(commentEdit, (ctx, { params, body }) =>
    editComment(ctx, entityAccess, { ...params, ...body }));
  bind(commentRemove, (ctx, { params }) => removeComment(ctx, entityAccess, params));
}
