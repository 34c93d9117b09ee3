// Files of a comment that was being written become files of its record with the comment.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

type Added = { id: number; name: string; sizeBytes: number; entity: string; entityId: number };

export async function tellAdded(tx: Tx, ctx: Context, files: readonly Added[]): Promise<void> {
  await writeEvents(tx, ctx, files.map(({ id, name, sizeBytes, entity, entityId }) => ({
    kind: 'file.added', entity, entityId, data: { fileId: id, name, sizeBytes },
  })));
}

type Sent = { ids: readonly number[]; entity: string; recordIds: readonly number[] };

/**
 * Whether all `ids` are files of the record, or the actor's own drafts for it, which join it now.
 * A draft of somebody else counts as not there.
 */
export async function publishDrafts(
  tx: Tx, ctx: Context, { ids, entity, recordIds }: Sent,
): Promise<boolean> {
  const { rows } = await tx.query<Added & { isDraft: boolean }>({
    name: 'file-drafts-asked',
    text: `select id, name, size_bytes as "sizeBytes", entity, entity_id as "entityId",
        is_draft as "isDraft"
      from platform.file
      where id = any($1::bigint[]) and entity = $2 and entity_id = any($3::bigint[])
        and deleted_at is null and (not is_draft or created_by = $4)
      order by id for update`,
    values: [ids, entity, recordIds, ctx.actor.employeeId],
  });
  if (rows.length !== ids.length) return false;
  const drafts = rows.filter(({ isDraft }) => isDraft);
  if (drafts.length === 0) return true;
  await tx.query({
    name: 'file-drafts-publish',
    text: 'update platform.file set is_draft = false where id = any($1::bigint[])',
    values: [drafts.map(({ id }) => id)],
  });
  await tellAdded(tx, ctx, drafts);
  return true;
}
