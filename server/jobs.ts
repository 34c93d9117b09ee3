// Jobs that events start, one line each: what happened → what is done about it, durably.
import { refreshGroupReaders } from '#modules/deals';
import { inTransaction, type Db } from '#platform/database';
import { onEvent } from '#platform/events';
import type { Job } from '#platform/jobs';

const REFRESH_READERS = 'deals-refresh-group-readers';

let subscribed = false;

/** Ties events to jobs; several applications of one process (tests) tie them once. */
export function subscribeJobs(): void {
  if (subscribed) return;
  subscribed = true;
  onEvent('productGroup.ownersSet', REFRESH_READERS);
}

export function jobsOf(db: Db): Job[] {
  return [
    {
      name: REFRESH_READERS,
      run: ({ entityId }) => inTransaction(db, (tx) => refreshGroupReaders(tx, Number(entityId))),
    },
  ];
}
