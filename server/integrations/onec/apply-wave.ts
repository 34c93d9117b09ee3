// One wave: snapshots of different objects of one base, applied in one transaction. References
// come before documents, so that an order finds the manager who arrived beside it.
import { applyProducts, tombstoneProducts } from '#modules/catalog';
import { confirmCommands } from '#modules/commands';
import { applyCompanies, applyContacts, applyTombstones } from '#modules/customers';
import {
  applyDocuments, healDealCompanies, mayNameMore, ordersToPark, referencedUids, settleCompanies,
  type DocumentBatch, type DocumentChange,
} from '#modules/payments';
import { applyEmployees, ensureFormerEmployees, tombstoneEmployees } from '#modules/staff';
import type { OnecSnapshot, OnecType } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { Base } from './bases.ts';
import { holdItems, settleApplied, type Held } from './quarantine.ts';
import { raiseAlarm } from './alarms.ts';
import { resolveCauses, type Causes } from './commands/resolve-causes.ts';
import { nameMeantDeals } from './deal-aliases.ts';
import { lockNamed, lockUids } from './lock-uids.ts';
import { storeMessages } from './messages.ts';
import { monthNumber, objectKey, TYPE_CODES } from './object-types.ts';
import { passWork } from './pass-work.ts';
import {
  outcome, rawOf, type ItemOutcome, type Origin, type ReceivedItem,
} from './received.ts';
import { settleFound } from './reconcile/found-objects.ts';
import { touchMonths } from './reconcile/month-states.ts';
import { agreesOnText } from './reconcile/record-text.ts';
import { rowsCheckOfSnapshot } from './reconcile/rows-check.ts';
import {
  isUnheard, judgeRevision, readRevisions, storeRevisions, type Revision, type Verdict,
} from './revisions.ts';
import { whatWaits } from './what-waits.ts';
import { dayOfAt, momentOfAt } from './wire/at.ts';
import { digestKopecks, digestMonth } from './wire/digest.ts';

export type Wave = {
  base: Base;
  items: ReceivedItem[];
  /** Every item of the wave is of the backfill lane. */
  history: boolean;
  origin: Origin;
  /** Rows may be there although their revision is not: a second try after such a damage. */
  mayHaveRows?: boolean;
};

type Parked = { code: string; reason: string; field: string; waitsFor: string };

export type WaveResult = {
  outcomes: ItemOutcome[];
  /** What parked items may now find: `manager:<uid>`, `company:<uid>`. */
  arrived: string[];
};

type RowsOf<T extends OnecType> = Extract<OnecSnapshot, { type: T }>['row'][];

function rowsOf<T extends OnecType>(items: ReceivedItem[], type: T): RowsOf<T> {
  return items
    .filter((item) => item.snapshot?.type === type)
    .map((item) => item.snapshot?.row) as RowsOf<T>;
}

const goneOf = (items: ReceivedItem[], type: OnecType) => items
  .filter(({ envelope }) => envelope.op === 'delete' && envelope.type === type)
  .map(({ envelope }) => envelope.uid);

const DOCUMENTS: ReadonlySet<string> = new Set(['order', 'invoice', 'payment', 'shipment']);

type Documents = ReadonlyMap<ReceivedItem, DocumentChange>;

/** Without the applied revisions every document counts as stored. */
function documentsOf(wave: Wave, applied?: ReadonlyMap<string, unknown>): Documents {
  const documents = new Map<ReceivedItem, DocumentChange>();
  for (const item of wave.items) {
    const { envelope, snapshot } = item;
    if (!DOCUMENTS.has(envelope.type)) continue;
    const { uid } = envelope;
    const knownOn = dayOfAt(envelope.at, wave.base.timeZone);
    const stored = !applied || applied.has(item.key);
    documents.set(item, (snapshot
      ? { op: 'upsert', uid, knownOn, stored, ...snapshot }
      : { op: 'delete', uid, knownOn, stored, type: envelope.type }) as DocumentChange);
  }
  return documents;
}

const batchOf = (
  { base, history }: Wave, documents: Documents, items: ReceivedItem[],
): DocumentBatch => ({
  baseId: base.id, timeZone: base.timeZone, history,
  documents: items.flatMap((item) => documents.get(item) ?? []),
});

/**
 * Managers and companies that documents of the wave name; they may arrive at this very moment.
 * They are read only, so that two senders may speak of one manager; but a live order may meet
 * another order of its company in the same deal, and these follow one another.
 */
