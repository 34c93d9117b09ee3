// The tree of groups as 1C has it. A group moves when 1C says something new of its parent; where
// a person put it since stays otherwise.
import type { OnecUid } from '#contract/onec-rows';
import { one, type Tx } from '#platform/database';
import { GROUP_MOVES_LOCK } from './groups.ts';
import { settleNamed } from './settle-groups.ts';

export type GroupRow = { uid: OnecUid; name: string; parentUid: OnecUid | null };

type Said = { groupId: number; parentId: number | null };

/** Makes what is missing, in any order; returns how many groups came to stand elsewhere. */
export async function nestGroups(tx: Tx, baseId: number, rows: GroupRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  await tx.query('select pg_advisory_xact_lock($1, $2)', [GROUP_MOVES_LOCK, 0]);
  await settleNamed(tx, baseId, rows);
  const { rows: news } = await tx.query<Said>(`
    with said as (
      select r.uid, r."parentUid" as parent_uid
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, "parentUid" uuid)
    ), fresh as (
      update catalog.product_group_identity i set parent_uid = said.parent_uid
      from said where i.base_id = $1 and i.uid = said.uid
        and i.parent_uid is distinct from said.parent_uid
      returning i.group_id, i.parent_uid
    )
    select fresh.group_id as "groupId", p.group_id as "parentId"
    from fresh left join catalog.product_group_identity p
      on p.base_id = $1 and p.uid = fresh.parent_uid
    where fresh.parent_uid is null or p.group_id is not null`, [baseId, JSON.stringify(rows)]);
  let movedCount = 0;
  for (const said of news) if (await move(tx, said)) movedCount += 1;
  return movedCount;
}

/** False where it would stand within itself: a person has turned the tree over. */
async function move(tx: Tx, { groupId, parentId }: Said): Promise<boolean> {
  const row = await one<{ id: number }>(tx, `
    with recursive up as (
      select id, parent_id from catalog.product_group where id = $2
      union select g.id, g.parent_id from catalog.product_group g join up on g.id = up.parent_id
    )
    update catalog.product_group set parent_id = $2
    where id = $1 and parent_id is distinct from $2 and not exists (select from up where id = $1)
    returning id`, [groupId, parentId]);
  return row !== undefined;
}
