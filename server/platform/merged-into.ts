import { one, type Queryable } from './database.ts';

/** What a merged row of the table has become after the last of its merges; null when it lives. */
export async function mergedInto(
  on: Queryable, relation: string, id: number,
): Promise<number | null> {
  const row = await one<{ id: number }>(on, `
    with recursive way as (
      select t.id, t.merged_into_id, 0 as step from ${relation} t where t.id = $1
      union all
      select t.id, t.merged_into_id, way.step + 1
      from ${relation} t join way on t.id = way.merged_into_id
    )
    select id from way where step > 0 order by step desc limit 1`, [id]);
  return row?.id ?? null;
}
