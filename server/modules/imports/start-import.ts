// The check, the run and the way back are begun here, in one transaction with their job.
import type { Import, ImportState } from '#contract/imports';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { enqueue } from '#platform/jobs';
import { refuse } from '#platform/refuse';
import {
  type ImportRow, isOpen, mayUndo, ownerOf, readImport, requireImport, requireOwn,
} from './import-record.ts';
import { refuseRepeated } from './loaded-before.ts';
import { checkSettings, remember } from './settings.ts';
import type { ImportDeps } from './subject.ts';

export const IMPORT_QUEUE = 'imports-work';

type Step = {
  to: ImportState; kind: string;
  /** Whether the import may take the step; a refusal otherwise. */
  allowed: (row: ImportRow) => boolean;
};

/** Locks the import, moves it on and queues the work. */
async function begin(
  ctx: Context, id: number, { to, kind, allowed }: Step,
  also: (tx: Tx, row: ImportRow) => Promise<void> = async () => undefined,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await tx.query('select from imports.import where id = $1 for update', [id]);
    const row = await requireOwn({ ...ctx, db: joinTransaction(tx) }, id);
    if (!allowed(row)) throw refuse('record.changed', 'Импорт уже ушёл дальше: обновите страницу.');
    await also(tx, row);
    await tx.query('update imports.import set state = $2, failure = null where id = $1', [id, to]);
    await writeEvents(tx, ctx, [{
      kind, entity: 'import', entityId: id,
      data: { noun: row.noun, name: row.fileName, recipients: [row.owner.id] },
    }]);
    await enqueue(tx, IMPORT_QUEUE, { importId: id });
  });
}

const isMine = (ctx: Context, row: ImportRow) => row.owner.id === ownerOf(ctx);

/** All rows are read out of the file and tried; nothing of it stays. */
export async function startCheck(ctx: Context, deps: ImportDeps, id: number): Promise<Import> {
  const row = await requireOwn(ctx, id);
  const subject = requireImport(ctx, deps.subjects, row.noun);
  checkSettings(ctx, subject, row.settings, subject.fields(ctx));
  await begin(ctx, id, {
    to: 'checking', kind: 'import.checkStarted',
    allowed: (now) => isMine(ctx, now) && isOpen(now.state),
  }, async (tx, { noun, file: { headers }, settings }) => {
    await tx.query('delete from imports.import_row where import_id = $1', [id]);
    await tx.query('delete from imports.row_key where import_id = $1', [id]);
    await tx.query('update imports.import set is_loaded = false where id = $1', [id]);
    await remember(tx, ctx, noun, { headers, settings });
  });
  return readImport(ctx, deps, id);
}

type Run = {
  /** The same file was loaded before, and its records are wanted once more. */
  again?: boolean;
};

export async function startRun(
  ctx: Context, deps: ImportDeps, id: number, { again = false }: Run = {},
): Promise<Import> {
  const { noun } = await requireOwn(ctx, id);
  requireImport(ctx, deps.subjects, noun);
  await begin(ctx, id, {
    to: 'running', kind: 'import.started',
    allowed: (now) => isMine(ctx, now) && now.state === 'checked'
      && now.counts.create + now.counts.update > 0,
  }, async (tx, { counts }) => {
    // What only updates may be loaded as often as one likes.
    if (!again && counts.create > 0) await refuseRepeated(tx, ctx, id);
    await tx.query('update imports.import set started_at = $2 where id = $1', [id, ctx.now()]);
  });
  return readImport(ctx, deps, id);
}

/** Everything that nobody has changed since goes back to what it was. */
export async function startUndo(ctx: Context, deps: ImportDeps, id: number): Promise<Import> {
  await begin(ctx, id, {
    to: 'undoing', kind: 'import.undoStarted', allowed: (now) => mayUndo(now, ctx.now()),
  }, async (tx) => {
    await tx.query('update imports.import set undone_by = $2, started_at = $3 where id = $1',
      [id, ownerOf(ctx), ctx.now()]);
  });
  return readImport(ctx, deps, id);
}

/** A check goes back to the settings, a run keeps what is done, an undo leaves the rest. */
const AFTER_STOP: Partial<Record<ImportState, ImportState>> = {
  checking: 'draft', running: 'cancelled', undoing: 'cancelled',
  draft: 'cancelled', checked: 'cancelled', failed: 'cancelled',
};

export async function cancelImport(ctx: Context, deps: ImportDeps, id: number): Promise<Import> {
  await inTransaction(ctx.db, async (tx) => {
    const row = await requireOwn({ ...ctx, db: joinTransaction(tx) }, id);
    const locked = await one<{ state: ImportState }>(tx,
      'select state from imports.import where id = $1 for update', [id]);
    const to = AFTER_STOP[locked!.state];
    if (!to) return;
    await tx.query(`update imports.import set state = $2,
        finished_at = case when $2 = 'cancelled' then coalesce(finished_at, $3) end
      where id = $1`, [id, to, ctx.now()]);
    if (to === 'cancelled') {
      await tx.query(`update imports.import_row set status = 'skipped'
        where import_id = $1 and status in ('create', 'update', 'waiting')`, [id]);
    }
    await writeEvents(tx, ctx, [{
      kind: 'import.cancelled', entity: 'import', entityId: id,
      data: { from: locked!.state, recipients: [row.owner.id] },
    }]);
  });
  return readImport(ctx, deps, id);
}
