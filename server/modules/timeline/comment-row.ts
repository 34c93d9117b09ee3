// One comment at hand: of an invisible record it does not exist.
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { refuse } from '#platform/refuse';

export type CommentRow = {
  id: number; entity: string; entityId: number; authorId: number; body: string;
  mentions: { id: number; name: string }[]; replyToId: number | null;
  createdAt: string; editedAt: string | null; deletedAt: string | null;
};

export function findComment(on: Queryable, id: number): Promise<CommentRow | undefined> {
  return one<CommentRow>(on, {
    name: 'comment-row',
    text: `select id, entity, entity_id as "entityId", author_id as "authorId", body, mentions,
        reply_to_id as "replyToId", created_at as "createdAt", edited_at as "editedAt",
        deleted_at as "deletedAt"
      from timeline.comment where id = $1`,
    values: [id],
  });
}

/** Throws 'record.missing' also for a removed one. */
export async function requireComment(
  ctx: Context, access: EntityAccess, id: number, action: 'read' | 'comment' = 'read',
): Promise<CommentRow> {
  const row = await findComment(ctx.db, id);
  if (!row || row.deletedAt !== null) throw refuse('record.missing');
  await requireAccess(ctx, access, { ...row, action });
  return row;
}

export function authorOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) throw refuse('right.missing', 'Комментарии пишут люди.');
  return ctx.actor.employeeId;
}
