import { applyRow } from './apply-row.ts';
import { refusedRow } from './check-row.ts';
import type { RowWork } from './row-work.ts';
import { meetingWords } from './row-words.ts';

/** The row for good: what it did is stored with how to take it back. */
export const runRow: RowWork = {
  refused: refusedRow,
  wordsOf: meetingWords,
  run: async (ctx, plan, { values }) => {
    const { status, recordId, title, changes, undo } = await applyRow(ctx, plan, values());
    return { status, recordId, title, changes, undo, problems: [] };
  },
};
