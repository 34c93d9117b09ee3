// The inbox: reads items, judges their base, applies them in waves and answers each by itself.
import type { OnecResult } from '#contract/onec';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { onecItems } from '#platform/metrics';
import { applyWave, heldOf, type Wave, type WaveResult } from './apply-wave.ts';
import { findBase, guardEpoch, judgeBase, touchContact, type Base } from './bases.ts';
import { judgeKey } from './key-bases.ts';
import { objectKey, TYPE_CODES } from './object-types.ts';
import { holdItems, type Held } from './quarantine.ts';
import { heldStranger, holdStrangers } from './strangers.ts';
import {
  outcome, rawOf, type ItemOutcome, type Origin, type ReceivedItem,
} from './received.ts';
import { agreesOnText } from './reconcile/record-text.ts';
import { rowsCheckOfSnapshot } from './reconcile/rows-check.ts';
import { blamesItem, refusedReason, stateOf } from './refused-reason.ts';
import { readItem, type ReadItem } from './wire/item.ts';

export type Inbox = { db: Db; now: () => Date };

export type RawItem = { value: unknown; line: number | null };

const DUPLICATE_ROW = '23505';
const OUT_OF_LOCKS = '53200';

export type Sorted = {
  ready: ReceivedItem[]; outcomes: ItemOutcome[]; held: Held[]; bases: BaseCache;
  /** Items of a base that nobody has let in, or of another epoch of it. */
  strangers: Held[];
  /** Bases and epochs whose alarm this batch has raised. */
  guarded: Set<string>;
};
type BaseCache = Map<string, Base | undefined>;

function refusedItem(read: ReadItem & { ok: false }, index: number, held: Held): ItemOutcome {
  const { code, text, field } = read.refusal;
  return {
    index,
    result: { id: held.messageId, status: 'rejected', code, text, ...(field ? { field } : {}) },
  };
}

async function baseOf(db: Db, cache: BaseCache, ib: string): Promise<Base | undefined> {
  if (!cache.has(ib)) cache.set(ib, await findBase(db, ib));
  return cache.get(ib);
}

// Two transactions are in the database meanwhile: their answers wait no longer than this takes.
const BREATH_ITEMS = 32;
const breath = () => new Promise<void>((done) => { setImmediate(done); });

/**
 * Counts the fingerprints of a batch of history while the one before it is in the database: within
 * its own transaction PostgreSQL would wait for them.
 */
export async function foreseeRows(
  { db }: Inbox, { ready, bases }: Pick<Sorted, 'ready' | 'bases'>,
): Promise<void> {
  if (!await agreesOnText(db)) return;
  for (const [index, item] of ready.entries()) {
    if (index % BREATH_ITEMS === 0) await breath();
    const base = bases.get(item.envelope.ib);
    if (base && item.snapshot) item.rowsCheck = rowsCheckOfSnapshot(base.id, item.snapshot);
  }
}

/** Splits what can be applied from what is refused before any table is touched. */
export async function sortItems(inbox: Inbox, items: RawItem[], origin: Origin): Promise<Sorted> {
  const sorted: Sorted = {
    ready: [], outcomes: [], held: [], strangers: [], bases: new Map(), guarded: new Set(),
  };
  for (const [index, { value, line }] of items.entries()) {
    if (origin.kind === 'file' && index % BREATH_ITEMS === 0) await breath();
    const read = readItem(value);
    if (!read.ok) {
      await holdUnread(inbox, sorted, read, { index, value, line, origin });
      continue;
    }
    const { envelope, snapshot } = read;
    const key = objectKey(TYPE_CODES[envelope.type], envelope.uid);
    const item: ReceivedItem = { index, key, envelope, snapshot, value, line };
    const foreign = judgeKey(origin, envelope.ib);
    if (foreign) {
      const { code, text } = foreign;
      sorted.outcomes.push(outcome(item, 'rejected', { code, text }));
      sorted.held.push(heldStranger(item, undefined, origin, foreign));
      continue;
    }
    const base = sorted.bases.get(envelope.ib)
      ?? await baseOf(inbox.db, sorted.bases, envelope.ib);
    const verdict = judgeBase(base, envelope.ib, envelope.epoch);
    if (verdict.ok) {
      sorted.ready.push(item);
      continue;
    }
    // What was parked before the epoch changed says nothing of the base as it is now.
    if (base && verdict.code === 'epoch.changed' && origin.kind !== 'retry') {
      await guardOnce(inbox.db, sorted, base, envelope.epoch);
    }
    const { code, text } = verdict;
    sorted.outcomes.push(outcome(item, 'rejected', { code, text }));
    if (origin.kind !== 'retry') sorted.strangers.push(heldStranger(item, base, origin, verdict));
  }
  return sorted;
}

