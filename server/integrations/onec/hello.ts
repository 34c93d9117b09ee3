// POST /api/1c/v1/hello: who is there, and whether anything of it will be applied.
import type { OnecHello, OnecWelcome } from '#contract/onec';
import type { Inbox } from './apply-items.ts';
import { findBase, introduceBase, judgeBase, touchContact } from './bases.ts';
import { noteClock, skewOf } from './clock-skew.ts';
import { baseOfKey, foreignText } from './key-bases.ts';
import { limitsNow, type Signed } from './push.ts';
import { wantsOf } from './reconcile/wants.ts';
import { countRefusal } from './refusals.ts';
import { retryStrangers } from './retry-strangers.ts';
import { ONEC_LANES } from './wire/item.ts';
import { PUSH_BYTES_MAX } from './wire/limits.ts';

const welcome = (inbox: Inbox) => {
  const { batch, pauseMs } = limitsNow();
  return {
    serverTime: inbox.now().toISOString(), limits: { batch, bytes: PUSH_BYTES_MAX, pauseMs },
    lanes: [...ONEC_LANES],
  };
};

const refused = (inbox: Inbox, ib: string, owner: string): OnecWelcome =>
  ({ ...welcome(inbox), accepted: false, reason: foreignText(ib, owner) });

export async function hello(
  inbox: Inbox, said: OnecHello, signed?: Signed,
): Promise<OnecWelcome> {
  const epoch = String(said.epoch);
  const now = inbox.now();
  const owner = signed ? await baseOfKey(inbox.db, signed.keyId) : null;
  if (signed && owner !== null && owner !== said.ib) {
    await countRefusal(inbox, signed.keyId, 'key.otherBase');
    // A base that was let in is not described anew by whoever calls in its name.
    if ((await findBase(inbox.db, said.ib))?.accepted) return refused(inbox, said.ib, owner);
  }
  const base = await introduceBase(
    inbox.db, { ...said, epoch, ...(signed ? { keyId: signed.keyId } : {}) }, now);
  await touchContact(inbox.db, base.id, now, true);
  // The door has seen the clock already; only now is it known whose it is.
  if (signed) {
    await noteClock(inbox.db, signed.keyId, skewOf(signed.keyId, signed.sentMs, now.getTime()));
  }
  const verdict = judgeBase(base, said.ib, epoch);
  if (verdict.ok) await retryStrangers(inbox, base.id);
  return {
    ...welcome(inbox),
    accepted: verdict.ok,
    ...(verdict.ok ? await wantsOf(inbox.db, base.id, inbox.now()) : { reason: verdict.text }),
  };
}
