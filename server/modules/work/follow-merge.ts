import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';

type Passage = { entity: string; fromId: number; toId: number };

/** Tasks of one record become tasks of another; `ids` narrows them. */
export async function passTasks(
  tx: Tx, ctx: Context, { entity, fromId, toId }: Passage, ids: number[] | null,
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(`
    update work.task set entity_id = $3, updated_at = $5, version = version + 1
    where entity = $1 and entity_id = $2 and ($4::bigint[] is null or id = any($4))
    returning id`, [entity, fromId, toId, ids, ctx.now()]);
  return rows.map(({ id }) => id);
}

export const countTasksOf = async (
  on: Queryable, { entity, id }: { entity: string; id: number },
): Promise<number> => (await one<{ count: number }>(on,
  'select count(*) as count from work.task where entity = $1 and entity_id = $2', [entity, id]))!
  .count;
