// Several rows in one transaction, each with its result: a commit for each row would cost more than
// the row. Locks are held no longer than a person notices.
import type { ImportRowStatus, ImportState } from '#contract/imports';
import type { Actor } from '#platform/actor';
import { inTransaction, type Tx } from '#platform/database';
import { type Plan, valuesOf } from './apply-row.ts';
import { type Claims, readClaims } from './claims.ts';
import { type Doing, doRows, type Placed } from './do-rows.ts';
import type { RowAtWork, RowWork, WaitingRow } from './row-work.ts';
import { keysOf } from './row-words.ts';
import type { ImportDeps, Values } from './subject.ts';

const ROWS_MAX = 40;
/** Whoever edits one of these records meanwhile waits for this at most. */
const BATCH_MS = 150;

/** `undo`: rows that are done and not looked at by the way back. */
export type WaitingStatus = Extract<ImportRowStatus, 'waiting' | 'create' | 'update'> | 'undo';

export type Batch = {
  id: number; state: ImportState; from: WaitingStatus;
  /** Null when the person may not act any more. */
  actor: Actor | null;
  plan: Plan | null;
  /** Rows of this file fail one another: each is done alone. */
  isApart: boolean;
};

const NEXT: Record<'plain' | 'undo', { name: string; text: string }> = {
  plain: {
    name: 'import-rows-next',
    text: `select r.position, r.line, r.cells, r.record_id as "recordId", r.title, r.undo
      from imports.import_row r
      where r.import_id = $1 and r.status = $3
        and exists (select from imports.import i where i.id = $1 and i.state = $2)
      order by r.position limit ${ROWS_MAX} for update of r skip locked`,
  },
  // The last row goes back first: later ones may stand on earlier ones.
  undo: {
    name: 'import-rows-undo',
    text: `select r.position, r.line, r.cells, r.record_id as "recordId", r.title, r.undo
      from imports.import_row r
      where r.import_id = $1 and r.undo is not null and r.undo_status is null and $3 = 'undo'
        and r.status in ('created', 'updated')
        and exists (select from imports.import i where i.id = $1 and i.state = $2)
      order by r.position desc limit ${ROWS_MAX} for update of r skip locked`,
  },
};

/** `over`: no row waits, or somebody has stopped the import. `taken`: another worker has them. */
export type BatchOutcome = 'done' | 'taken' | 'over';

export function doBatch(deps: ImportDeps, batch: Batch, work: RowWork): Promise<BatchOutcome> {
  return inTransaction(deps.db, async (tx) => {
    const { rows } = await tx.query<WaitingRow>({
      ...NEXT[batch.from === 'undo' ? 'undo' : 'plain'],
      values: [batch.id, batch.state, batch.from],
    });
    if (rows.length === 0) return await isLeft(tx, batch) ? 'taken' : 'over';
    await store(tx, batch.id, await resultsOf(tx, deps, { batch, work, rows }));
    return 'done';
  });
}

type Taken = { batch: Batch; work: RowWork; rows: readonly WaitingRow[] };

async function resultsOf(
  tx: Tx, deps: ImportDeps, { batch, work, rows }: Taken,
): Promise<Placed[]> {
  const { actor, plan } = batch;
  if (!actor || !plan) {
    const refused = work.refused([{ label: null, reason: 'Доступ сотрудника закрыт.' }]);
    return rows.map(({ position }) => ({ ...refused, position }));
  }
  const until = performance.now() + BATCH_MS;
  const read = rows.map((row) => ({ ...row, values: valuesOnce(plan, row) }));
  const claims = work.isClaiming
    ? await readClaims(tx, batch.id, read.flatMap((row) => keysOf(plan, row))) : null;
  const doing: Doing = { deps, work, actor, plan, isApart: batch.isApart };
  const done = await doRows(tx, doing, withClaims(read, claims), until);
  batch.isApart = doing.isApart;
  await claims?.store();
  return done;
}

const withClaims = (
  rows: readonly Omit<RowAtWork, 'claims'>[], claims: Claims | null,
): RowAtWork[] => rows.map((row) => ({ ...row, claims }));

/** Cells are read once, whoever asks; what is wrong with them is said each time. */
function valuesOnce(plan: Plan, { cells }: WaitingRow): () => Values {
  let known: { values: Values } | { error: unknown } | undefined;
  return () => {
    known ??= read(plan, cells);
    if ('error' in known) throw known.error;
    return known.values;
  };
}

function read(plan: Plan, cells: WaitingRow['cells']): { values: Values } | { error: unknown } {
  try {
    return { values: valuesOf(plan, cells) };
  } catch (error) {
    return { error };
  }
}

/** Rows that are there and locked: whoever finished now would stop the other in the middle. */
async function isLeft(tx: Tx, { id, state, from }: Batch): Promise<boolean> {
  const isWaiting = from === 'undo'
    ? `r.undo is not null and r.undo_status is null and r.status in ('created', 'updated')`
    : 'r.status = $3';
  const { rows } = await tx.query(`
    select from imports.import_row r join imports.import i on i.id = r.import_id
    where i.id = $1 and i.state = $2 and $3::text is not null and ${isWaiting} limit 1`,
  [id, state, from]);
  return rows.length > 0;
}

async function store(tx: Tx, importId: number, results: readonly Placed[]): Promise<void> {
  await tx.query({
    name: 'import-rows-store',
    text: `update imports.import_row r set
        status = coalesce(x.status, r.status),
        record_id = coalesce(x."recordId", r.record_id),
        title = coalesce(left(x.title, 300), r.title),
        changes = coalesce(x.changes, r.changes),
        problems = coalesce(x.problems, r.problems),
        undo = coalesce(x.undo, r.undo),
        undo_status = x."undoStatus", undo_reason = x."undoReason"
      from jsonb_to_recordset($2::jsonb) as x (position int, status text, "recordId" bigint,
        title text, changes jsonb, problems jsonb, undo jsonb, "undoStatus" text,
        "undoReason" text)
      where r.import_id = $1 and r.position = any($3::int[]) and r.position = x.position`,
    // The list keeps it a probe of the key: joined alone, all rows of the import were read, 18 ms
    // a batch at 4,000 of them and growing.
    values: [importId, JSON.stringify(results), results.map(({ position }) => position)],
  });
}
