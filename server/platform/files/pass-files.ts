import { one, type Queryable, type Tx } from '#platform/database';

type Passage = { entity: string; fromId: number; toId: number };

/** Files of one record become files of another, removed ones too; `ids` narrows them. */
export async function passFiles(
  tx: Tx, { entity, fromId, toId }: Passage, ids: number[] | null,
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(`
    update platform.file set entity_id = $3
    where entity = $1 and entity_id = $2 and ($4::bigint[] is null or id = any($4))
    returning id`, [entity, fromId, toId, ids]);
  return rows.map(({ id }) => id);
}

export const countFilesOf = async (
  on: Queryable, { entity, id }: { entity: string; id: number },
): Promise<number> => (await one<{ count: number }>(on, `
  select count(*) as count from platform.file
  where entity = $1 and entity_id = $2 and deleted_at is null
    and not is_draft`, [entity, id]))!.count;
