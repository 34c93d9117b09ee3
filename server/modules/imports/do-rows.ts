// Rows of a batch by the verbs: as many at once as cannot meet, so that none waits for the answers
// to another. A row that fails after it has written takes all back, and then each is done alone.
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { partsOf, sameTransaction, type Tx, watched } from '#platform/database';
import { Refusal } from '#platform/refuse';
import type { Plan } from './apply-row.ts';
import { problemsOf, RowProblems, shownProblems } from './problems.ts';
import { RolledBack, type RowAtWork, type RowResult, type RowWork } from './row-work.ts';
import type { ImportDeps } from './subject.ts';
import { wavesOf } from './waves.ts';

export type Placed = RowResult & { position: number };
/** `isApart`: rows of this file fail one another; each is done alone for a while. */
export type Doing = {
  deps: ImportDeps; work: RowWork; actor: Actor; plan: Plan; isApart: boolean;
};

type Part = ReturnType<typeof partsOf>;

/** What is not done by `until` is left for the next batch. */
export async function doRows(
  tx: Tx, doing: Doing, rows: readonly RowAtWork[], until: number,
): Promise<Placed[]> {
  const part = partsOf(tx);
  const waves = doing.isApart ? rows.map((row) => [row])
    : wavesOf(rows, await doing.work.wordsOf(tx, doing.plan, rows));
  const done: Placed[] = [];
  for (const wave of waves) {
    const together = wave.length > 1 ? await doTogether(tx, doing, wave, part) : null;
    if (together === null && wave.length > 1) doing.isApart = true;
    done.push(...together ?? await doEach(tx, doing, { rows: wave, until }, part));
    if (performance.now() > until) break;
  }
  return done;
}

async function doEach(
  tx: Tx, doing: Doing, { rows, until }: { rows: readonly RowAtWork[]; until: number }, part: Part,
): Promise<Placed[]> {
  const done: Placed[] = [];
  for (const row of rows) {
    done.push({ ...await doAlone(tx, doing, row, part), position: row.position });
    if (performance.now() > until) break;
  }
  return done;
}

/** Notices are gathered and dropped: what was agreed long ago is no news for anybody. */
const contextOf = (tx: Tx, { deps, actor }: Doing): Context => ({
  db: sameTransaction(tx), actor, source: 'import', requestId: null, now: deps.now,
  heldNotices: [],
});

async function doAlone(tx: Tx, doing: Doing, row: RowAtWork, part: Part): Promise<RowResult> {
  const { deps, work, plan } = doing;
  const own = watched(tx);
  try {
    return await part(() => work.run(contextOf(own.tx, doing), plan, row).finally(own.close));
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

/** `isSpoiling`: it has left something behind that only all of them can take back. */
type Outcome = { result: RowResult; isTrial: boolean } | { isSpoiling: true };

class TakeBack extends Error {}

/** Null when one of them has spoiled it for all: nothing is done then. */
async function doTogether(
  tx: Tx, doing: Doing, rows: readonly RowAtWork[], part: Part,
): Promise<Placed[] | null> {
  let outcomes: Outcome[] = [];
  try {
    await part(async () => {
      outcomes = await Promise.all(rows.map((row) => doBeside(tx, doing, row)));
      if (outcomes.some((each) => 'isSpoiling' in each || each.isTrial)) throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
  const done: Placed[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    if ('isSpoiling' in outcome) return null;
    done.push({ ...outcome.result, position: rows[index]!.position });
  }
  return done;
}

async function doBeside(tx: Tx, doing: Doing, row: RowAtWork): Promise<Outcome> {
  const { work, plan } = doing;
  const own = watched(tx);
  try {
    const result = await work.run(contextOf(own.tx, doing), plan, row).finally(own.close);
    return { result, isTrial: false };
  } catch (error) {
    if (error instanceof RolledBack) return { result: error.result, isTrial: true };
    const isRefused = error instanceof RowProblems || error instanceof Refusal;
    if (!isRefused || own.hasWritten()) return { isSpoiling: true };
    const problems = shownProblems(problemsOf(error)!, plan.frame.fields);
    return { result: work.refused(problems), isTrial: false };
  }
}

/** Lost connections, deadlocks, a full disk: the batch is done again, nothing is wrong with it. */
function isTransient(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return /^(08|40|53|55|57|58|XX)/.test(code) || /Connection|ECONN/.test(String(error));
}
