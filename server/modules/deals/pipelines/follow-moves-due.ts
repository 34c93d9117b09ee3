// What an administrator's decision leaves to be done: deals leave archived stages and merged
// sources. One reconciler, by clock and by nudge.
import type { Db } from '#platform/database';
import { followMergedSources } from './follow-sources.ts';
import { moveStageDeals } from './stage-moves-due.ts';

export { followMergedSources };

export async function followMoves(db: Db, now: () => Date): Promise<void> {
  await moveStageDeals(db, now);
  await followMergedSources(db, now);
}
