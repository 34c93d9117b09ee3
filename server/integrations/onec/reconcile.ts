// POST /api/1c/v1/digest: first months by count, sum and hash, then the objects of one month.
import type { OnecDifferences, OnecDigest, OnecDigestItems, OnecRepair } from '#contract/onec';
import { refuse } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { findBase, judgeBase, touchContact, type Base } from './bases.ts';
import * as months from './reconcile/compare-months.ts';
import * as objects from './reconcile/compare-objects.ts';

async function requireBase(inbox: Inbox, ib: string, epoch: string): Promise<Base> {
  const base = await findBase(inbox.db, ib);
  const verdict = judgeBase(base, ib, epoch);
  if (!base || !verdict.ok) {
    throw verdict.ok ? refuse('base.unknown') : refuse(verdict.code, verdict.text);
  }
  await touchContact(inbox.db, base.id, inbox.now(), true);
  return base;
}

export async function compareMonths(inbox: Inbox, asked: OnecDigest): Promise<OnecDifferences> {
  const base = await requireBase(inbox, asked.ib, String(asked.epoch));
  return months.compareMonths(inbox, base, asked);
}

export async function compareObjects(inbox: Inbox, asked: OnecDigestItems): Promise<OnecRepair> {
  const base = await requireBase(inbox, asked.ib, String(asked.epoch));
  return objects.compareObjects(inbox, base, asked);
}