type Unread = RawItem & { index: number; origin: Origin };

async function holdUnread(
  { db }: Inbox, sorted: Sorted, read: ReadItem & { ok: false }, sent: Unread,
): Promise<void> {
  const { index, value, line, origin } = sent;
  const { ib } = read.head;
  const base = ib && !judgeKey(origin, ib) ? await baseOf(db, sorted.bases, ib) : undefined;
  const held = heldHead(read, { base, raw: rawOf(value), origin, line });
  sorted.held.push(held);
  sorted.outcomes.push(refusedItem(read, index, held));
}

/** One look at the alarm a batch, not one an item. */
async function guardOnce(db: Db, sorted: Sorted, base: Base, epoch: string): Promise<void> {
  const key = `${base.id} ${epoch}`;
  if (sorted.guarded.has(key)) return;
  sorted.guarded.add(key);
  await guardEpoch(db, base, epoch);
}

type Found = { base: Base | undefined; raw: string; origin: Origin; line: number | null };

function heldHead(read: ReadItem & { ok: false }, found: Found): Held {
  const { head, refusal } = read;
  const { base, raw, origin, line } = found;
  return {
    state: 'rejected', baseId: base?.id ?? null, ib: head.ib, lane: head.lane, type: head.type,
    uid: head.uid, rev: head.rev, messageId: head.id, code: refusal.code, reason: refusal.text,
    field: refusal.field ?? null, waitsFor: null, raw,
    file: origin.kind === 'file' ? origin.name : null, line,
  };
}

/** Waves hold every object at most once, keep the order of each object, and never mix lanes. */
export function splitWaves(
  items: ReceivedItem[], bases: BaseCache, origin: Origin,
): Wave[] {
  const waves: Wave[] = [];
  const depths = new Map<string, Map<string, number>>();
  for (const item of items) {
    const { ib, lane } = item.envelope;
    const base = bases.get(ib);
    if (!base) continue;
    const history = lane === 'backfill';
    const depth = depths.get(ib) ?? new Map<string, number>();
    depths.set(ib, depth);
    let at = depth.get(item.key) ?? 0;
    while (waves[at] && (waves[at]?.base.id !== base.id || waves[at]?.history !== history)) at += 1;
    const wave = waves[at] ?? { base, history, origin, items: [] };
    waves[at] = wave;
    wave.items.push(item);
    depth.set(item.key, at + 1);
  }
  return waves;
}

async function runWave(inbox: Inbox, wave: Wave, arrived: Set<string>): Promise<ItemOutcome[]> {
  try {
    const done = await commitWave(inbox, wave);
    for (const found of done.arrived) arrived.add(found);
    return done.outcomes;
  } catch (error) {
    const state = stateOf(error);
    const isMany = wave.items.length > 1;
    if (isMany && state === OUT_OF_LOCKS) return runOneByOne(inbox, wave, arrived);
    if (!blamesItem(error)) throw error;
    if (state === DUPLICATE_ROW && !wave.mayHaveRows) {
      return runWave(inbox, { ...wave, mayHaveRows: true }, arrived);
    }
    return isMany ? runOneByOne(inbox, wave, arrived) : setApart(inbox, wave, error);
  }
}

function commitWave(inbox: Inbox, wave: Wave): Promise<WaveResult> {
  const ctx = systemContext(inbox.db, wave.history ? 'import' : '1c', inbox.now);
  return inTransaction(inbox.db, async (tx) => {
    // The row that says how far a file has come is written afterwards and waits for the disk; if
    // that row is there, then so is everything that was written before it.
    const eased = wave.origin.kind === 'file'
      ? tx.query('set local synchronous_commit = off') : null;
    const [done] = await Promise.all([applyWave(tx, ctx, wave), eased]);
    return done;
  });
}

