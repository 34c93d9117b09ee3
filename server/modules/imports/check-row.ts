// A trial of one row: the very verbs of the run in a part of the transaction that goes back, so
// that the preview can promise nothing the run would refuse.
import type { Context } from '#platform/context';
import { type Applied, applyRow, claimsOf, type Plan } from './apply-row.ts';
import { type Problem, RowProblems, type ShownProblem } from './problems.ts';
import { RolledBack, type RowResult, type RowWork } from './row-work.ts';
import { meetingWords } from './row-words.ts';
import type { Values } from './subject.ts';

const PLANNED = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const;

export const refusedRow = (problems: ShownProblem[]): RowResult => ({ status: 'error', problems });

function planned({ status, recordId, title, changes }: Applied): RowResult {
  return {
    status: PLANNED[status], title, changes, problems: [],
    // A record that went back has no number.
    ...(status === 'created' ? {} : { recordId }),
  };
}

/** «companyInn» that cannot be read is no reason to say that there is no such company. */
const subjectOf = (field: string | null): string | undefined => field?.split(/(?=[A-Z])/)[0];

/** Wrong cells of a row, and what the rules say of the others: one mends a file once. */
async function allProblems(
  ctx: Context, { subject, frame }: Plan, { problems, rest }: RowProblems,
): Promise<RowProblems> {
  const wrong = new Set(problems.map(({ field }) => subjectOf(field)));
  const more = await subject.resolve(ctx, rest ?? {}, frame).then((): Problem[] => [], (error) => {
    if (error instanceof RowProblems) return error.problems;
    throw error;
  });
  return new RowProblems(
    [...problems, ...more.filter(({ field }) => field && !wrong.has(subjectOf(field)))]);
}

async function valuesOf(ctx: Context, plan: Plan, read: () => Values): Promise<Values> {
  try {
    return read();
  } catch (error) {
    throw error instanceof RowProblems ? await allProblems(ctx, plan, error) : error;
  }
}

export const checkRow: RowWork = {
  refused: refusedRow,
  isClaiming: true,
  wordsOf: meetingWords,
  run: async (ctx, plan, { values: read, claims, position, line }) => {
    const values = await valuesOf(ctx, plan, read);
    const keys = claimsOf(plan, values);
    claims?.refuseTaken(keys, { position, line });
    const result = planned(await applyRow(ctx, plan, values));
    claims?.take(keys, { position, line });
    throw new RolledBack(result);
  },
};
