// Where an error of the server shows: under its field when the form has it, else over the buttons.
import { ERRORS } from '#contract/errors';
import { ApiProblem } from '../api/client.ts';
import { ru } from '../texts/ru.ts';

/** The reason for one field of a form, for its `error`. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const found = error.fields.find((each) => each.field === field || each.field === `/${field}`);
  return found?.reason;
}

/** What is left to say when the fields named in `shown` have said theirs; null for nothing. */
export function formError(error: unknown, shown: readonly string[] = []): string | null {
  if (!error) return null;
  if (!(error instanceof ApiProblem)) return `${ru.errors.unknown}. ${ru.errors.kept}`;
  const isShown = error.fields.length > 0
    && error.fields.every((each) => shown.includes(each.field.replace(/^\//, '')));
  if (isShown) return null;
  const hint = error.code === 'offline' ? ru.errors.kept : ERRORS[error.code]?.hint ?? '';
  const detail = error.detail || error.fields.map((each) => each.reason).join('. ');
  return [error.title, detail, hint].filter(Boolean).join('. ').replace(/\.\./g, '.');
}