/** The only item of a wave that the database or a rule refuses is held with the reason. */
async function setApart(inbox: Inbox, wave: Wave, error: unknown): Promise<ItemOutcome[]> {
  const [only] = wave.items;
  if (!only) throw error;
  const { code, reason } = refusedReason(error);
  const held = heldOf(wave, only, 'rejected', { code, reason });
  await holdItems(inbox.db, [held], inbox.now());
  return [outcome(only, 'rejected', { code, text: reason })];
}

/** A poison item must not block its neighbours: the wave is halved until it stands alone. */
async function runOneByOne(
  inbox: Inbox, wave: Wave, arrived: Set<string>,
): Promise<ItemOutcome[]> {
  const middle = Math.ceil(wave.items.length / 2);
  const outcomes: ItemOutcome[] = [];
  for (const items of [wave.items.slice(0, middle), wave.items.slice(middle)]) {
    outcomes.push(...await runWave(inbox, { ...wave, items }, arrived));
  }
  return outcomes;
}

export type Applied = {
  /** In the order of the items. */
  results: OnecResult[];
  /** What parked items may now find, `manager:<uid>`. */
  arrived: string[];
};

/**
 * Applies items. Throws only when the database is not there: then the sender repeats the whole
 * request, and what was applied answers `duplicate`.
 */
export async function applyItems(
  inbox: Inbox, items: RawItem[], origin: Origin,
): Promise<Applied> {
  const sorted = await sortItems(inbox, items, origin);
  const done = await applyWaves(inbox, sorted.ready, { ...sorted, origin });
  return settleBatch(inbox, items, { ...sorted, origin }, [done]);
}

/** What a part of a batch came to, before anybody is told. */
export type WavesDone = { outcomes: ItemOutcome[]; arrived: Set<string> };

/** Applies those that are ready, or a part of them. */
export async function applyWaves(
  inbox: Inbox, ready: ReceivedItem[], { bases, origin }: { bases: BaseCache; origin: Origin },
): Promise<WavesDone> {
  const done: WavesDone = { outcomes: [], arrived: new Set() };
  for (const wave of splitWaves(ready, bases, origin)) {
    done.outcomes.push(...await runWave(inbox, wave, done.arrived));
  }
  return done;
}

/** The end of a batch: what was refused is held, and each item gets its answer. */
export async function settleBatch(
  inbox: Inbox, items: RawItem[], sorted: Sorted & { origin: Origin }, done: WavesDone[],
): Promise<Applied> {
  await holdItems(inbox.db, sorted.held, inbox.now());
  await holdStrangers(inbox.db, sorted.strangers, inbox.now());
  for (const base of sorted.bases.values()) {
    // Our own retries must not make a silent 1C look alive.
    if (!base || sorted.origin.kind === 'retry') continue;
    await touchContact(inbox.db, base.id, inbox.now(), sorted.origin.kind === 'push');
  }
  const results: OnecResult[] = [];
  const outcomes = [...sorted.outcomes, ...done.flatMap((part) => part.outcomes)];
  for (const { index, result } of outcomes) results[index] = result;
  countItems(items, outcomes);
  return { results, arrived: [...new Set(done.flatMap(({ arrived }) => [...arrived]))] };
}

/** A counter finds its labels anew each time: once a batch is enough for each of them. */
function countItems(items: RawItem[], outcomes: ItemOutcome[]): void {
  const laneOf = ({ index }: ItemOutcome) => {
    const lane = (items[index]?.value as { lane?: unknown } | null)?.lane;
    return typeof lane === 'string' ? lane.slice(0, 20) : '?';
  };
  for (const [lane, ofLane] of Map.groupBy(outcomes, laneOf)) {
    for (const [status, { length }] of Map.groupBy(ofLane, ({ result }) => result.status)) {
      onecItems.inc({ lane, status }, length);
    }
  }
}
