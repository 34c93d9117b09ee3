import { formError } from './problem-fields.ts';
import css from './form-error.module.css';

/** The line over the buttons of a form for errors that belong to no field of it. */
export function FormError({ error, shown }: { error: unknown; shown?: readonly string[] }) {
  const text = formError(error, shown);
  return text ? <p className={css.error} role="alert">{text}</p> : null;
}
