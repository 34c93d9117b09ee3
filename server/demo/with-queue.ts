// The demo is also loaded where no server has started its queues.
import type { Db } from '#platform/database';
import { areJobsStarted, startJobs } from '#platform/jobs';

/** A queue for the messages of `work`; nobody takes them, for the demo does the work itself. */
export async function withQueue(
  db: Db, queue: string, work: () => Promise<void>,
): Promise<void> {
  if (areJobsStarted()) return work();
  const jobs = await startJobs(db, {
    jobs: [{ name: queue, run: () => Promise.resolve() }], recurring: [],
    timeZone: 'Europe/Moscow', work: false, onError: () => undefined,
  });
  return work().finally(() => jobs.stop());
}
