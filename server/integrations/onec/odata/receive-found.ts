// Objects that were read in 1C → items of the one inbox. OData has no revisions, so an object gets
// the next one when its content differs and is left alone when it does not: the same packet or
// window again changes nothing and tells nobody.
import type { OnecType } from '#contract/onec-rows';
import { inTransaction } from '#platform/database';
import { inLane } from '../lanes.ts';
import { objectKey, TYPE_CODES } from '../object-types.ts';
import { receiveItems } from '../receive-items.ts';
import { readRevisions } from '../revisions.ts';
import { bodySha256 } from '../wire/canonical.ts';
import type { ItemEnvelope, OnecLane } from '../wire/item.ts';
import { completeReferences } from './complete-references.ts';
import type { Mapped } from './map-entity.ts';
import { OdataProblem } from './problem.ts';
import { rememberVersions } from './versions.ts';
import { mapFound, type Found, type Work } from './work.ts';

export type Received = { objects: number; changed: number };

export async function receiveFound(work: Work, found: Found[]): Promise<Received> {
  if (found.length === 0) return { objects: 0, changed: 0 };
  for (const one of found) {
    if ('entity' in one) work.view.names.forget(one.source.set, String(one.entity['Ref_Key']));
  }
  const documents = await mapFound(work.view, found);
  const refs = await completeReferences(work, documents);
  // The same object twice in a packet: its last state counts.
  const last = new Map([...refs, ...documents].map((one) => [`${one.type}:${one.uid}`, one]));
  const mapped = [...last.values()];
  const items = await changedItems(work, mapped);
  await work.assertHeld();
  for (const lane of APPLY_ORDER) {
    await receiveLane(work, lane, items.filter((item) => item.lane === lane));
  }
  await rememberVersions(work, mapped, found.flatMap((one) => ('gone' in one ? [one] : [])));
  return { objects: found.length, changed: items.length };
}

const LANES: Record<OnecType, OnecLane> = {
  payment: 'money', shipment: 'money', order: 'orders', invoice: 'orders', company: 'refs',
  contact: 'refs', product: 'refs', employee: 'refs',
};

/** A manager before his orders, or they would be parked; then money before the rest. */
const APPLY_ORDER: readonly OnecLane[] = ['refs', 'money', 'orders', 'backfill'];

type Item = ItemEnvelope & { v: 1; body: object };

/** What differs from what is applied, each with the next revision. */
async function changedItems(work: Work, mapped: Mapped[]): Promise<Item[]> {
  const { inbox, base } = work;
  const named = mapped.map(({ type, uid }) => ({ type, uid }) as ItemEnvelope);
  const known = await inTransaction(inbox.db, (tx) => readRevisions(tx, base.id, named));
  const at = inbox.now().toISOString();
  return mapped.flatMap((one) => {
    const stored = known.get(objectKey(TYPE_CODES[one.type], one.uid));
    const sha256 = bodySha256(one.body ?? {}) ?? '';
    if (isSame(one, sha256, stored)) return [];
    const lane = stored ? LANES[one.type] : firstLane(work, one);
    return [{ ...envelopeOf(one), ib: base.ib, epoch: base.epoch, lane, at, sha256,
      rev: (stored?.rev ?? 0) + 1 }];
  });
}

type Stored = { sha256: string; deleted: boolean };

function isSame({ body }: Mapped, sha256: string, stored: Stored | undefined): boolean {
  if (!stored) return body === null;
  return stored.deleted === (body === null) && (stored.deleted || stored.sha256 === sha256);
}

const envelopeOf = ({ type, uid, body, dataVersion }: Mapped) => ({
  v: 1 as const, id: `${type}:${uid}`, type, uid, dataVersion: dataVersion || null, cause: null,
  op: body === null ? 'delete' as const : 'upsert' as const, body: body ?? {},
});

/** What was there before the base was connected is history: it notifies nobody. */
function firstLane({ link }: Work, { type, on }: Mapped): OnecLane {
  const isHistory = on === null ? link.sweepFinishedAt === null : on < link.connectedOn;
  return isHistory ? 'backfill' : LANES[type];
}

const REFUSED_BASE: ReadonlySet<string> = new Set(['base.unknown', 'epoch.changed']);

async function receiveLane({ inbox }: Work, lane: OnecLane, items: Item[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((value) => ({ value, line: null }));
  const results = await inLane(lane, () => receiveItems(inbox, rows, { kind: 'push' }));
  const stranger = results.find(({ code }) => REFUSED_BASE.has(code ?? ''));
  // Only a thousand of such items are kept: 1C must keep the rest, so nothing is acknowledged.
  if (stranger) throw new OdataProblem('configuration', stranger.text ?? 'База не допущена');
}
