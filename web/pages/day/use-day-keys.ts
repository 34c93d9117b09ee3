import type { DayRow } from '#contract/day';
import { useLineKeys } from '../../ui/use-line-keys.ts';

export type RowAct =
  | 'open' | 'page' | 'done' | 'tomorrow' | 'monday' | 'date' | 'comment' | 'assign' | 'addTask';

const ACTS: Record<string, RowAct> = {
  KeyD: 'done', Space: 'done', KeyT: 'tomorrow', KeyM: 'monday', KeyP: 'date', KeyW: 'comment',
  KeyA: 'assign', KeyO: 'page', Enter: 'open',
};

const keyOf = (row: DayRow) => row.key;

/** The rows of all sections are walked as one list. */
export const useDayKeys = (rows: DayRow[], onAct: (row: DayRow, act: RowAct) => void) =>
  useLineKeys({ rows, attribute: 'data-day-row', keyOf, acts: ACTS, onAct });
