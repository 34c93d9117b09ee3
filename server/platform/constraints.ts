// A constraint of the database is the last word on a rule; its name says which field it guards.
import type { ErrorCode, FieldProblem } from '#contract/errors';

type ConstraintText = { field: string; reason: string };
type ConstraintProblem = { code: ErrorCode; detail: string; fields: FieldProblem[] };

const texts = new Map<string, ConstraintText>();

/** Modules name their constraints; an unnamed one still gives a refusal, only a plainer one. */
export function describeConstraints(rows: Record<string, [field: string, reason: string]>): void {
  for (const [name, [field, reason]] of Object.entries(rows)) texts.set(name, { field, reason });
}

const CODES: Record<string, ErrorCode> = {
  '23505': 'record.duplicate',
  '23503': 'record.referenced',
  '23514': 'field.invalid',
  '22003': 'field.invalid',
  '22021': 'field.invalid',
  '22P05': 'field.invalid',
};

const REASONS: Record<string, string> = {
  '23503': 'Связанная запись не найдена или ещё используется.',
  '22003': 'Число слишком велико.',
  '22021': 'Текст содержит недопустимые знаки.',
  '22P05': 'Текст содержит недопустимые знаки.',
};

/** Refusal for an error of PostgreSQL that the input caused; null for any other error. */
export function constraintProblem(
  error: { code?: string; constraint?: string },
): ConstraintProblem | null {
  const code = CODES[error.code ?? ''];
  if (!code) return null;
  const text = texts.get(error.constraint ?? '');
  const reason = text?.reason ?? REASONS[error.code ?? ''] ?? 'Значение не подходит.';
  return { code, detail: reason, fields: [{ field: text?.field ?? '', reason }] };
}