function namedPeople({ items, history }: Wave): { alone: Set<string>; together: Set<string> } {
  const alone = new Set<string>();
  const together = new Set<string>();
  for (const { snapshot } of items) {
    if (!snapshot) continue;
    const row = snapshot.row as { companyUid?: string | null; managerUid?: string | null };
    if (row.managerUid) together.add(row.managerUid);
    if (!row.companyUid) continue;
    if (snapshot.type === 'order' && !history) alone.add(row.companyUid);
    else together.add(row.companyUid);
  }
  return { alone, together };
}

type Revisions = Awaited<ReturnType<typeof readRevisions>>;

type Locked = { revisions: Revisions; documents: Documents };

/** Locks the wave and returns the revisions that are applied: they stand still from now on. */
async function lockWave(tx: Tx, wave: Wave): Promise<Locked> {
  const own = wave.items.map(({ envelope }) => envelope.uid);
  // Who holds its own lock alone changes what a stored document names: those names stand still now.
  // Asked for at once, one after the other: the revisions are read when the locks are there.
  const locked = lockUids(tx, wave.base.id, own, 'itself');
  const read = readRevisions(tx, wave.base.id, wave.items.map((i) => i.envelope));
  const [revisions] = await Promise.all([read, locked]);
  const documents = documentsOf(wave, wave.mayHaveRows ? undefined : revisions);
  const batch = batchOf(wave, documents, wave.items);
  const uids = await referencedUids(tx, batch);
  const named = namedPeople(wave);
  for (const uid of [...own, ...named.alone]) uids.add(uid);
  await lockNamed(tx, wave.base.id, { alone: uids, together: named.together });
  // Only an invoice between a payment and its order may have moved meanwhile; then from the start.
  const now = mayNameMore(batch) ? await referencedUids(tx, batch) : [];
  for (const uid of now) {
    if (!uids.has(uid)) throw Object.assign(new Error('References moved'), { code: '40001' });
  }
  return { revisions, documents };
}

type Fresh = { items: ReceivedItem[]; revisions: Revisions };

/**
 * Employees, companies, contacts and products; companies that are ambiguous are parked. Documents
 * of a company are looked through when it is met and not with each of its cards: of the largest
 * client that took seconds (22,000 orders). Whoever moves a guid later follows it by himself.
 */
async function applyReferences(
  tx: Tx, ctx: Context, wave: Wave, { items, revisions }: Fresh,
): Promise<Map<string, Parked>> {
  const { id } = wave.base;
  const quiet = { ...ctx, quiet: wave.history };
  const { adopted } = await applyEmployees(tx, quiet, id, rowsOf(items, 'employee'));
  await passWork(tx, ctx, adopted);
  await tombstoneEmployees(tx, id, goneOf(items, 'employee'));
  const companies = await applyCompanies(tx, quiet, id, rowsOf(items, 'company'));
  await applyTombstones(tx, quiet, { type: 'company', baseId: id }, goneOf(items, 'company'));
  await applyContacts(tx, quiet, id, rowsOf(items, 'contact'));
  await applyTombstones(tx, quiet, { type: 'contact', baseId: id }, goneOf(items, 'contact'));
  await applyProducts(tx, quiet, id, rowsOf(items, 'product'));
  await tombstoneProducts(tx, { ...quiet, byAbsence: wave.origin.kind === 'site' }, id,
    goneOf(items, 'product'));
  const isNew = (uid: string) => isUnheard(revisions.get(objectKey(TYPE_CODES.company, uid)));
  const met = companies.filter((company) => company.outcome === 'applied' && isNew(company.uid))
    .map((company) => company.uid);
  await settleCompanies(tx, quiet, id, met);
  await healDealCompanies(tx, ctx, { baseId: id, history: wave.history }, met);
  const parked = new Map<string, Parked>();
  for (const company of companies) {
    if (company.outcome === 'applied') continue;
    parked.set(objectKey(TYPE_CODES.company, company.uid), {
      code: 'company.ambiguous', field: 'inn', waitsFor: `company:${company.uid}`,
      reason: 'Под ИНН и КПП подходят несколько компаний: выберите одну',
    });
  }
  return parked;
}

/** History never waits for a manager: an unknown one becomes a former employee. */
async function settleManagers(tx: Tx, ctx: Context, wave: Wave, items: ReceivedItem[]) {
  if (!wave.history) return;
  const managers = rowsOf(items, 'order')
    .filter((row) => row.managerUid !== null)
    .map((row) => ({ uid: row.managerUid as string, name: row.managerName }));
  const unique = new Map(managers.map((manager) => [manager.uid, manager]));
  const quiet = { ...ctx, quiet: true };
  await ensureFormerEmployees(tx, quiet, wave.base.id, [...unique.values()]);
}

