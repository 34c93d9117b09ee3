// A month of both sides by days. Ours is counted from rows; 1C's as it says in the list of objects,
// and where it says nothing of days an object that we have stands on our day.
import type { OnecDigestItems } from '#contract/onec';
import { kopecksFromDecimal } from '#contract/money';
import type { Queryable, Tx } from '#platform/database';
import { TYPE_CODES } from '../object-types.ts';
import { documentPlace } from './damaged-documents.ts';
import type { Place } from './month-states.ts';

export type DaySide = { day: string; count: number; sumKopecks: number };

/** Ours, as the rows are now; an index reads the month, the primary key each document. */
export async function ourDays(on: Queryable, baseId: number, place: Place): Promise<DaySide[]> {
  const stored = documentPlace(place.type);
  if (!stored) return [];
  const { rows } = await on.query<DaySide>({
    name: `reconcile-days-${place.type}`,
    text: `
      select h.${stored.at}::date as day, count(*)::int as count,
        sum(o.total_kopecks)::float8 as "sumKopecks"
      from onec.object o join ${stored.table} h on h.base_id = o.base_id and h.uid = o.uid
      where o.base_id = $1 and o.type = $2 and o.month = $3 and not o.deleted and not h.gone
        and h.${stored.at} is not null
      group by 1 order by 1`,
    values: [baseId, TYPE_CODES[place.type], place.month],
  });
  return rows;
}

type Said = Map<string, OnecDigestItems['items'][number]>;

async function daysOf(
  on: Queryable, baseId: number, place: Place, uids: string[],
): Promise<Map<string, { day: string; total: number }>> {
  const stored = documentPlace(place.type);
  if (!stored || uids.length === 0) return new Map();
  const { rows } = await on.query<{ uid: string; day: string; total: number }>(
    `select o.uid, h.${stored.at}::date as day, o.total_kopecks as total
     from onec.object o join ${stored.table} h on h.base_id = o.base_id and h.uid = o.uid
     where o.base_id = $1 and o.type = $2 and o.uid = any($3::uuid[])
       and h.${stored.at} is not null`, [baseId, TYPE_CODES[place.type], uids]);
  return new Map(rows.map((row) => [row.uid, row]));
}

async function theirDays(
  on: Queryable, baseId: number, place: Place, said: Said,
): Promise<Map<string, { count: number; sumKopecks: number }>> {
  const silent = [...said.values()].filter(({ on: day }) => !day).map(({ uid }) => uid);
  const known = await daysOf(on, baseId, place, silent);
  const days = new Map<string, { count: number; sumKopecks: number }>();
  for (const [uid, item] of said) {
    const day = item.on ?? known.get(uid)?.day;
    if (!day) continue;
    const total = item.sum ? kopecksFromDecimal(item.sum) ?? 0 : known.get(uid)?.total ?? 0;
    const sum = days.get(day) ?? { count: 0, sumKopecks: 0 };
    days.set(day, { count: sum.count + 1, sumKopecks: sum.sumKopecks + total });
  }
  return days;
}

/** Both sides of a month that differs, before anything is repaired. */
export async function storeDays(
  tx: Tx, run: { id: number; baseId: number }, { place, said }: { place: Place; said: Said },
): Promise<void> {
  if (!documentPlace(place.type)) return;
  const ours = new Map((await ourDays(tx, run.baseId, place)).map((row) => [row.day, row]));
  const theirs = await theirDays(tx, run.baseId, place, said);
  const days = [...new Set([...ours.keys(), ...theirs.keys()])];
  const rows = days.map((day) => ({
    day, their_count: theirs.get(day)?.count ?? 0, their_sum: theirs.get(day)?.sumKopecks ?? 0,
    our_count: ours.get(day)?.count ?? 0, our_sum: ours.get(day)?.sumKopecks ?? 0,
  }));
  await tx.query(
    `insert into onec.reconcile_day (reconcile_id, type, month, day, their_count,
       their_sum_kopecks, our_count, our_sum_kopecks)
     select $1, $2, $3, day, their_count, their_sum, our_count, our_sum
     from jsonb_to_recordset($4::jsonb) as n (day date, their_count int, their_sum numeric,
       our_count int, our_sum numeric)
     on conflict (reconcile_id, type, day) do update
     set their_count = excluded.their_count, their_sum_kopecks = excluded.their_sum_kopecks,
       our_count = excluded.our_count, our_sum_kopecks = excluded.our_sum_kopecks`,
    [run.id, TYPE_CODES[place.type], place.month, JSON.stringify(rows)]);
}
