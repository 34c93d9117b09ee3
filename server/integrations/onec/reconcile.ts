// POST /api/1c/v1/digest: first months by count, sum and hash, then the objects of one month.
import { decimalFromKopecks, kopecksFromDecimal } from '#contract/money';
import type { OnecDifferences, OnecDigest, OnecDigestItems, OnecRepair } from '#contract/onec';
import { refuse } from '#platform/refuse';
import type { Db } from '#platform/database';
import type { Inbox } from './apply-items.ts';
import { findBase, judgeBase, type Base } from './bases.ts';
import { damagedDocuments } from './damaged-documents.ts';
import { monthNumber, monthText, TYPE_CODES } from './object-types.ts';
import { doubtRevisions } from './revisions.ts';
import { digestOf, type DigestObject } from './wire/digest.ts';

type StoredObject = { uid: string; rev: number; sha256: string; total: number; deleted: boolean };

async function requireBase(inbox: Inbox, ib: string, epoch: string): Promise<Base> {
  const base = await findBase(inbox.db, ib);
  const verdict = judgeBase(base, ib, epoch);
  if (!base || !verdict.ok) {
    throw refuse('field.invalid', verdict.ok ? undefined : verdict.text);
  }
  return base;
}

function typeCode(type: string): number | undefined {
  return (TYPE_CODES as Record<string, number | undefined>)[type];
}

async function objectsOf(
  db: Db, baseId: number, type: number, month: number | null,
): Promise<StoredObject[]> {
  const { rows } = await db.query<StoredObject>({
    name: 'onec-month-objects',
    text: `
      select uid, rev, encode(sha256, 'hex') as sha256, total_kopecks as total, deleted
      from onec.object
      where base_id = $1 and type = $2 and month is not distinct from $3
      order by uid`,
    values: [baseId, type, month],
  });
  return rows;
}

const toDigest = (row: StoredObject): DigestObject => ({
  uid: row.uid, sha256: row.sha256, totalKopecks: row.total, tombstone: row.deleted,
});

/** Months of which anything is stored, so that one absent on the other side is noticed too. */
async function storedMonths(db: Db, baseId: number): Promise<{ type: string; month: string }[]> {
  const { rows } = await db.query<{ type: number; month: number | null }>(
    `select distinct type, month from onec.object where base_id = $1 and not deleted`, [baseId]);
  const names = Object.entries(TYPE_CODES);
  return rows.flatMap(({ type, month }) => {
    const name = names.find(([, code]) => code === type)?.[0];
    return name ? [{ type: name, month: monthText(month) }] : [];
  });
}

export async function compareMonths(inbox: Inbox, asked: OnecDigest): Promise<OnecDifferences> {
  const base = await requireBase(inbox, asked.ib, String(asked.epoch));
  const differ: OnecDifferences['differ'] = [];
  const named = new Set<string>();
  for (const row of asked.rows) {
    const { type, month } = row;
    named.add(`${type} ${month}`);
    const code = typeCode(type);
    if (code === undefined) continue;
    const stored = await objectsOf(inbox.db, base.id, code, monthNumber(month));
    const ours = digestOf(stored.map(toDigest));
    const same = ours.hash === row.hash.toLowerCase() && ours.count === row.count
      && (!HAS_TOTAL.has(type) || sameSum(ours.sum, row.sum))
      && (await damagedDocuments(inbox.db, base.id, type, monthNumber(month))).length === 0;
    if (!same) differ.push({ type, month });
  }
  for (const stored of await storedMonths(inbox.db, base.id)) {
    if (!named.has(`${stored.type} ${stored.month}`) && coversType(asked, stored.type)) {
      differ.push(stored);
    }
  }
  return { differ };
}

/**
 * Equal hashes mean equal bodies, so a sum that differs then can only be counted otherwise: with
 * the sign of the direction, or of the lines of a shipment, which has no total of its own.
 */
const HAS_TOTAL: ReadonlySet<string> = new Set(['order', 'invoice']);

function sameSum(ours: string, said: string): boolean {
  const theirs = kopecksFromDecimal(said);
  return theirs === null ? ours === said : ours === decimalFromKopecks(theirs);
}

/** A sender may reconcile one type at a time: silence about a type says nothing. */
function coversType(asked: OnecDigest, type: string): boolean {
  return asked.rows.some((row) => row.type === type);
}

export async function compareObjects(inbox: Inbox, asked: OnecDigestItems): Promise<OnecRepair> {
  const base = await requireBase(inbox, asked.ib, String(asked.epoch));
  const code = typeCode(asked.type);
  if (code === undefined) {
    throw refuse('field.invalid', `Тип «${asked.type}» не известен`);
  }
  const theirs = new Map(asked.items.map((item) => [item.uid.toLowerCase(), item]));
  const known = await knownObjects(inbox.db, base.id, code, [...theirs.keys()]);
  const month = await objectsOf(inbox.db, base.id, code, monthNumber(asked.month));
  const damaged = new Set(
    await damagedDocuments(inbox.db, base.id, asked.type, monthNumber(asked.month)));
  const answer: OnecRepair = { resend: [], unknownHere: [], goneIn1C: [] };
  const doubtful: { uid: string; rev: number }[] = [];
  for (const [uid, { rev, sha256 }] of theirs) {
    const ours = known.get(uid);
    const same = ours && !ours.deleted && ours.sha256 === sha256.toLowerCase();
    if (same && !damaged.has(uid)) continue;
    answer.resend.push(uid);
    if (ours) doubtful.push({ uid, rev });
    else answer.unknownHere.push(uid);
  }
  await doubtRevisions(inbox.db, base.id, code, doubtful);
  for (const row of month) {
    if (!row.deleted && !theirs.has(row.uid)) answer.goneIn1C.push(row.uid);
  }
  return answer;
}

async function knownObjects(
  db: Db, baseId: number, type: number, uids: string[],
): Promise<Map<string, StoredObject>> {
  const { rows } = await db.query<StoredObject>(
    `select uid, rev, encode(sha256, 'hex') as sha256, total_kopecks as total, deleted
     from onec.object where base_id = $1 and type = $2 and uid = any($3::uuid[])`,
    [baseId, type, uids]);
  return new Map(rows.map((row) => [row.uid, row]));
}
