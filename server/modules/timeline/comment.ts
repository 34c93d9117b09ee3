// Comments: one may change only the own ones, and only while the record may be seen.
import type { CommentAdd } from '#contract/timeline';
import type { Context } from '#platform/context';
import { describeConstraints } from '#platform/constraints';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { requireAccess, type EntityAccess } from '#platform/entity-access';

describeConstraints({
  comment_body_length: ['body', 'Комментарий — от 1 до 20 000 знаков.'],
});

type Written = { id: number };
type CommentRow = {
  id: number; entity: string; entityId: number; authorId: number; deletedAt: string | null;
};

function authorOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) throw refuse('right.missing', 'Комментарии пишут люди.');
  return ctx.actor.employeeId;
}

function cleanBody(body: string): string {
  const clean = body.trim();
  if (!clean) throw refuseField('body', 'Комментарий пуст.');
  return clean;
}

export async function addComment(
  ctx: Context, access: EntityAccess, input: CommentAdd,
): Promise<Written> {
  const authorId = authorOf(ctx);
  const body = cleanBody(input.body);
  await requireAccess(ctx, access, { ...input, action: 'comment' });
  return inTransaction(ctx.db, async (tx) => {
    const row = await one<Written>(tx,
      `insert into timeline.comment (entity, entity_id, author_id, body, created_at)
       values ($1, $2, $3, $4, $5) returning id`,
      [input.entity, input.entityId, authorId, body, ctx.now()]);
    const id = row!.id;
    await writeEvents(tx, ctx, [{
      kind: 'comment.added', entity: input.entity, entityId: input.entityId,
      data: { commentId: id },
    }]);
    return { id };
  });
}

export async function editComment(
  ctx: Context, access: EntityAccess, input: { id: number; body: string },
): Promise<Written> {
  const body = cleanBody(input.body);
  return changeOwn(ctx, access, input.id, async (tx) => {
    await tx.query('update timeline.comment set body = $2, edited_at = $3 where id = $1',
      [input.id, body, ctx.now()]);
    return 'comment.edited';
  });
}

export async function removeComment(
  ctx: Context, access: EntityAccess, input: { id: number },
): Promise<void> {
  await changeOwn(ctx, access, input.id, async (tx) => {
    await tx.query('update timeline.comment set deleted_at = $2 where id = $1',
      [input.id, ctx.now()]);
    return 'comment.removed';
  });
}

/** A foreign comment of a visible record gives 'right.missing', of an invisible one 'missing'. */
async function changeOwn(
  ctx: Context, access: EntityAccess, id: number, change: (tx: Tx) => Promise<string>,
): Promise<Written> {
  const authorId = authorOf(ctx);
  const row = await one<CommentRow>(ctx.db,
    `select id, entity, entity_id as "entityId", author_id as "authorId",
       deleted_at as "deletedAt"
     from timeline.comment where id = $1`, [id]);
  if (!row || row.deletedAt !== null) throw refuse('record.missing');
  await requireAccess(ctx, access, row);
  if (row.authorId !== authorId) throw refuse('right.missing', 'Это чужой комментарий.');
  return inTransaction(ctx.db, async (tx) => {
    const kind = await change(tx);
    await writeEvents(tx, ctx, [{
      kind, entity: row.entity, entityId: row.entityId, data: { commentId: id },
    }]);
    return { id };
  });
}
