// What is done to one row of an import, and what comes of it.
import type { ImportRowStatus } from '#contract/imports';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { Change, Plan, RowUndo } from './apply-row.ts';
import type { Claims } from './claims.ts';
import type { Cell } from './file/cells.ts';
import type { ShownProblem } from './problems.ts';
import type { Values } from './subject.ts';

export type WaitingRow = {
  position: number; line: number; cells: Cell[]; recordId: number | null;
  title: string | null; undo: RowUndo | null;
};

export type RowResult = {
  status?: ImportRowStatus; recordId?: number | null; title?: string; changes?: Change[];
  problems?: ShownProblem[]; undo?: RowUndo | null;
  undoStatus?: 'undone' | 'kept'; undoReason?: string | null;
};

/** A row, what its cells say, and what others of the file have claimed, to whoever claims. */
export type RowAtWork = WaitingRow & {
  claims: Claims | null;
  /** Throws everything that is wrong with the cells. */
  values: () => Values;
};

/** Works in the transaction of `ctx`; what the rules refuse is caught by whoever calls. */
export type RowWork = {
  run: (ctx: Context, plan: Plan, row: RowAtWork) => Promise<RowResult>;
  refused: (problems: ShownProblem[]) => RowResult;
  /** By row: those that share a word may come to the same record, and wait for each other. */
  wordsOf: (tx: Tx, plan: Plan, rows: readonly RowAtWork[]) => Promise<string[][]>;
  /** Rows of one key are told from each other. */
  isClaiming?: true;
};

/** Carries the result of a trial out of its transaction, which goes back. */
export class RolledBack extends Error {
  readonly result: RowResult;

  constructor(result: RowResult) {
    super('Tried and taken back');
    this.result = result;
  }
}
