// The job of an import: it reads the file, tries every row, writes them, takes them back. Whatever
// is cut goes on where it stopped: what is done says so in its row.
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { ImportState } from '#contract/imports';
import { type Actor, SYSTEM } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { Refusal } from '#platform/refuse';
import { planOf, type Plan } from './apply-row.ts';
import { type Batch, doBatch, type WaitingStatus } from './batch.ts';
import { checkRow } from './check-row.ts';
import { type ImportRow, importRow, requireSubject } from './import-record.ts';
import { loadRows } from './load-rows.ts';
import { createReferences } from './references.ts';
import type { RowWork } from './row-work.ts';
import { runRow } from './run-row.ts';
import type { ImportDeps } from './subject.ts';
import { undoRow } from './undo-row.ts';
import { uploadPath } from './upload-import.ts';

/** Rights and names are read anew so often: who is dismissed in the middle stops working. */
const BATCHES_OF_ACTOR = 10;
/** The open page is told no more often than it can show. */
const TELL_MS = 700;
/** Whoever waits so long has gone to do something else and wants to be told. */
const LONG_MS = 30_000;
/** Another worker is at the last rows: whether it lives is seen after so long. */
const TAKEN_MS = 200;

type Course = { work: RowWork; from: readonly WaitingStatus[]; to: ImportState };

const COURSES: Partial<Record<ImportState, Course>> = {
  checking: { work: checkRow, from: ['waiting'], to: 'checked' },
  running: { work: runRow, from: ['update', 'create'], to: 'finished' },
  undoing: { work: undoRow, from: ['undo'], to: 'undone' },
};

export async function workImport(
  deps: ImportDeps, importId: number, signal: AbortSignal,
): Promise<void> {
  const row = await importRow(deps.db, importId);
  const course = row && COURSES[row.state];
  if (!course) return;
  if (row.state === 'checking' && !await loaded(deps, row, signal)) return;
  const telling = teller(deps, row);
  for (const from of course.from) await workThrough(deps, row, { from, course, signal, telling });
  await finish(deps, row, course.to);
}

type Part = {
  from: WaitingStatus; course: Course; signal: AbortSignal; telling: () => Promise<void>;
};

async function workThrough(deps: ImportDeps, row: ImportRow, part: Part): Promise<void> {
  let batch = await prepareBatch(deps, row, part.from);
  for (let count = 1; ; count += 1) {
    if (part.signal.aborted) throw new Error(`Import ${row.id} was stopped`);
    const outcome = await doBatch(deps, batch, part.course.work);
    if (outcome === 'over') return;
    if (outcome === 'taken') await setTimeout(TAKEN_MS);
    await part.telling();
    if (count % BATCHES_OF_ACTOR === 0) batch = await prepareBatch(deps, row, part.from);
  }
}

function teller(deps: ImportDeps, row: ImportRow): () => Promise<void> {
  let toldAt = 0;
  return async () => {
    if (deps.now().getTime() - toldAt < TELL_MS) return;
    toldAt = deps.now().getTime();
    await inTransaction(deps.db, (tx) => tellOf(tx, deps, row, 'import.progressed'));
  };
}

async function loaded(deps: ImportDeps, row: ImportRow, signal: AbortSignal): Promise<boolean> {
  try {
    await loadRows(deps, row, signal);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await inTransaction(deps.db, async (tx) => {
      await tx.query('delete from imports.import_row where import_id = $1', [row.id]);
      await tx.query(`update imports.import set state = 'failed', failure = $2
        where id = $1 and state = 'checking'`, [row.id, error.detail]);
      await tellOf(tx, deps, row, 'import.failed');
    });
    return false;
  }
}

/** A run is its author's; the way back is of whoever asked for it, over what the run has done. */
async function prepareBatch(
  deps: ImportDeps, row: ImportRow, from: WaitingStatus,
): Promise<Batch> {
  const { id, state, settings, owner, undoneBy } = row;
  const subject = requireSubject(deps.subjects, row.noun);
  const person = await deps.actorOf(state === 'undoing' ? undoneBy!.id : owner.id);
  const actor = person && state === 'undoing' ? trusted(person) : person;
  const plan = actor && planFor(deps, { subject, settings, actor });
  return { id, state, from, actor, plan, isApart: false };
}

const trusted = ({ employeeId, name }: Actor): Actor => ({ ...SYSTEM, employeeId, name });

function planFor(
  deps: ImportDeps, { subject, settings, actor }: Pick<Plan, 'subject' | 'settings'>
    & { actor: Actor },
): Plan {
  const ctx: Context = { db: deps.db, actor, source: 'import', requestId: null, now: deps.now };
  return planOf(subject, settings,
    { fields: subject.fields(ctx), references: createReferences(deps.db), known: ctx });
}

async function finish(deps: ImportDeps, row: ImportRow, to: ImportState): Promise<void> {
  const isOver = await inTransaction(deps.db, async (tx) => {
    const settled = await one<{ startedAt: string | null }>(tx, `
      update imports.import set state = $3,
        finished_at = case when $3 = 'finished' then $4::timestamptz else finished_at end
      where id = $1 and state = $2 returning started_at as "startedAt"`,
    [row.id, row.state, to, deps.now()]);
    if (!settled) return false;
    await tellOf(tx, deps, row, `import.${to}`);
    const tookMs = settled.startedAt === null ? 0
      : deps.now().getTime() - Date.parse(settled.startedAt);
    if (to !== 'checked' && tookMs >= LONG_MS) await notifyAuthor(tx, deps, row.id);
    return true;
  });
  if (isOver && to === 'finished') await rm(uploadPath(deps, row.upload), { force: true });
}

async function notifyAuthor(tx: Tx, deps: ImportDeps, id: number): Promise<void> {
  const { owner, undoneBy, fileName, counts, state } = (await importRow(tx, id))!;
  const done = state === 'undone'
    ? `возвращено ${counts.undone}, осталось ${counts.kept}`
    : `создано ${counts.created}, изменено ${counts.updated}, с ошибкой ${counts.error}`;
  await deps.tell(tx, contextOf(tx, deps, SYSTEM), {
    employeeId: state === 'undone' ? undoneBy!.id : owner.id, importId: id,
    title: `${state === 'undone' ? 'Импорт отменён' : 'Импорт закончен'}: «${fileName}», ${done}`,
  });
}

const contextOf = (tx: Tx, deps: ImportDeps, actor: Actor): Context =>
  ({ db: joinTransaction(tx), actor, source: 'import', requestId: null, now: deps.now });

async function tellOf(tx: Tx, deps: ImportDeps, row: ImportRow, kind: string): Promise<void> {
  const recipients = [...new Set([row.owner.id, row.undoneBy?.id ?? row.owner.id])];
  const { counts } = kind === 'import.progressed' ? { counts: undefined }
    : (await importRow(tx, row.id))!;
  await writeEvents(tx, contextOf(tx, deps, { ...SYSTEM, employeeId: row.owner.id }), [{
    kind, entity: 'import', entityId: row.id,
    data: { recipients, ...(counts ? { noun: row.noun, name: row.fileName, counts } : {}) },
  }]);
}
