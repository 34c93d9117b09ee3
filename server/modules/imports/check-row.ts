// A trial of one row: the very verbs of the run in a part of the transaction that goes back, so
// that the preview can promise nothing the run would refuse.
import { type Applied, applyRow, claimsOf } from './apply-row.ts';
import type { ShownProblem } from './problems.ts';
import { RolledBack, type RowResult, type RowWork } from './row-work.ts';
import { meetingWords } from './row-words.ts';

const PLANNED = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const;

export const refusedRow = (problems: ShownProblem[]): RowResult => ({ status: 'error', problems });

function planned({ status, recordId, title, changes }: Applied): RowResult {
  return {
    status: PLANNED[status], title, changes, problems: [],
    // A record that went back has no number.
    ...(status === 'created' ? {} : { recordId }),
  };
}

export const checkRow: RowWork = {
  refused: refusedRow,
  isClaiming: true,
  wordsOf: meetingWords,
  run: async (ctx, plan, { values: read, claims, position, line }) => {
    const values = read();
    const keys = claimsOf(plan, values);
    claims?.refuseTaken(keys, { position, line });
    const result = planned(await applyRow(ctx, plan, values));
    claims?.take(keys, { position, line });
    throw new RolledBack(result);
  },
};
