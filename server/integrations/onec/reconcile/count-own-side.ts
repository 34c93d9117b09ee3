// The first half of a run: our side is counted month by month, so that the answer to 1C is ready
// when its digest comes. A job that is cut goes on where it stopped.
import { systemContext } from '#platform/context';
import { inTransaction } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import { monthNumber } from '../object-types.ts';
import { ALL_MONTH, countMonth, storedPlaces, type Place } from './month-states.ts';
import { findRun, tellProgress, type Run } from './runs.ts';

/** Enough to see that it goes on, seldom enough to cost nothing. */
const TELL_EVERY = 20;

async function placesOf(inbox: Inbox, run: Run): Promise<Place[]> {
  if (!run.scope) return storedPlaces(inbox.db, run.baseId);
  return run.scope.map(({ type, month }) => ({ type, month: monthNumber(month) ?? ALL_MONTH }));
}

/** Counts every month of the run and then lets 1C be asked. */
export async function countOwnSide(
  inbox: Inbox, runId: number, signal?: AbortSignal,
): Promise<void> {
  const { db } = inbox;
  const ctx = systemContext(db, 'system', inbox.now);
  const run = await findRun(db, runId);
  if (!run || run.state !== 'counting') return;
  const places = await placesOf(inbox, run);
  for (const [index, place] of places.entries()) {
    if (signal?.aborted) throw new Error('Counting was stopped');
    await countMonth(db, run.baseId, place, inbox.now());
    if (index % TELL_EVERY !== 0) continue;
    await inTransaction(db, async (tx) => {
      await tx.query(
        `update onec.reconcile set counted = $2, to_count = $3, touched_at = $4
         where id = $1 and state = 'counting'`,
        [runId, index, places.length, inbox.now()]);
      await tellProgress(tx, ctx, runId);
    });
  }
  await inTransaction(db, async (tx) => {
    await tx.query(
      // From here on it is counted how much of 1C's side is known, where Verstak asks itself.
      `update onec.reconcile set state = 'waiting', counted = 0, to_count = 0,
         prepared_at = $2, touched_at = $2
       where id = $1 and state = 'counting'`, [runId, inbox.now()]);
    await tellProgress(tx, ctx, runId);
  });
}
