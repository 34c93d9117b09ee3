// Several rows in one transaction, each a part of its own with its result: a commit for each row
// would cost more than the row. Locks are held no longer than a person notices.
import type { ImportRowStatus, ImportState } from '#contract/imports';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, partsOf, sameTransaction, type Tx } from '#platform/database';
import { type Change, claimsOf, type Plan, type RowUndo, valuesOf } from './apply-row.ts';
import { type Claims, readClaims } from './claims.ts';
import type { Cell } from './file/cells.ts';
import { problemsOf, type ShownProblem, shownProblems } from './problems.ts';
import type { ImportDeps } from './subject.ts';

const ROWS_MAX = 40;
/** Whoever edits one of these records meanwhile waits for this at most. */
const BATCH_MS = 150;

/** `undo`: rows that are done and not looked at by the way back. */
export type WaitingStatus = Extract<ImportRowStatus, 'waiting' | 'create' | 'update'> | 'undo';

export type WaitingRow = {
  position: number; line: number; cells: Cell[]; recordId: number | null;
  title: string | null; undo: RowUndo | null;
};

export type RowResult = {
  status?: ImportRowStatus; recordId?: number | null; title?: string; changes?: Change[];
  problems?: ShownProblem[]; undo?: RowUndo | null;
  undoStatus?: 'undone' | 'kept'; undoReason?: string | null;
};

export type Batch = {
  id: number; state: ImportState; from: WaitingStatus;
  /** Null when the person may not act any more. */
  actor: Actor | null;
  plan: Plan | null;
};

/** A row, and what others of the file have claimed, to whoever claims. */
export type RowAtWork = WaitingRow & { claims: Claims | null };

/** Works in the transaction of `ctx`; the batch catches what the rules refuse. */
export type RowWork = {
  run: (ctx: Context, plan: Plan, row: RowAtWork) => Promise<RowResult>;
  refused: (problems: ShownProblem[]) => RowResult;
  /** Rows of one key are told from each other. */
  isClaiming?: true;
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
    const until = performance.now() + BATCH_MS;
    const claims = work.isClaiming && batch.plan
      ? await readClaims(tx, batch.id, keysOf(batch.plan, rows)) : null;
    const part = partsOf(tx);
    const results: Placed[] = [];
    for (const row of rows) {
      const result = await doRow(tx, deps, { batch, work, row: { ...row, claims }, part });
      results.push({ ...result, position: row.position });
      if (performance.now() > until) break;
    }
    await claims?.store();
    await store(tx, batch.id, results);
    return 'done';
  });
}

/** What cannot be read claims nothing. */
const keysOf = (plan: Plan, rows: readonly WaitingRow[]): string[] => rows.flatMap(({ cells }) => {
  try {
    return claimsOf(plan, valuesOf(plan, cells));
  } catch {
    return [];
  }
});

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

type Doing = { batch: Batch; work: RowWork; row: RowAtWork; part: ReturnType<typeof partsOf> };

async function doRow(tx: Tx, deps: ImportDeps, doing: Doing): Promise<RowResult> {
  const { batch: { actor, plan }, work, row, part } = doing;
  if (!actor || !plan) return work.refused([{ label: null, reason: 'Доступ сотрудника закрыт.' }]);
  // Notices are gathered and dropped: what was agreed long ago is no news for anybody.
  const ctx: Context = {
    db: sameTransaction(tx), actor, source: 'import', requestId: null, now: deps.now,
    heldNotices: [],
  };
  try {
    return await part(() => work.run(ctx, plan, row));
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    const problems = problemsOf(error);
    if (problems) return work.refused(shownProblems(problems, plan.frame.fields));
    if (isTransient(error)) throw error;
    deps.report?.(error);
    return work.refused([{
      label: null, reason: 'Внутренняя ошибка: строка пропущена, сообщите администратору.',
    }]);
  }
}

/** Carries the result of a trial out of its transaction, which goes back. */
export class RolledBack extends Error {
  readonly result: RowResult;

  constructor(result: RowResult) {
    super('Tried and taken back');
    this.result = result;
  }
}

/** Lost connections, deadlocks, a full disk: the batch is done again, nothing is wrong with it. */
function isTransient(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return /^(08|40|53|55|57|58|XX)/.test(code) || /Connection|ECONN/.test(String(error));
}

type Placed = RowResult & { position: number };

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
