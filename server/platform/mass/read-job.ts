// Mass work as its owner sees it; nobody else does, whatever their rights.
import type { MassJob, MassRow, RowStatus } from '#contract/mass';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { MassDeps } from './actions.ts';

export function ownerOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) {
    throw refuse('right.missing', 'Массовые действия доступны только сотрудникам.');
  }
  return ctx.actor.employeeId;
}

export type JobRow = {
  id: number; noun: string; action: string; state: MassJob['state']; ownerId: number;
  input: Record<string, unknown>; undoOf: number | null; undoneBy: number | null;
  createdAt: string; finishedAt: string | null; counts: MassJob['counts'];
  asks: MassJob['asks'];
};

const count = (status: RowStatus) =>
  `'${status}', count(*) filter (where r.status = '${status}')`;

const JOB = `
  select j.id, j.noun, j.action, j.state, j.owner_id as "ownerId", j.input,
    j.undo_of as "undoOf", j.created_at as "createdAt", j.finished_at as "finishedAt",
    (select u.id from platform.mass_job u where u.undo_of = j.id) as "undoneBy",
    (select json_build_object('total', count(*), ${count('waiting')}, ${count('done')},
      ${count('refused')}, ${count('failed')}, ${count('unchanged')}, ${count('skipped')})
     from platform.mass_row r where r.job_id = j.id) as counts,
    (select case when count(*) > 0 then json_build_object('rows', count(*), 'fields', (
        select json_agg(distinct a.name) from platform.mass_row x, unnest(x.asks) as a (name)
        where x.job_id = j.id and x.status = 'refused')) end
     from platform.mass_row r
     where r.job_id = j.id and r.status = 'refused' and r.asks is not null) as asks
  from platform.mass_job j`;

/** How long a job stays and can be taken back. */
export const KEPT_DAYS = 30;
const LISTED_MAX = 20;
/** A cell typed in a list is no work to look after. */
const LISTED = `not (j.action = 'cells' and j.scope->>'marked' = '1')`;

export function jobRow(on: Queryable, id: number): Promise<JobRow | undefined> {
  return one<JobRow>(on, { name: 'mass-job', text: `${JOB} where j.id = $1`, values: [id] });
}

export async function requireJob(ctx: Context, id: number): Promise<JobRow> {
  const ownerId = ownerOf(ctx);
  const row = await jobRow(ctx.db, id);
  if (!row || row.ownerId !== ownerId) throw refuse('record.missing');
  return row;
}

const isOver = ({ state }: JobRow): boolean => state === 'finished' || state === 'cancelled';

/** A way back once more, or rows that lack what a person can add. */
const mayRetry = (row: JobRow): boolean => isOver(row) && row.undoneBy === null
  && (row.undoOf === null ? row.asks !== null : row.counts.refused > 0);

function toJob({ actor }: Context, deps: MassDeps, row: JobRow): MassJob {
  const { ownerId: _owner, input: _input, ...job } = row;
  const action = deps.subjects[row.noun]?.actions[row.action];
  return {
    ...job,
    title: action?.title ?? row.action,
    mayUndo: isOver(row) && row.undoOf === null && row.undoneBy === null
      && row.counts.done > 0 && action?.undo !== undefined
      && can(actor, action.right.entity, action.right.action),
    mayRetry: mayRetry(row),
  };
}

export async function readJob(ctx: Context, deps: MassDeps, id: number): Promise<MassJob> {
  return toJob(ctx, deps, await requireJob(ctx, id));
}

export async function listJobs(ctx: Context, deps: MassDeps): Promise<{ items: MassJob[] }> {
  const { rows } = await ctx.db.query<JobRow>({
    name: 'mass-jobs',
    text: `${JOB} where j.owner_id = $1 and ${LISTED} order by j.id desc limit ${LISTED_MAX}`,
    values: [ctx.actor.employeeId],
  });
  return { items: rows.map((row) => toJob(ctx, deps, row)) };
}

type RowsAsked = { id: number; status?: RowStatus; after?: number; limit?: number };

export async function listRows(
  ctx: Context, asked: RowsAsked,
): Promise<{ items: MassRow[]; after: number | null }> {
  await requireJob(ctx, asked.id);
  const limit = asked.limit ?? 100;
  const { rows } = await ctx.db.query<MassRow>({
    name: 'mass-rows',
    text: `select position, record_id as "recordId", title, status, reason
      from platform.mass_row
      where job_id = $1 and position > $2 and ($3::text is null or status = $3)
      order by position limit $4`,
    values: [asked.id, asked.after ?? 0, asked.status ?? null, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? items.at(-1)!.position : null };
}
