// The work itself: row by row, each in one transaction with its result. A worker that is killed
// leaves rows that are done and rows that wait, nothing between.
import { setTimeout } from 'node:timers/promises';
import { ERRORS } from '#contract/errors';
import { type Actor, can } from '#platform/actor';
import { constraintProblem } from '#platform/constraints';
import type { Context, HeldNotice } from '#platform/context';
import { inTransaction, joinTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { Refusal } from '#platform/refuse';
import type { MassAction, MassDeps, RowOutcome } from './actions.ts';
import { finishJob } from './finish-job.ts';
import { type JobRow, jobRow } from './read-job.ts';

/** Rights are read anew so often: who is dismissed in the middle stops working. */
const ROWS_OF_ACTOR = 50;
/** The open window is told no more often than it can show. */
const TELL_MS = 700;
/** A row that the program fails on is tried so often, after all others, and then left. */
const ATTEMPTS_MAX = 3;
const PAUSE_MS = 100;

type WaitingRow = { position: number; recordId: number; input: object | null; undo: unknown };
type Done = {
  status: string; reason: string | null; undo: unknown; notices: HeldNotice[]; asks?: string[];
};

/** Works until no row waits; throws when it is stopped, so that the queue gives it out again. */
export async function runJob(deps: MassDeps, jobId: number, signal: AbortSignal): Promise<void> {
  const { db, now } = deps;
  await db.query(`update platform.mass_job set state = 'running'
    where id = $1 and state = 'waiting'`, [jobId]);
  const job = await jobRow(db, jobId);
  if (!job || job.state !== 'running') return;
  let actor: Actor | null = null;
  let toldAt = 0;
  for (let count = 0; ; count += 1) {
    if (signal.aborted) throw new Error(`Mass job ${jobId} was stopped`);
    if (count % ROWS_OF_ACTOR === 0) actor = await deps.actorOf(job.ownerId);
    if (!await tryNext(deps, job, actor)) {
      if (!await hasWaiting(deps, jobId)) break;
      // Another worker holds the last rows; if it is killed, they are ours.
      await setTimeout(PAUSE_MS);
      continue;
    }
    if (now().getTime() - toldAt < TELL_MS) continue;
    toldAt = now().getTime();
    await tellProgress(deps, job, actor);
  }
  await inTransaction(db, (tx) => finishJob(tx, deps, jobId, 'finished'));
}

async function hasWaiting({ db }: MassDeps, jobId: number): Promise<boolean> {
  const row = await one(db, {
    name: 'mass-row-waits',
    text: `select from platform.mass_row where job_id = $1 and status = 'waiting' limit 1`,
    values: [jobId],
  });
  return row !== undefined;
}

async function tellProgress(deps: MassDeps, job: JobRow, actor: Actor | null): Promise<void> {
  if (!actor) return;
  await inTransaction(deps.db, (tx) => writeEvents(tx, contextOf(deps, actor, tx), [{
    kind: 'massJob.progressed', entity: 'massJob', entityId: job.id,
    data: { recipients: [job.ownerId] },
  }]));
}

function contextOf({ now }: MassDeps, actor: Actor, tx: Tx, held?: HeldNotice[]): Context {
  return {
    db: joinTransaction(tx), actor, source: 'ui', requestId: null, now,
    ...(held ? { heldNotices: held } : {}),
  };
}

/** What the program itself fails on in one row; its transaction is gone with the error. */
class RowFault extends Error {
  readonly position: number;
  constructor(position: number, cause: unknown) {
    super('A row of mass work has failed', { cause });
    this.position = position;
  }
}

/** The next row; a fault is noted, so that its neighbours and the end of the job do not wait. */
async function tryNext(deps: MassDeps, job: JobRow, actor: Actor | null): Promise<boolean> {
  try {
    return await runNext(deps, job, actor);
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    deps.report?.(error.cause);
    // Without a database this fails too: then the queue gives the whole job out again, later.
    await deps.db.query({
      name: 'mass-row-failed',
      text: `update platform.mass_row set attempts = attempts + 1,
          status = case when attempts + 1 >= $3 then 'failed' else status end,
          reason = case when attempts + 1 >= $3 then $4 else reason end
        where job_id = $1 and position = $2 and status = 'waiting'`,
      values: [job.id, error.position, ATTEMPTS_MAX,
        'Программа не смогла обработать запись, она осталась как была. Сообщите администратору.'],
    });
    return true;
  }
}

/** One waiting row; false when there is none or somebody has cancelled the job. */
async function runNext(deps: MassDeps, job: JobRow, actor: Actor | null): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const row = await one<WaitingRow>(tx, {
      name: 'mass-row-next',
      text: `select r.position, r.record_id as "recordId", r.input, r.undo
        from platform.mass_row r
        where r.job_id = $1 and r.status = 'waiting'
          and exists (select from platform.mass_job j where j.id = $1 and j.state = 'running')
        order by r.attempts, r.position limit 1 for update of r skip locked`,
      values: [job.id],
    });
    if (!row) return false;
    const done = await doRow(deps, tx, job, { row, actor });
    await tx.query({
      name: 'mass-row-done',
      text: `update platform.mass_row set status = $3, reason = $4, undo = $5::jsonb,
          notices = $6::jsonb, asks = $7 where job_id = $1 and position = $2`,
      values: [job.id, row.position, done.status, done.reason,
        // What takes a row back stays with a refused way back: it may be tried again.
        JSON.stringify(done.undo ?? (job.undoOf === null ? null : row.undo)),
        done.notices.length === 0 ? null : JSON.stringify(done.notices), done.asks ?? null],
    });
    return true;
  });
}

