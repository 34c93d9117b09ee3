// The start of mass work: rights and input are checked, the records are settled, the job is queued,
// all in one transaction.
import { MASS_ROWS_MAX, type MassJob, type MassStart } from '#contract/mass';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { enqueue } from '#platform/jobs';
import { writeEvents } from '#platform/events';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import { type ListSource, viewPredicate } from '#platform/listing/run-list';
import { listFrame, requireSubject } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import { checkInput, type MassDeps, type MassSubject, requireAction } from './actions.ts';
import { ownerOf, readJob } from './read-job.ts';

export const MASS_QUEUE = 'mass-run';

export async function startJob(
  ctx: Context, deps: MassDeps, input: MassStart,
): Promise<MassJob> {
  const ownerId = ownerOf(ctx);
  const subject = requireSubject(deps.subjects, input.noun);
  const action = requireAction(subject, input.action);
  requireRight(ctx.actor, subject.entity, 'read');
  requireRight(ctx.actor, action.right.entity, action.right.action);
  if (!input.rows) checkInput(action, input.input);
  for (const row of input.rows ?? []) checkInput(action, row.input);
  // One row twice would be two works on one record.
  const selection = input.rows
    ? { ids: [...new Set(input.rows.map((row) => row.id))] } : input.selection;
  const id = await inTransaction(ctx.db, async (tx) => {
    const { ids, filter, q } = selection;
    const scope = ids ? { marked: ids.length } : { filter: filter ?? null, q: q ?? null };
    const jobId = await insertJob(tx, ctx, {
      noun: input.noun, action: input.action, input: input.input, scope, ownerId,
    });
    const total = await insertRows(tx, ctx, subject, { jobId, selection });
    if (input.rows) await insertInputs(tx, jobId, input.rows);
    if (total === 0) throw refuse('field.invalid', 'Под отбор не попадает ни одной записи.');
    if (total > MASS_ROWS_MAX) {
      throw refuse('field.invalid',
        `За раз не больше ${MASS_ROWS_MAX} записей. Сузьте отбор и повторите по частям.`);
    }
    await queueJob(tx, ctx, { jobId, ownerId, kind: 'massJob.started', data: {
      noun: input.noun, action: input.action, input: input.input, scope, total,
    } });
    return jobId;
  });
  return readJob(ctx, deps, id);
}

type Queued = { jobId: number; ownerId: number; kind: string; data: object };

export async function queueJob(
  tx: Tx, ctx: Context, { jobId, ownerId, kind, data }: Queued,
): Promise<void> {
  await writeEvents(tx, ctx, [{
    kind, entity: 'massJob', entityId: jobId, data: { ...data, recipients: [ownerId] },
  }]);
  // Whoever started it does it at once if it is small, and wakes the queue if it is not.
  await enqueue(tx, MASS_QUEUE, { jobId }, { isSpare: true });
}

type NewJob = {
  noun: string; action: string; input: object; scope: object; ownerId: number; undoOf?: number;
};

export async function insertJob(tx: Tx, ctx: Context, job: NewJob): Promise<number> {
  const row = await one<{ id: number }>(tx,
    `insert into platform.mass_job (noun, action, input, scope, owner_id, undo_of, created_at)
     values ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7) returning id`,
    [job.noun, job.action, JSON.stringify(job.input), JSON.stringify(job.scope), job.ownerId,
      job.undoOf ?? null, ctx.now()]);
  return row!.id;
}

type Chosen = { jobId: number; selection: MassStart['selection'] };

/** Only what the person reads gets in; what they may not change is refused row by row. */
async function insertRows(
  tx: Tx, ctx: Context, subject: MassSubject, { jobId, selection }: Chosen,
): Promise<number> {
  const source = subject.source(ctx, selection.ids ? undefined : selection.q);
  const where = chosenRows(ctx, source, selection);
  const id = source.catalogue.idColumn;
  const from = fromClause(source, subject.rowTitle, where.sql);
  const { rowCount } = await tx.query(
    `insert into platform.mass_row (job_id, position, record_id, title)
     select $${where.values.length + 1}, row_number() over (order by ${id} desc), ${id},
       left(coalesce(${subject.rowTitle}, ''), 300)
     from ${from} where ${where.sql} limit ${MASS_ROWS_MAX + 1}`,
    [...where.values, jobId]);
  return rowCount ?? 0;
}

async function insertInputs(
  tx: Tx, jobId: number, rows: NonNullable<MassStart['rows']>,
): Promise<void> {
  await tx.query(
    `update platform.mass_row r set input = g.input
     from jsonb_to_recordset($2::jsonb) as g (id bigint, input jsonb)
     where r.job_id = $1 and r.record_id = g.id`, [jobId, JSON.stringify(rows)]);
}

function chosenRows(
  ctx: Context, source: ListSource, { ids, filter, q }: MassStart['selection'],
): Fragment {
  if (!ids) {
    return viewPredicate(source, { ...(filter ? { filter } : {}), ...(q ? { q } : {}) },
      listFrame(ctx));
  }
  const marked = { sql: `${source.catalogue.idColumn} = any($1::bigint[])`, values: [ids] };
  return allOf([marked, source.visibility]);
}
