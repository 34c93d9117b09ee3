// The end of mass work: by itself, by cancelling, and taking back.
import type { MassJob } from '#contract/mass';
import { requireRight, SYSTEM } from '#platform/actor';
import type { Context, HeldNotice } from '#platform/context';
import { inTransaction, joinTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { requireSubject } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import { type MassDeps, requireAction } from './actions.ts';
import { jobRow, KEPT_DAYS, readJob, requireJob } from './read-job.ts';
import { insertJob, queueJob } from './start-job.ts';

/** Settles the state once, tells every receiver once, and leaves the event for the audit. */
export async function finishJob(
  tx: Tx, deps: MassDeps, jobId: number, state: 'finished' | 'cancelled',
): Promise<void> {
  const settled = await one(tx,
    `update platform.mass_job set state = $2, finished_at = $3
     where id = $1 and state in ('waiting', 'running') returning id`,
    [jobId, state, deps.now()]);
  if (!settled) return;
  await tx.query(`update platform.mass_row set status = 'skipped'
    where job_id = $1 and status = 'waiting'`, [jobId]);
  const job = (await jobRow(tx, jobId))!;
  const { rows } = await tx.query<HeldNotice>(
    `select n.notice->>'kind' as kind, n.notice->>'title' as title, n.notice->>'body' as body,
       (n.notice->>'employeeId')::bigint as "employeeId", n.notice->>'entity' as entity,
       (n.notice->>'entityId')::bigint as "entityId", n.notice->'records' as records
     from platform.mass_row r cross join jsonb_array_elements(r.notices) as n (notice)
     where r.job_id = $1 and r.notices is not null order by r.position`, [jobId]);
  const actor = await deps.actorOf(job.ownerId) ?? SYSTEM;
  const ctx: Context = {
    db: joinTransaction(tx), actor, source: 'ui', requestId: null, now: deps.now,
  };
  const title = deps.subjects[job.noun]?.actions[job.action]?.title ?? job.action;
  await deps.tell(tx, ctx, { id: jobId, title }, rows);
  await writeEvents(tx, ctx, [{
    kind: `massJob.${state}`, entity: 'massJob', entityId: jobId,
    data: { counts: job.counts, recipients: [job.ownerId] },
  }]);
}

/** What is done stays done; the rest is left alone. */
export async function cancelJob(ctx: Context, deps: MassDeps, id: number): Promise<MassJob> {
  await requireJob(ctx, id);
  await inTransaction(ctx.db, (tx) => finishJob(tx, deps, id, 'cancelled'));
  return readJob(ctx, deps, id);
}

/** A job of its own over the rows that were done; each row looks whether somebody changed it. */
export async function undoJob(ctx: Context, deps: MassDeps, id: number): Promise<MassJob> {
  const undoId = await inTransaction(ctx.db, async (tx) => {
    await tx.query('select from platform.mass_job where id = $1 for update', [id]);
    const job = await requireJob({ ...ctx, db: joinTransaction(tx) }, id);
    const { mayUndo } = await readJob({ ...ctx, db: joinTransaction(tx) }, deps, id);
    if (job.undoneBy !== null) return job.undoneBy;
    // Some ways back go beyond the person's scope: the right itself must still be theirs.
    const { right } = requireAction(requireSubject(deps.subjects, job.noun), job.action);
    requireRight(ctx.actor, right.entity, right.action);
    if (!mayUndo) throw refuse('field.invalid', 'Это действие отменить нельзя.');
    const jobId = await insertJob(tx, ctx, {
      noun: job.noun, action: job.action, input: {}, scope: {}, ownerId: job.ownerId, undoOf: id,
    });
    await tx.query(
      `insert into platform.mass_row (job_id, position, record_id, title, undo)
       select $2, position, record_id, title, undo from platform.mass_row
       where job_id = $1 and status = 'done'`, [id, jobId]);
    await queueJob(tx, ctx, {
      jobId, ownerId: job.ownerId, kind: 'massJob.started', data: { undoOf: id },
    });
    return jobId;
  });
  return readJob(ctx, deps, undoId);
}

export async function sweepJobs(db: MassDeps['db'], now: Date): Promise<void> {
  await db.query(
    `delete from platform.mass_job where created_at < $1::timestamptz - make_interval(days => $2)
       and state in ('finished', 'cancelled')`, [now, KEPT_DAYS]);
}
