// Applies a batch and then whatever was waiting for it, so that healing needs no clock.
import type { OnecResult } from '#contract/onec';
import { systemContext } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { applyItems, type Inbox, type RawItem } from './apply-items.ts';
import type { Origin } from './received.ts';
import { retryWaiting } from './retry-waiting.ts';

/** Results in the order of the items; see `applyItems` for what it throws. */
export async function receiveItems(
  inbox: Inbox, items: RawItem[], origin: Origin,
): Promise<OnecResult[]> {
  const { results, arrived } = await applyItems(inbox, items, origin);
  if (origin.kind === 'push') await tellOfHistory(inbox, items, results);
  if (arrived.length > 0) await retryWaiting(inbox, arrived);
  return results;
}

/** History leaves one event a batch, however it came; files write theirs when they end. */
async function tellOfHistory(
  inbox: Inbox, items: RawItem[], results: OnecResult[],
): Promise<void> {
  const counts: Record<string, number> = {};
  for (const [index, { status }] of results.entries()) {
    const lane = (items[index]?.value as { lane?: unknown } | null)?.lane;
    if (lane === 'backfill') counts[status] = (counts[status] ?? 0) + 1;
  }
  if (!counts['applied']) return;
  await inTransaction(inbox.db, (tx) => writeEvents(
    tx, systemContext(inbox.db, 'import', inbox.now),
    [{ kind: 'history.loaded', entity: 'exchange', entityId: 0, data: { file: null, counts } }]));
}
