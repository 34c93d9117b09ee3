// Refused rows once more: with what they lacked, or after another act over them went back. The job
// stays one, so that it is taken back as one.
import type { MassAsked, MassJob } from '#contract/mass';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one } from '#platform/database';
import { requireSubject } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import { checkInput, type MassDeps, requireAction } from './actions.ts';
import { readJob, requireJob } from './read-job.ts';
import { queueJob } from './start-job.ts';

type Retry = { id: number; asked?: MassAsked | undefined };

export async function retryJob(
  ctx: Context, deps: MassDeps, { id, asked }: Retry,
): Promise<MassJob> {
  await inTransaction(ctx.db, async (tx) => {
    const mine = { ...ctx, db: joinTransaction(tx) };
    await tx.query('select from platform.mass_job where id = $1 for update', [id]);
    const job = await requireJob(mine, id);
    const { mayRetry } = await readJob(mine, deps, id);
    if (!mayRetry) throw refuse('field.invalid', 'Повторять в этом действии нечего.');
    const subject = requireSubject(deps.subjects, job.noun);
    const action = requireAction(subject, job.action);
    requireRight(ctx.actor, action.right.entity, action.right.action);
    const input = { ...job.input, ...(asked ? { asked } : {}) };
    if (job.undoOf === null) {
      const own = await one<{ input: object | null }>(tx,
        'select input from platform.mass_row where job_id = $1 order by position limit 1', [id]);
      checkInput(action, { ...own?.input, ...input });
    }
    await tx.query(`update platform.mass_job set state = 'waiting', finished_at = null,
      input = $2::jsonb where id = $1`, [id, JSON.stringify(input)]);
    await tx.query(`update platform.mass_row set status = 'waiting', reason = null, asks = null
      where job_id = $1 and status = 'refused' and ($2 or asks is not null)`,
    [id, job.undoOf !== null]);
    await queueJob(tx, ctx, {
      jobId: id, ownerId: job.ownerId, kind: 'massJob.started',
      data: { noun: job.noun, action: job.action, again: true, ...(asked ? { asked } : {}) },
    });
  });
  return readJob(ctx, deps, id);
}
