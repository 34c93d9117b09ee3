// A column of a grid as the lists describe it.
import type { ReactNode } from 'react';

export type DataColumn<Row> = {
  id: string;
  header: string;
  widthPx: number;
  /** How narrow it may become where the list has little room; absent: it keeps its width. */
  leastPx?: number;
  /** Takes the space that is left. */
  grows?: boolean;
  align?: 'right';
  /** Field of `sort=`; absent when the server cannot sort by it. */
  sortField?: string;
  cell: (row: Row) => ReactNode;
  /** Typing over the active cell edits it; `save` shows its own failure. */
  edit?: CellEdit<Row>;
  /** What Ctrl+C takes where it is not what `edit` begins with. */
  copy?: (row: Row) => string;
  /** 1C owns the values: typing over them is refused in words. */
  isOnec?: boolean;
  /** Stands in the list only where somebody has chosen it. */
  isExtra?: boolean;
};

export type CellEdit<Row> = {
  text: (row: Row) => string;
  /** How one row is saved where there is a quicker way than the list's own writing of cells. */
  save?: (row: Row, text: string) => void;
  /** Source of the values that are offered while typing. */
  source?: string;
  /** What is sent for a typed text: a deadline is meant by the clock of whoever types it. */
  sent?: (text: string) => string;
};
