// The demo is also loaded where no server has started its queues.
import type { Db } from '#platform/database';
import { areJobsStarted, startQueues } from '#platform/jobs';

/** A queue for the messages of `work`; nobody takes them, for the demo does the work itself. */
export async function withQueue(
  db: Db, queue: string, work: () => Promise<void>,
): Promise<void> {
  if (areJobsStarted()) return work();
  const jobs = await startQueues(db, queue);
  return work().finally(() => jobs.stop());
}
