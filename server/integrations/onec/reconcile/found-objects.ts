// What a run has found, object by object, and how it ended: the report lists exactly these.
import type { OnecDigestItems } from '#contract/onec';
import { kopecksFromDecimal } from '#contract/money';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { TYPE_CODES } from '../object-types.ts';
import { fillFound } from './fill-found.ts';
import type { Place } from './month-states.ts';
import { namesOf, type Named } from './object-names.ts';
import { finishIfWhole, findRun, tellProgress } from './runs.ts';

export type Fault = 'missing' | 'differs' | 'damaged' | 'gone';

export type Found = { uid: string; fault: Fault; ourRev: number | null; ourTotal: number | null };

type Said = OnecDigestItems['items'][number];
/** What 1C says of an object goes before what our rows say: those are in doubt. */
function rowOf({ uid, fault, ourRev, ourTotal }: Found, theirs?: Said, ours?: Named) {
  const said = theirs ?? { rev: null, sum: null, on: null, name: null };
  return {
    uid, fault, our_rev: ourRev, our_sum: ourTotal, their_rev: said.rev,
    their_sum: said.sum ? kopecksFromDecimal(said.sum) : null,
    day: said.on ?? ours?.day ?? null, name: said.name ?? ours?.name ?? null,
  };
}

/** Objects of one month of a run; a second list of the same month replaces the first. */
export async function storeFound(
  tx: Tx, ctx: Context, run: { id: number; baseId: number },
  { place, found, said }: { place: Place; found: Found[]; said: Map<string, Said> },
): Promise<void> {
  const names = await namesOf(tx, run.baseId, place.type, found.map(({ uid }) => uid));
  const rows = found.map((one) => rowOf(one, said.get(one.uid), names.get(one.uid)));
  await tx.query(
    `insert into onec.reconcile_object as r (reconcile_id, base_id, type, uid, month, fault,
       their_rev, our_rev, their_sum_kopecks, our_sum_kopecks, day, name, found_at)
     select $1, $2, $3, n.uid, $4, n.fault, n.their_rev, n.our_rev, n.their_sum, n.our_sum, n.day,
       n.name, $5
     from jsonb_to_recordset($6::jsonb) as n (uid uuid, fault text, their_rev bigint,
       our_rev bigint, their_sum bigint, our_sum bigint, day date, name text)
     on conflict (reconcile_id, type, uid) do update
     set fault = excluded.fault, found_at = excluded.found_at, settled_at = null,
       settlement = null`,
    [run.id, run.baseId, TYPE_CODES[place.type], place.month, ctx.now(), JSON.stringify(rows)]);
}

type Settled = {
  uid: string; runId: number | null; type: number | null; settlement: string | null;
};

export type Came = { type: number; uid: string; deleted: boolean };

/**
 * Objects of a wave that a run or a person waited for: they are settled. Returns their guids. Two
 * probes of small partial indexes, usually empty.
 */
export async function settleFound(
  tx: Tx, ctx: Context, baseId: number, came: Came[],
): Promise<Set<string>> {
  if (came.length === 0) return new Set();
  const { rows } = await tx.query<Settled>({
    name: 'reconcile-settle',
    text: `
      with k as (
        select * from unnest($2::smallint[], $3::uuid[], $4::boolean[]) as k (type, uid, deleted)
      ), asked as (
        delete from onec.resend s using k
        where s.base_id = $1 and s.type = k.type and s.uid = k.uid returning s.uid
      ), settled as (
        update onec.reconcile_object r set settled_at = $5,
          settlement = case when k.deleted then 'removed' else 'restored' end
        from k where r.base_id = $1 and r.uid = k.uid and r.type = k.type
          and r.settled_at is null
        returning r.uid, r.reconcile_id, r.type, r.settlement
      )
      select uid, null::bigint as "runId", null::smallint as type, null as settlement from asked
      union all select uid, reconcile_id, type, settlement from settled`,
    values: [
      baseId, came.map(({ type }) => type), came.map(({ uid }) => uid),
      came.map(({ deleted }) => deleted), ctx.now(),
    ],
  });
  await fillFound(tx, baseId, rows.flatMap(({ uid, runId, type, settlement }) =>
    (runId !== null && type !== null && settlement === 'restored' ? [{ uid, runId, type }] : [])));
  for (const runId of new Set(rows.flatMap((row) => row.runId ?? []))) {
    const run = await findRun(tx, runId);
    if (!run || run.state !== 'comparing') continue;
    if (!await finishIfWhole(tx, ctx, run)) await tellProgress(tx, ctx, runId);
  }
  return new Set(rows.map(({ uid }) => uid));
}
