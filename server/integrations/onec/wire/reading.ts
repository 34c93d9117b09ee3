// State of reading one body and the words of its errors. A reader never throws: it notes the
// problem with the field's name and goes on, so that the sender sees all faults at once.
import type { ItemProblem } from './problem.ts';
import { PROBLEMS_MAX } from './limits.ts';

export type Fields = { readonly [key: string]: unknown };

export type Reading = {
  problems: ItemProblem[];
  /** Name of the list being read ("lines"), empty in the header. */
  list: string;
  index: number;
};

export function startReading(): Reading {
  return { problems: [], list: '', index: 0 };
}

/** Notes a fault of `key`, which belongs to the current line when a list is being read. */
export function note(reading: Reading, key: string, text: string): void {
  if (reading.problems.length >= PROBLEMS_MAX) return;
  const field = reading.list === '' ? key : `${reading.list}[${reading.index}].${key}`;
  reading.problems.push({ code: 'field.invalid', field, text });
}

/** A value as a person may read it in an error: short, in quotes, free of odd characters. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'список';
  if (value !== null && typeof value === 'object') return 'объект';
  const whole = typeof value === 'string' ? value.slice(0, 100) : String(value);
  const text = whole.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, '\ufffd');
  return `«${text.length > 60 ? `${text.slice(0, 57).toWellFormed()}…` : text}»`;
}

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
