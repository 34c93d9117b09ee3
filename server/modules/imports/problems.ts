// Why a row cannot be taken, in words that the person who made the file understands.
import type { ErrorCode } from '#contract/errors';
import { constraintProblem } from '#platform/constraints';
import { Refusal } from '#platform/refuse';
import type { ImportField, Values } from './field.ts';

export type Problem = { field: string | null; reason: string };
export type ShownProblem = { label: string | null; reason: string };

/** Everything that is wrong with one row, at once. */
export class RowProblems extends Error {
  readonly problems: Problem[];
  /** What could be read of the row all the same; null when its cells were well. */
  readonly rest: Values | null;

  constructor(problems: Problem[], rest: Values | null = null) {
    super(problems.map(({ reason }) => reason).join(' '));
    this.problems = problems;
    this.rest = rest;
  }
}

export const rowProblem = (reason: string, field: string | null = null): RowProblems =>
  new RowProblems([{ field, reason }]);

/** The parts of a row one after another; everything that is wrong with them is said at once. */
export async function gather(parts: readonly (() => Promise<Values> | Values)[]): Promise<Values> {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const part of parts) {
    try {
      Object.assign(values, await part());
    } catch (error) {
      if (!(error instanceof RowProblems)) throw error;
      // The key and the value of a cell say the same of it.
      problems.push(...error.problems.filter(({ field, reason }) =>
        !problems.some((known) => known.field === field && known.reason === reason)));
    }
  }
  if (problems.length > 0) throw new RowProblems(problems);
  return values;
}

const REASONS: Partial<Record<ErrorCode, string>> = {
  'record.missing': 'Такой записи нет, или она вам не видна.',
  'right.missing': 'Эту запись вам менять нельзя: нет прав.',
};

/** What the rules said; null for a failure, which ends the run and lets the queue repeat it. */
export function problemsOf(error: unknown): Problem[] | null {
  if (error instanceof RowProblems) return error.problems;
  if (error instanceof Refusal) {
    const fields = (error.fields ?? []).map(({ field, reason }) =>
      ({ field: fieldOf(field), reason }));
    return fields.length > 0 ? fields
      : [{ field: null, reason: REASONS[error.code] ?? error.detail }];
  }
  const known = constraintProblem((error ?? {}) as { code?: string });
  return known?.detail ? [{ field: null, reason: known.detail }] : null;
}

/** «phones[0]» is the field of the phones; verbs name references by their ids. */
const fieldOf = (name: string): string => name.replace(/\[\d+\]$/, '').replace(/Id$/, '');

export function shownProblems(
  problems: readonly Problem[], fields: readonly ImportField[],
): ShownProblem[] {
  const labelOf = (name: string | null) =>
    fields.find((field) => field.name === name)?.label ?? null;
  return problems.map(({ field, reason }) => ({ label: labelOf(field), reason }));
}
