// Values of a record as an import compares and shows them.
import type { Shown, Values } from './field.ts';

export const shownText = (value: string | null): Shown => ({ value, text: value });

export const shownNamed = (id: number | null, name: string | null): Shown =>
  ({ value: id, text: name });

/** Several values in their order, shown in a line. */
export const shownList = (values: readonly string[], texts = values): Shown =>
  ({ value: values, text: texts.length > 0 ? texts.join(', ') : null });

/** Of `values` those that `names` list and the row has filled. */
export const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.filter((name) => values[name] !== undefined)
    .map((name) => [name, values[name]]));
