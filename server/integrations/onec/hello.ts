// POST /api/1c/v1/hello: who is there, and whether anything of it will be applied.
import type { OnecHello, OnecWelcome } from '#contract/onec';
import type { Inbox } from './apply-items.ts';
import { introduceBase, judgeBase, touchContact } from './bases.ts';
import { noteClock, skewOf } from './clock-skew.ts';
import { limitsNow, type Signed } from './push.ts';
import { wantsOf } from './reconcile/wants.ts';
import { retryStrangers } from './retry-strangers.ts';
import { ONEC_LANES } from './wire/item.ts';
import { PUSH_BYTES_MAX } from './wire/limits.ts';

export async function hello(
  inbox: Inbox, said: OnecHello, signed?: Signed,
): Promise<OnecWelcome> {
  const epoch = String(said.epoch);
  const now = inbox.now();
  const base = await introduceBase(
    inbox.db, { ...said, epoch, ...(signed ? { keyId: signed.keyId } : {}) }, now);
  await touchContact(inbox.db, base.id, now, true);
  // The door has seen the clock already; only now is it known whose it is.
  if (signed) {
    await noteClock(inbox.db, signed.keyId, skewOf(signed.keyId, signed.sentMs, now.getTime()));
  }
  const verdict = judgeBase(base, said.ib, epoch);
  if (verdict.ok) await retryStrangers(inbox, base.id);
  const { batch, pauseMs } = limitsNow();
  return {
    serverTime: inbox.now().toISOString(),
    limits: { batch, bytes: PUSH_BYTES_MAX, pauseMs },
    lanes: [...ONEC_LANES],
    accepted: verdict.ok,
    ...(verdict.ok ? await wantsOf(inbox.db, base.id, inbox.now()) : { reason: verdict.text }),
  };
}
