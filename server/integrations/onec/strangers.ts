// Items of a base that nobody has let in, or of another epoch of a known one: refused, and kept
// for the day a person lets them in.
import { one, type Db } from '#platform/database';
import type { Base, BaseVerdict } from './bases.ts';
import { holdItems, type Held } from './quarantine.ts';
import { rawOf, type Origin, type ReceivedItem } from './received.ts';

/** A whole copied base would drown the quarantine: its alarm and its first objects are enough. */
const STRANGERS_MAX = 1_000;

export function heldStranger(
  item: ReceivedItem, base: Base | undefined, origin: Origin, why: BaseVerdict & { ok: false },
): Held {
  const { envelope, value, line } = item;
  return {
    state: 'rejected', baseId: base?.id ?? null, ib: envelope.ib, lane: envelope.lane,
    type: envelope.type, uid: envelope.uid, rev: envelope.rev, messageId: envelope.id,
    code: why.code, reason: why.text, field: null, waitsFor: null, raw: rawOf(value),
    file: origin.kind === 'file' ? origin.name : null, line,
  };
}

export async function holdStrangers(db: Db, strangers: Held[], now: Date): Promise<void> {
  if (strangers.length === 0) return;
  const row = await one<{ count: number }>(db,
    `select count(*)::int as count from onec.quarantine
     where state = 'rejected' and code in ('base.unknown', 'epoch.changed')`);
  const room = Math.max(0, STRANGERS_MAX - (row?.count ?? 0));
  await holdItems(db, strangers.slice(0, room), now);
}