/** Orders of the batch that have to wait join the parked ones. */
async function parkOrders(
  tx: Tx, batch: DocumentBatch, parked: Map<string, Parked>,
): Promise<void> {
  for (const park of await ordersToPark(tx, batch)) {
    const { uid, ...why } = park;
    parked.set(objectKey(TYPE_CODES.order, uid), why);
  }
}

type Told = { wave: Wave; before: Months; keepsRows: boolean; foresees: boolean };

/** What was counted beforehand stands, null as well: then only PostgreSQL knows. */
const rowsCheckOfItem = (
  baseId: number,
  { snapshot, rowsCheck = snapshot && rowsCheckOfSnapshot(baseId, snapshot) }: ReceivedItem,
): string | null => rowsCheck;

function revisionOf(
  item: ReceivedItem, { wave: { base, origin }, before, keepsRows, foresees }: Told,
): Revision {
  const { envelope, snapshot, line } = item;
  return {
    isNew: !before.has(item.key),
    rowsCheck: foresees && !keepsRows ? rowsCheckOfItem(base.id, item) : null,
    envelope,
    month: snapshot ? digestMonth(snapshot) : null,
    totalKopecks: snapshot ? digestKopecks(snapshot) : 0,
    fileId: origin.kind === 'file' ? origin.fileId : null,
    line: origin.kind === 'file' ? line : null,
    keepsRows,
  };
}

export function heldOf(
  wave: Pick<Wave, 'base' | 'origin'>, item: ReceivedItem, state: Held['state'],
  why: { code: string; reason: string; field?: string | undefined; waitsFor?: string },
): Held {
  const { envelope } = item;
  return {
    state, baseId: wave.base.id, ib: envelope.ib, lane: envelope.lane, type: envelope.type,
    uid: envelope.uid, rev: envelope.rev, messageId: envelope.id, code: why.code,
    reason: why.reason, field: why.field ?? null, waitsFor: why.waitsFor ?? null,
    raw: rawOf(item.value),
    file: wave.origin.kind === 'file' ? wave.origin.name : null, line: item.line,
  };
}

const CONFLICT = {
  code: 'rev.conflict',
  reason: 'Под той же ревизией уже применён другой снимок: проверьте базу 1С',
  field: 'rev',
};

async function holdConflicts(
  tx: Tx, ctx: Context, wave: Wave, items: ReceivedItem[],
): Promise<ItemOutcome[]> {
  if (items.length === 0) return [];
  await holdItems(tx, items.map((item) => heldOf(wave, item, 'rejected', CONFLICT)), ctx.now());
  await raiseAlarm(tx, wave.base.id, { kind: 'rev.conflict', detail: CONFLICT.reason });
  return items.map((item) => outcome(item, 'rejected', {
    code: CONFLICT.code, text: CONFLICT.reason, field: CONFLICT.field,
  }));
}

async function holdParked(
  tx: Tx, ctx: Context, wave: Wave, parked: Map<string, Parked>,
): Promise<ItemOutcome[]> {
  const held: Held[] = [];
  const outcomes: ItemOutcome[] = [];
  for (const item of wave.items) {
    const why = parked.get(item.key);
    if (!why) continue;
    held.push(heldOf(wave, item, 'parked', why));
    outcomes.push(outcome(item, 'parked', {
      code: why.code, text: why.reason, field: why.field,
    }));
  }
  await holdItems(tx, held, ctx.now());
  return outcomes;
}

type Months = ReadonlyMap<string, { month: number | null }>;
type Finished = { fresh: ReceivedItem[]; noise: ReceivedItem[]; before: Months };

/** Both the months where objects stood and those where they stand now are to be counted anew. */
async function touch(tx: Tx, wave: Wave, applied: ReceivedItem[], before: Months): Promise<void> {
  await touchMonths(tx, wave.base.id, applied.flatMap((item) => {
    const type = TYPE_CODES[item.envelope.type];
    const known = before.get(item.key);
    const { snapshot } = item;
    return [
      ...(known ? [{ type, month: known.month }] : []),
      ...(snapshot ? [{ type, month: monthNumber(digestMonth(snapshot)) }] : []),
    ];
  }));
}