async function doRow(
  deps: MassDeps, tx: Tx, job: JobRow, { row, actor }: { row: WaitingRow; actor: Actor | null },
): Promise<Done> {
  const action = deps.subjects[job.noun]?.actions[job.action];
  if (!actor) return refused('Доступ сотрудника закрыт.');
  if (!action) return refused('Такого действия больше нет.');
  if (isBarred(actor, action)) return refused(NO_RIGHT);
  const notices: HeldNotice[] = [];
  try {
    const ctx = { ...contextOf(deps, actor, tx, notices), askedAt: new Date(job.createdAt) };
    const outcome = await inTransaction(ctx.db, () => work(action, ctx, job, row));
    return { status: outcome.status, reason: outcome.note ?? null, undo: outcome.undo, notices };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw new RowFault(row.position, error);
    return { ...refused(reason), ...asksOf(action, job, error) };
  }
}

const isBarred = (actor: Actor, { right }: MassAction): boolean =>
  !can(actor, right.entity, right.action);

/** What the person could add, so that the row may be tried again. */
function asksOf(action: MassAction, job: JobRow, error: unknown): { asks?: string[] } {
  const asks = error instanceof Refusal && job.undoOf === null ? action.asks?.(error) : [];
  return asks?.length ? { asks } : {};
}

function work(
  action: MassAction, ctx: Context, job: JobRow, row: WaitingRow,
): Promise<RowOutcome> {
  return job.undoOf === null
    ? action.run(ctx, row.recordId, inputOf(job, row) as never)
    : action.undo!(ctx, row.recordId, row.undo as never);
}

/** A row's own input, with what was asked for all rows. */
function inputOf(job: JobRow, row: WaitingRow): object {
  const { asked } = job.input;
  return row.input ? { ...row.input, ...(asked ? { asked } : {}) } : job.input;
}

const NO_RIGHT = `${ERRORS['right.missing'].title}. ${ERRORS['right.missing'].hint}`;

const refused = (reason: string): Done =>
  ({ status: 'refused', reason, undo: undefined, notices: [] });

/** Why the rules said no; null for a fault of the program. */
function reasonOf(error: unknown): string | null {
  if (error instanceof Refusal) {
    const [field] = error.fields ?? [];
    if (field && error.detail !== field.reason) return `${error.message}: ${field.reason}`;
    const { title, hint } = ERRORS[error.code];
    // The hint says what to do, not what was refused: «Обратитесь к администратору».
    return error.detail === hint ? `${title}. ${hint}` : error.detail || error.message;
  }
  return constraintProblem((error ?? {}) as { code?: string })?.detail ?? null;
}
