// A deadline in a cell: as it is written to be typed over, and as it is sent.
import { parseDue } from '#contract/parse-due';
import type { CellEdit } from '../table/column.ts';

const pad = (value: number) => String(value).padStart(2, '0');

/** «31.01.2026 14:30» by the clock of whoever looks. */
export function typedMoment(moment: string | null | undefined): string {
  if (!moment) return '';
  const at = new Date(moment);
  return `${pad(at.getDate())}.${pad(at.getMonth() + 1)}.${at.getFullYear()} `
    + `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** The end of the working day, as in the form of a task. */
const DAY_END = '18:00';

/** The moment that was meant; what is not understood goes as it is, the server says why not. */
export function sentDue(text: string): string {
  const due = parseDue(text, new Date());
  return due ? new Date(`${due.day}T${due.time || DAY_END}`).toISOString() : text;
}

export const dueEdit = <Row>(text: (row: Row) => string | null | undefined): CellEdit<Row> => ({
  text: (row) => typedMoment(text(row)), source: 'dueWords', sent: sentDue,
});
