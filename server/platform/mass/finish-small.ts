// Small work is done while the person waits, so that a pasted column is there at once.
import { MASS_AT_ONCE_ROWS, type MassJob } from '#contract/mass';
import type { Context } from '#platform/context';
import { wakeQueue } from '#platform/jobs';
import type { MassDeps } from './actions.ts';
import { readJob } from './read-job.ts';
import { runJob } from './run-job.ts';
import { MASS_QUEUE } from './start-job.ts';

/** Then the rest goes on in the background. */
const AT_ONCE_MS = 2_500;

/**
 * Small work is done before the answer. It stays queued as any other: when this process dies in
 * the middle, a worker goes on with the rows that wait.
 */
export async function finishSmall(ctx: Context, deps: MassDeps, job: MassJob): Promise<MassJob> {
  if (job.counts.total <= MASS_AT_ONCE_ROWS) {
    // Out of time or in trouble: the queue has the job too.
    await runJob(deps, job.id, AbortSignal.timeout(AT_ONCE_MS)).catch(() => undefined);
  }
  wakeQueue(MASS_QUEUE);
  return readJob(ctx, deps, job.id);
}
