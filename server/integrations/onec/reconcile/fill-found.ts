// 1C must say only guid, revision and hash of an object. What it left out of the report – number,
// day, sum – is known once the object has come: its rows are then those of 1C.
import type { OnecType } from '#contract/onec-rows';
import type { Queryable } from '#platform/database';
import { TYPE_CODES, typeOfCode } from '../object-types.ts';
import { documentPlace } from './damaged-documents.ts';
import { namesOf } from './object-names.ts';

export type Restored = { runId: number; type: number; uid: string };

/**
 * An object whose sum 1C did not say was counted on 1C's side as our rows had it, or not at all:
 * it moves to its own day with its own sum. Each row is settled once, so this runs once for it.
 */
function fillText(type: OnecType, { table, at }: { table: string; at: string }): string {
  return `
    with k as (select * from unnest($2::bigint[], $3::uuid[]) as k (run_id, uid)),
    was as (
      select r.reconcile_id, r.uid, r.month, r.day as old_day,
        coalesce(r.their_sum_kopecks, r.our_sum_kopecks, 0) as old_sum,
        case when r.their_sum_kopecks is null then h.${at}::date
          else coalesce(r.day, h.${at}::date) end as day,
        coalesce(r.their_sum_kopecks, o.total_kopecks) as sum, nullif(h.number, '') as number
      from k
        join onec.reconcile_object r on r.reconcile_id = k.run_id and r.uid = k.uid
          and r.type = ${TYPE_CODES[type]}
        join onec.object o on o.base_id = $1 and o.type = r.type and o.uid = r.uid
        join ${table} h on h.base_id = $1 and h.uid = r.uid
      where r.their_sum_kopecks is null or r.day is null or r.name is null
    ), filled as (
      update onec.reconcile_object r set day = w.day, their_sum_kopecks = w.sum,
        name = coalesce(r.name, w.number)
      from was w
      where r.reconcile_id = w.reconcile_id and r.type = ${TYPE_CODES[type]} and r.uid = w.uid
    ), moved as (
      select reconcile_id, month, old_day as day, -1 as count, -old_sum as sum from was
        where old_day is not null and (old_day, old_sum) is distinct from (day, sum)
      union all
      select reconcile_id, month, day, 1, sum from was
        where day is not null and (old_day, old_sum) is distinct from (day, sum)
    )
    insert into onec.reconcile_day as d (reconcile_id, type, month, day, their_count,
      their_sum_kopecks, our_count, our_sum_kopecks)
    select reconcile_id, ${TYPE_CODES[type]}, min(month), day, sum(count), sum(sum), 0, 0
    from moved group by reconcile_id, day order by reconcile_id, day
    on conflict (reconcile_id, type, day) do update
    set their_count = d.their_count + excluded.their_count,
      their_sum_kopecks = d.their_sum_kopecks + excluded.their_sum_kopecks`;
}

/** In the transaction that settles them, after their rows and revisions are stored. */
export async function fillFound(
  on: Queryable, baseId: number, restored: Restored[],
): Promise<void> {
  for (const [code, rows] of Map.groupBy(restored, ({ type }) => type)) {
    const type = typeOfCode(code);
    const place = type && documentPlace(type);
    if (type && !place) await nameReferences(on, baseId, type, rows);
    if (!type || !place) continue;
    await on.query({
      name: `reconcile-fill-${type}`,
      text: fillText(type, place),
      values: [baseId, rows.map(({ runId }) => runId), rows.map(({ uid }) => uid)],
    });
  }
}

/** Entries of reference books have a name alone. */
async function nameReferences(
  on: Queryable, baseId: number, type: OnecType, rows: Restored[],
): Promise<void> {
  const names = await namesOf(on, baseId, type, rows.map(({ uid }) => uid));
  await on.query({
    name: 'reconcile-name-references',
    text: `
      update onec.reconcile_object r set name = n.name
      from unnest($2::bigint[], $3::uuid[], $4::text[]) as n (run_id, uid, name)
      where r.reconcile_id = n.run_id and r.type = $1 and r.uid = n.uid and r.name is null`,
    values: [TYPE_CODES[type], rows.map(({ runId }) => runId), rows.map(({ uid }) => uid),
      rows.map(({ uid }) => names.get(uid)?.name ?? null)],
  });
}
