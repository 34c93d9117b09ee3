// Comments beside the timeline: pinned ones, a thread, earlier wordings.
import type { Static } from 'typebox';
import type { Comment, CommentVersion } from '#contract/comments';
import type { Context } from '#platform/context';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { refuse } from '#platform/refuse';
import { pinnedOf, repliesOf } from './comment-columns.ts';
import { findComment, requireComment } from './comment-row.ts';

type Comments = { items: Comment[] };

export async function readPinned(
  ctx: Context, access: EntityAccess, of: { entity: string; entityId: number },
  recordIds: number[] = [of.entityId],
): Promise<Comments> {
  await requireAccess(ctx, access, of);
  const me = ctx.actor.employeeId;
  return { items: await pinnedOf(ctx.db, { entity: of.entity, ids: recordIds, me }) };
}

export async function readReplies(
  ctx: Context, access: EntityAccess, id: number,
): Promise<Comments> {
  // A thread outlives the comment that began it.
  const root = await findComment(ctx.db, id);
  if (!root) throw refuse('record.missing');
  await requireAccess(ctx, access, root);
  return { items: await repliesOf(ctx.db, { id: root.id, me: ctx.actor.employeeId }) };
}

type Version = Static<typeof CommentVersion>;

/** What a removed comment once said is nobody's any more. */
export async function readVersions(
  ctx: Context, access: EntityAccess, id: number,
): Promise<{ items: Version[] }> {
  await requireComment(ctx, access, id);
  const { rows } = await ctx.db.query<Version>({
    name: 'comment-versions',
    text: `select body, written_at as at from timeline.comment_version
      where comment_id = $1 order by id`,
    values: [id],
  });
  return { items: rows };
}
