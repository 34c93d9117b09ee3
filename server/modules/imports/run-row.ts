import { applyRow, valuesOf } from './apply-row.ts';
import type { RowWork } from './batch.ts';
import { refusedRow } from './check-row.ts';

/** The row for good: what it did is stored with how to take it back. */
export const runRow: RowWork = {
  refused: refusedRow,
  run: async (ctx, plan, { cells }) => {
    const { status, recordId, title, changes, undo } =
      await applyRow(ctx, plan, valuesOf(plan, cells));
    return { status, recordId, title, changes, undo, problems: [] };
  },
};