async function finish(
  tx: Tx, ctx: Context, wave: Wave, { fresh, noise, before }: Finished,
): Promise<void> {
  const now = ctx.now();
  const applied = [...fresh, ...noise];
  const told = { wave, before, foresees: await agreesOnText(ctx.db) };
  const came = applied.map(({ envelope: { type, uid, rev, op } }) => ({
    type, uid, rev, deleted: op === 'delete',
  }));
  const { id } = wave.base;
  const [, waits] = await Promise.all([
    storeRevisions(tx, id, [
      ...fresh.map((item) => revisionOf(item, { ...told, keepsRows: false })),
      ...noise.map((item) => revisionOf(item, { ...told, keepsRows: true })),
    ]),
    whatWaits(tx, id),
    touch(tx, wave, applied, before),
  ]);
  const [repaired] = await Promise.all([
    // Asked for after the revisions, so it finds them.
    waits.found ? settleFound(tx, ctx, id,
      came.map((object) => ({ ...object, type: TYPE_CODES[object.type] }))) : new Set<string>(),
    waits.held ? settleApplied(tx, id, came, now) : null,
  ]);
  // History keeps file and line instead of raw bodies: it would double the size of the database.
  if (wave.history) return;
  await storeMessages(tx, wave.base.id, applied.map((item) => ({
    envelope: item.envelope, status: 'applied', raw: rawOf(item.value),
    // What the reconciliation has asked for again is old by its nature and no delay of the line.
    lagMs: repaired.has(item.envelope.uid) ? null : lagOf(item, wave, now),
  })), now);
}

function lagOf({ envelope }: ReceivedItem, wave: Wave, now: Date): number {
  const knownMs = Date.parse(momentOfAt(envelope.at, wave.base.timeZone));
  // What 1C says of the time is by its own clock: both ends of the delay are measured by that one.
  const skewMs = wave.origin.kind === 'push' ? wave.origin.skewMs ?? 0 : 0;
  return Math.min(2 ** 31 - 1, Math.max(0, now.getTime() - skewMs - knownMs));
}

/** What is refused or waits in the quarantine is overtaken by what turns out to be applied. */
async function settleKnown(
  tx: Tx, ctx: Context, wave: Wave, known: { items: ReceivedItem[]; revs: Map<string, number> },
): Promise<void> {
  await settleApplied(tx, wave.base.id, known.items.map((item) => ({
    type: item.envelope.type, uid: item.envelope.uid,
    rev: known.revs.get(item.key) ?? item.envelope.rev,
  })), ctx.now());
}

function arrivals(applied: ReceivedItem[]): string[] {
  return applied
    .filter(({ envelope }) => envelope.type === 'employee')
    .map(({ envelope }) => `manager:${envelope.uid}`);
}

/** History answers nothing that we asked. */
const readCauses = (
  tx: Tx, ctx: Context, wave: Wave, fresh: ReceivedItem[],
): Promise<Causes> => (wave.history ? Promise.resolve({ commandOf: new Map() })
  : resolveCauses(tx, ctx, wave.base.id, { items: wave.items, fresh }));

/** Applies a wave inside `tx`; each item gets its status, parked and conflicting ones are held. */
export async function applyWave(tx: Tx, ctx: Context, wave: Wave): Promise<WaveResult> {
  const { revisions, documents } = await lockWave(tx, wave);
  const byVerdict: ReadonlyMap<Verdict, ReceivedItem[]> = Map.groupBy(wave.items,
    ({ envelope, key }) => judgeRevision(envelope, revisions.get(key)));
  const fresh = byVerdict.get('apply') ?? [];
  const noise = byVerdict.get('noise') ?? [];
  const causes = await readCauses(tx, ctx, wave, fresh);
  await nameMeantDeals(tx, wave.base.id, fresh);
  const parked = await applyReferences(tx, ctx, wave, { items: fresh, revisions });
  await settleManagers(tx, ctx, wave, fresh);
  await parkOrders(tx, batchOf(wave, documents, fresh), parked);
  const applied = fresh.filter((item) => !parked.has(item.key));
  await applyDocuments(tx, ctx, batchOf(wave, documents, applied));
  await finish(tx, ctx, wave, { fresh: applied, noise, before: revisions });
  const overtaken = [...byVerdict.get('stale') ?? [], ...byVerdict.get('duplicate') ?? []];
  await settleKnown(tx, ctx, wave, {
    items: overtaken, revs: new Map([...revisions].map(([key, { rev }]) => [key, rev])),
  });
  await confirmCommands(tx, ctx, wave.base.id, [...applied, ...noise, ...overtaken]
    .map(({ envelope }) => causes.commandOf.get(envelope.uid)));
  return {
    arrived: arrivals(applied),
    outcomes: [
      ...[...applied, ...noise].map((item) => outcome(item, 'applied')),
      ...(byVerdict.get('stale') ?? []).map((item) => outcome(item, 'stale')),
      ...(byVerdict.get('duplicate') ?? []).map((item) => outcome(item, 'duplicate')),
      ...await holdConflicts(tx, ctx, wave, byVerdict.get('conflict') ?? []),
      ...await holdParked(tx, ctx, wave, parked),
    ],
  };
}
