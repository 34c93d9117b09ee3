// A word that everybody has to see first stands at the top of the card; whoever may comment pins.
import { PINNED_MAX } from '#contract/comments';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import type { EntityAccess } from '#platform/entity-access';
import { writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { authorOf, requireComment } from './comment-row.ts';

export async function pinComment(
  ctx: Context, access: EntityAccess, input: { id: number; pinned: boolean },
): Promise<void> {
  const me = authorOf(ctx);
  const { id, entity, entityId } = await requireComment(ctx, access, input.id, 'comment');
  await inTransaction(ctx.db, async (tx) => {
    if (input.pinned) {
      // Two people pinning at once must not both find the last free place.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, $2))',
        [`comment.pin:${entity}`, entityId]);
      const row = await one<{ count: number }>(tx,
        `select count(*)::int as count from timeline.comment
         where entity = $1 and entity_id = $2 and pinned_at is not null and deleted_at is null
           and id <> $3`, [entity, entityId, id]);
      if (row!.count >= PINNED_MAX) {
        throw refuseField('pinned', `Закрепить можно ${PINNED_MAX} комментариев: открепите один.`);
      }
    }
    const { rowCount } = await tx.query(
      `update timeline.comment set pinned_at = $2, pinned_by = $3
       where id = $1 and deleted_at is null and (pinned_at is not null) <> $4::boolean`,
      [id, input.pinned ? ctx.now() : null, input.pinned ? me : null, input.pinned]);
    if (!rowCount) return;
    await writeEvents(tx, ctx, [{
      kind: input.pinned ? 'comment.pinned' : 'comment.unpinned', entity, entityId,
      data: { commentId: id },
    }]);
  });
}
