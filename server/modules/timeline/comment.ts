// Comments: one may change only the own ones, and only while the record may be seen.
//
// Events (entity of the record): comment.added {commentId, replyToId?, mentions} · comment.edited
// {commentId, mentions} · comment.removed · comment.pinned · comment.unpinned {commentId}.
import type { CommentAdd, CommentEdit } from '#contract/comments';
import type { Context } from '#platform/context';
import { describeConstraints } from '#platform/constraints';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { publishDrafts } from '#platform/files/publish-drafts';
import { refuse, refuseField } from '#platform/refuse';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { authorOf, findComment, requireComment, type CommentRow } from './comment-row.ts';
import { mentionsIn } from './mentions.ts';

describeConstraints({
  comment_body_length: ['body', 'Комментарий — от 1 до 20 000 знаков.'],
});

type Written = { id: number };

function cleanBody(body: string): string {
  const clean = body.trim();
  if (!clean) throw refuseField('body', 'Комментарий пуст.');
  return clean;
}

/** The comment that begins the thread; it must be of the same record as the reply. */
async function rootOf(
  tx: Tx, input: CommentAdd, recordIds: readonly number[],
): Promise<number | null> {
  if (input.replyToId === undefined) return null;
  const asked = await findComment(tx, input.replyToId);
  const isHere = asked?.entity === input.entity && recordIds.includes(asked.entityId);
  if (!asked || !isHere) {
    throw refuseField('replyToId', 'Комментария, на который вы отвечаете, нет.');
  }
  return asked.replyToId ?? asked.id;
}

/** Only files of the record itself: a foreign number must not show a foreign file. */
async function requireFiles(
  tx: Tx, ctx: Context, input: CommentAdd, recordIds: readonly number[],
): Promise<number[]> {
  const ids = [...new Set(input.fileIds)];
  if (ids.length === 0) return ids;
  const areThere = await publishDrafts(tx, ctx, { ids, entity: input.entity, recordIds });
  if (!areThere) {
    throw refuseField('fileIds', 'Файла у этой записи больше нет: уберите его и приложите снова.');
  }
  return ids;
}

/** `recordIds` are the record and those merged into it. */
export async function addComment(
  ctx: Context, access: EntityAccess, input: CommentAdd,
  recordIds: readonly number[] = [input.entityId],
): Promise<Written> {
  const authorId = authorOf(ctx);
  const body = cleanBody(input.body);
  const entityId = await requireAccess(ctx, access, { ...input, action: 'comment' });
  return inTransaction(ctx.db, async (tx) => {
    const replyToId = await rootOf(tx, input, recordIds);
    const mentions = await mentionsIn(tx, body, input.mentionIds);
    const row = await one<Written>(tx,
      `insert into timeline.comment
         (entity, entity_id, author_id, body, created_at, reply_to_id, mentions, file_ids)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [input.entity, entityId, authorId, body, ctx.now(), replyToId,
        JSON.stringify(mentions), await requireFiles(tx, ctx, input, recordIds)]);
    const id = row!.id;
    await writeEvents(tx, ctx, [{
      kind: 'comment.added', entity: input.entity, entityId,
      data: { commentId: id, ...(replyToId === null ? {} : { replyToId }), mentions },
    }]);
    return { id };
  });
}

/** What was written before stays readable under the comment. */
export async function editComment(
  ctx: Context, access: EntityAccess, input: CommentEdit & { id: number },
): Promise<Written> {
  const body = cleanBody(input.body);
  return changeOwn(ctx, access, input.id, async (tx, row) => {
    if (row.body === body) return null;
    const known = row.mentions.map(({ id }) => id);
    const mentions = await mentionsIn(tx, body, [...known, ...input.mentionIds ?? []]);
    await tx.query(
      `insert into timeline.comment_version (comment_id, body, written_at) values ($1, $2, $3)`,
      [row.id, row.body, row.editedAt ?? row.createdAt]);
    await tx.query(
      'update timeline.comment set body = $2, edited_at = $3, mentions = $4 where id = $1',
      [row.id, body, ctx.now(), JSON.stringify(mentions)]);
    return { kind: 'comment.edited', data: { mentions } };
  });
}

export async function removeComment(
  ctx: Context, access: EntityAccess, input: { id: number },
): Promise<void> {
  await changeOwn(ctx, access, input.id, async (tx) => {
    await tx.query('update timeline.comment set deleted_at = $2 where id = $1',
      [input.id, ctx.now()]);
    return { kind: 'comment.removed' };
  });
}

type Changed = { kind: string; data?: object } | null;

/** A foreign comment of a visible record gives 'right.missing', of an invisible one 'missing'. */
async function changeOwn(
  ctx: Context, access: EntityAccess, id: number,
  change: (tx: Tx, row: CommentRow) => Promise<Changed>,
): Promise<Written> {
  const authorId = authorOf(ctx);
  const asked = await requireComment(ctx, access, id);
  if (asked.authorId !== authorId) throw refuse('right.missing', 'Это чужой комментарий.');
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('select from timeline.comment where id = $1 for update', [id]);
    const row = await findComment(tx, id);
    if (!row || row.deletedAt !== null) throw refuse('record.missing');
    const changed = await change(tx, row);
    if (!changed) return { id };
    await writeEvents(tx, ctx, [{
      kind: changed.kind, entity: row.entity, entityId: row.entityId,
      data: { commentId: id, ...changed.data },
    }]);
    return { id };
  });
}
