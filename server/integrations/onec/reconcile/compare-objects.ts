// The second question of 1C: which objects of one month differ. They are asked for again, and the
// report of the run names each of them.
import type { OnecDigestItems, OnecRepair } from '#contract/onec';
import { ONEC_TYPES, type OnecType } from '#contract/onec-rows';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Queryable, type Tx } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { Inbox } from '../apply-items.ts';
import type { Base } from '../bases.ts';
import { monthNumber, TYPE_CODES } from '../object-types.ts';
import { doubtRevisions } from '../revisions.ts';
import { damagedDocuments } from './damaged-documents.ts';
import { storeFound, type Found } from './found-objects.ts';
import { ALL_MONTH, touchMonths, type Place } from './month-states.ts';
import { storeDays } from './run-days.ts';
import { beginRun, finishIfWhole, openRun, tellProgress } from './runs.ts';

type Stored = {
  uid: string; rev: number; sha256: string; total: number; deleted: boolean; month: number | null;
};

const COLUMNS = `uid, rev, encode(sha256, 'hex') as sha256, total_kopecks as total, deleted, month`;

async function monthObjects(on: Queryable, baseId: number, place: Place): Promise<Stored[]> {
  const isAll = place.month === ALL_MONTH;
  const { rows } = await on.query<Stored>({
    name: `onec-month-objects${isAll ? '-all' : ''}`,
    text: `select ${COLUMNS} from onec.object
      where base_id = $1 and type = $2 and ${isAll ? 'month is null and $3 = 0' : 'month = $3'}
      order by uid`,
    values: [baseId, TYPE_CODES[place.type], place.month],
  });
  return rows;
}

async function knownObjects(
  on: Queryable, baseId: number, type: OnecType, uids: string[],
): Promise<Map<string, Stored>> {
  const { rows } = await on.query<Stored>({
    name: 'onec-known-objects',
    text: `select ${COLUMNS} from onec.object
      where base_id = $1 and type = $2 and uid = any($3::uuid[])`,
    values: [baseId, TYPE_CODES[type], uids],
  });
  return new Map(rows.map((row) => [row.uid, row]));
}

type Said = Map<string, OnecDigestItems['items'][number]>;

type Sides = {
  said: Said;
  known: Map<string, Stored>;
  month: Stored[];
  /** Guids with damaged rows; true is a tombstone. */
  damaged: Map<string, boolean>;
};

const foundOf = (uid: string, fault: Found['fault'], ours: Stored | undefined): Found => ({
  uid, fault, ourRev: ours?.rev ?? null, ourTotal: ours?.total ?? null,
});

/** What 1C has and we have otherwise. */
function wrongHere({ said, known, damaged }: Sides): Found[] {
  return [...said].flatMap(([uid, { sha256 }]) => {
    const ours = known.get(uid);
    if (!ours || ours.deleted) return [foundOf(uid, 'missing', ours)];
    if (ours.sha256 !== sha256.toLowerCase()) return [foundOf(uid, 'differs', ours)];
    return damaged.has(uid) ? [foundOf(uid, 'damaged', ours)] : [];
  });
}

/** What we have and 1C has not, tombstones that count again among it. */
function wrongThere({ said, month, damaged }: Sides): Found[] {
  const here = new Map(month.map((row) => [row.uid, row]));
  const gone = month.filter(({ uid, deleted }) => !deleted && !said.has(uid));
  const tombstones = [...damaged].filter(([uid, deleted]) => deleted && !said.has(uid));
  return [
    ...gone.map((ours) => foundOf(ours.uid, 'gone', ours)),
    ...tombstones.map(([uid]) => foundOf(uid, 'damaged', here.get(uid))),
  ];
}

/** Sorts the objects of both sides; each that differs is found once. */
export const faultsOf = (sides: Sides): Found[] => [...wrongHere(sides), ...wrongThere(sides)];

/** Our copy of these is forgotten, so that what 1C sends is applied whatever its revision. */
async function doubt(tx: Tx, { base, place, sides, found }: Month): Promise<void> {
  const code = TYPE_CODES[place.type];
  const stored = found.filter(({ ourRev }) => ourRev !== null);
  await doubtRevisions(tx, base.id, code, stored.map(({ uid, ourRev }) => (
    { uid, rev: sides.said.get(uid)?.rev ?? ourRev! })));
  const months = stored.map(({ uid }) => sides.known.get(uid)?.month ?? place.month);
  await touchMonths(tx, base.id, months.map((month) => ({ type: code, month })));
}

async function readSides(
  db: Db, base: Base, place: Place, items: OnecDigestItems['items'],
): Promise<Sides> {
  const said: Said = new Map(items.map((item) => [item.uid.toLowerCase(), item]));
  const [known, month, damaged] = await Promise.all([
    knownObjects(db, base.id, place.type, [...said.keys()]),
    monthObjects(db, base.id, place),
    damagedDocuments(db, base.id, place.type, place.month),
  ]);
  return {
    said, known, month, damaged: new Map(damaged.map(({ uid, deleted }) => [uid, deleted])),
  };
}

export async function compareObjects(
  inbox: Inbox, base: Base, asked: OnecDigestItems,
): Promise<OnecRepair> {
  if (!(ONEC_TYPES as readonly string[]).includes(asked.type)) {
    throw refuse('field.invalid', `Тип «${asked.type}» не известен`);
  }
  const place: Place = {
    type: asked.type as OnecType, month: monthNumber(asked.month) ?? ALL_MONTH,
  };
  const sides = await readSides(inbox.db, base, place, asked.items);
  const found = faultsOf(sides);
  const ctx = systemContext(inbox.db, '1c', inbox.now);
  await inTransaction(inbox.db, (tx) => storeMonth(tx, ctx, { base, place, sides, found }));
  const isGone = (one: Found) => !sides.said.has(one.uid);
  return {
    resend: found.filter((one) => !isGone(one)).map(({ uid }) => uid),
    unknownHere: found.filter((one) => !isGone(one) && one.ourRev === null).map(({ uid }) => uid),
    goneIn1C: found.filter(isGone).map(({ uid }) => uid),
  };
}

type Month = { base: Base; place: Place; sides: Sides; found: Found[] };

async function storeMonth(tx: Tx, ctx: Context, month: Month): Promise<void> {
  const { base, place, sides, found } = month;
  const run = await openRun(tx, base.id) ?? await beginRun(tx, ctx, {
    baseId: base.id, epoch: base.epoch, reason: 'base', state: 'comparing',
  });
  await storeDays(tx, run, { place, said: sides.said });
  await doubt(tx, month);
  await storeFound(tx, ctx, run, { place, found, said: sides.said });
  await tx.query(
    `update onec.reconcile_month set itemised_at = $4
     where reconcile_id = $1 and type = $2 and month = $3`,
    [run.id, TYPE_CODES[place.type], place.month, ctx.now()]);
  await tx.query('update onec.reconcile set touched_at = $2 where id = $1', [run.id, ctx.now()]);
  if (!await finishIfWhole(tx, ctx, run)) await tellProgress(tx, ctx, run.id);
}
