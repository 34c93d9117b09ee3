// The first question of 1C: which months differ. Both sides of each go into the run's report.
import { kopecksFromDecimal } from '#contract/money';
import { ONEC_TYPES, type OnecType } from '#contract/onec-rows';
import type { OnecDifferences, OnecDigest, OnecDigestRow } from '#contract/onec';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Db, type Tx } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import type { Base } from '../bases.ts';
import { monthNumber, monthText, TYPE_CODES } from '../object-types.ts';
import { decimalOf } from '../wire/digest.ts';
import { ALL_MONTH, placeKey, statesOf, storedPlaces, type MonthState, type Place }
  from './month-states.ts';
import { beginRun, finishIfWhole, finishRun, leftOf, openRun, tellProgress, type Run }
  from './runs.ts';

/**
 * Equal hashes mean equal bodies, so a sum that differs then can only be counted otherwise: with
 * the sign of the direction, or of the lines of a shipment, which has no total of its own.
 */
const HAS_TOTAL: ReadonlySet<string> = new Set(['order', 'invoice']);

type Row = { place: Place; said: OnecDigestRow | null };

const isType = (type: string): type is OnecType => (ONEC_TYPES as readonly string[]).includes(type);

const monthOf = (month: string) => monthNumber(month) ?? ALL_MONTH;

function knownRows(asked: OnecDigest): Row[] {
  return asked.rows.flatMap((said) => (isType(said.type)
    ? [{ place: { type: said.type, month: monthOf(said.month) }, said }] : []));
}

/** Months that 1C does not name although it covers their type. */
function unnamed(rows: Row[], stored: Place[]): Row[] {
  const named = new Set(rows.map(({ place }) => placeKey(place)));
  const types = new Set(rows.map(({ place }) => place.type));
  return stored
    .filter((place) => types.has(place.type) && !named.has(placeKey(place)))
    .map((place) => ({ place, said: null }));
}

function agrees(said: OnecDigestRow, ours: MonthState): boolean {
  return ours.hash === said.hash.toLowerCase() && ours.count === said.count && ours.damaged === 0
    && (!HAS_TOTAL.has(said.type) || sameSum(ours.sumKopecks, said.sum));
}

function sameSum(oursKopecks: string, said: string): boolean {
  const theirs = kopecksFromDecimal(said);
  const ours = decimalOf(BigInt(oursKopecks));
  return theirs === null ? ours === said : BigInt(oursKopecks) === BigInt(theirs);
}

/**
 * The run that these months belong to: the open one; the one that has just ended, when 1C names its
 * types in several calls; else a new one that 1C has begun by itself.
 */
async function runOf(tx: Tx, ctx: Context, base: Base, rows: Row[]): Promise<Run> {
  const open = await openRun(tx, base.id);
  if (open && !await hasAny(tx, open.id, rows)) return open;
  if (open) await finishRun(tx, ctx, open, { left: await leftOf(tx, open.id) });
  return beginRun(tx, ctx, {
    baseId: base.id, epoch: base.epoch, reason: 'base', state: 'comparing',
  });
}

async function hasAny(tx: Tx, runId: number, rows: Row[]): Promise<boolean> {
  const found = await one(tx, `
    select from onec.reconcile_month m
      join unnest($2::smallint[], $3::int[]) as k (type, month)
        on m.type = k.type and m.month = k.month
    where m.reconcile_id = $1 limit 1`,
  [runId, rows.map(({ place }) => TYPE_CODES[place.type]), rows.map(({ place }) => place.month)]);
  return found !== undefined;
}

type Compared = Row & { ours: MonthState; differs: boolean };

async function storeMonths(tx: Tx, run: Run, compared: Compared[]): Promise<void> {
  const rows = compared.map(({ place, said, ours, differs }) => ({
    type: TYPE_CODES[place.type], month: place.month, differs, damaged: ours.damaged,
    their_count: said?.count ?? null, their_sum: said ? kopecksFromDecimal(said.sum) : null,
    our_count: ours.count, our_sum: ours.sumKopecks,
  }));
  await tx.query(
    `insert into onec.reconcile_month (reconcile_id, type, month, their_count, their_sum_kopecks,
       our_count, our_sum_kopecks, damaged, differs)
     select $1, type, month, their_count, their_sum, our_count, our_sum, damaged, differs
     from jsonb_to_recordset($2::jsonb) as n (type smallint, month int, their_count int,
       their_sum numeric, our_count int, our_sum numeric, damaged int, differs boolean)
     on conflict (reconcile_id, type, month) do nothing`, [run.id, JSON.stringify(rows)]);
}

export async function compareMonths(
  inbox: Inbox, base: Base, asked: OnecDigest,
): Promise<OnecDifferences> {
  const { db } = inbox;
  const now = inbox.now();
  const ctx = systemContext(db, '1c', inbox.now);
  const rows = knownRows(asked);
  if (rows.length === 0) return { differ: [] };
  const open = await openRun(db, base.id);
  // A part that a person asked for says nothing of what it does not name.
  if (!open?.scope) rows.push(...unnamed(rows, await storedPlaces(db, base.id)));
  const states = await statesOf(db, base.id, rows.map(({ place }) => place),
    { freshAfter: open?.preparedAt ? open.createdAt : now.toISOString(), now });
  const compared = rows.flatMap(({ place, said }) => {
    const ours = states.get(placeKey(place));
    // A month that holds nothing but tombstones is rightly unnamed.
    if (!ours || (!said && ours.count === 0 && ours.damaged === 0)) return [];
    return [{ place, said, ours, differs: !said || !agrees(said, ours) }];
  });
  await storeRun(db, ctx, base, compared);
  return {
    differ: compared.filter(({ differs }) => differs).map(({ place }) => ({
      type: place.type, month: monthText(place.month === ALL_MONTH ? null : place.month),
    })),
  };
}

async function storeRun(db: Db, ctx: Context, base: Base, compared: Compared[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    const run = await runOf(tx, ctx, base, compared);
    await storeMonths(tx, run, compared);
    await tx.query(
      `update onec.reconcile set state = 'comparing', touched_at = $2,
         compared_at = coalesce(compared_at, $2)
       where id = $1`, [run.id, ctx.now()]);
    if (!await finishIfWhole(tx, ctx, run)) await tellProgress(tx, ctx, run.id);
  });
}
