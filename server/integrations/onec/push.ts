// POST /api/1c/v1/push: items in, a verdict for each out, and how fast to go on.
import type { OnecAnswer, OnecLimits, OnecWants } from '#contract/onec';
import { refuse } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { findBase, judgeBase } from './bases.ts';
import { skewOf } from './clock-skew.ts';
import { requireOwnItems } from './key-bases.ts';
import { inLane, laneOf, queuedIn } from './lanes.ts';
import { receiveItems } from './receive-items.ts';
import { wantsOf } from './reconcile/wants.ts';
import { PUSH_ITEMS_MAX } from './wire/limits.ts';

const PAUSE_PER_WAITING_MS = 200;
const PAUSE_MAX_MS = 5_000;

/** Who has signed the call, and when by its own clock. */
export type Signed = { keyId: string; sentMs: number };

export async function push(
  inbox: Inbox, items: unknown[], signed?: Signed,
): Promise<OnecAnswer> {
  if (items.length > PUSH_ITEMS_MAX) {
    throw refuse('body.tooLarge', `Не больше ${PUSH_ITEMS_MAX} объектов в одной посылке.`);
  }
  const ownIb = signed ? await requireOwnItems(inbox, signed.keyId, items) : null;
  const lane = laneOf(items);
  const rows = items.map((value) => ({ value, line: null }));
  const skewMs = signed ? skewOf(signed.keyId, signed.sentMs, inbox.now().getTime()) : 0;
  const results = await inLane(lane, () =>
    receiveItems(inbox, rows, { kind: 'push', skewMs, ownIb }));
  const own = ownIb === null ? items[0] : items.find((item) => ibOf(item) === ownIb);
  return { results, limits: limitsNow(), ...await wantsOfSender(inbox, own) };
}

const ibOf = (item: unknown): unknown => ((item ?? {}) as { ib?: unknown }).ib;

/** What we would like of the base that has just spoken; nothing of one that is not let in. */
async function wantsOfSender(inbox: Inbox, item: unknown): Promise<OnecWants> {
  const { ib, epoch } = (item ?? {}) as { ib?: unknown; epoch?: unknown };
  if (typeof ib !== 'string') return {};
  const base = await findBase(inbox.db, ib);
  if (!base || !judgeBase(base, ib, String(epoch)).ok) return {};
  return wantsOf(inbox.db, base.id, inbox.now());
}

/** Back-pressure: history is asked to wait while anything more urgent is queued. */
export function limitsNow(): OnecLimits {
  const busy = queuedIn('money') + queuedIn('orders') + queuedIn('backfill') - 1;
  return {
    batch: PUSH_ITEMS_MAX,
    pauseMs: Math.min(PAUSE_MAX_MS, Math.max(0, busy) * PAUSE_PER_WAITING_MS),
  };
}
