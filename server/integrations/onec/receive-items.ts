// Applies a batch and then whatever was waiting for it, so that healing needs no clock.
import type { OnecResult } from '#contract/onec';
import { applyItems, type Inbox, type RawItem } from './apply-items.ts';
import type { Origin } from './received.ts';
import { retryWaiting } from './retry-waiting.ts';

/** Results in the order of the items; see `applyItems` for what it throws. */
export async function receiveItems(
  inbox: Inbox, items: RawItem[], origin: Origin,
): Promise<OnecResult[]> {
  const { results, arrived } = await applyItems(inbox, items, origin);
  if (arrived.length > 0) await retryWaiting(inbox, arrived);
  return results;
}
