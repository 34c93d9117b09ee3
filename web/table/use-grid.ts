import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { moveCell } from './grid-keys.ts';
import type { Cell } from './grid-keys.ts';

type GridOptions = {
  rowCount: number;
  columnCount: number;
  /** Rows in sight now; asked when a page key is pressed. */
  pageRows: () => number;
  scrollToRow: (row: number) => void;
  onOpen: (row: number, inNewTab: boolean) => void;
  onToggle?: (row: number) => void;
  /** Shift with an arrow: marks what lies between. */
  onExtend?: (from: number, to: number) => void;
  /** Ctrl+A, Escape, Ctrl+C and whatever else the owner knows; false when it does nothing. */
  onCommand?: (event: KeyboardEvent, cell: Cell) => boolean;
  /** Typing edits: the letter to begin with, '' after Backspace, null to keep the text (F2). */
  onEdit?: (cell: Cell, text: string | null) => boolean;
};

/** What a key begins an edit with; undefined when it begins none. */
function editStart(event: KeyboardEvent): string | null | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.key === 'F2') return null;
  if (event.key === 'Backspace') return '';
  return event.key.length === 1 && event.key !== ' ' ? event.key : undefined;
}

export type Grid = {
  cell: Cell;
  setCell: (cell: Cell) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** The active cell. DOM focus never leaves the grid root: a virtual cell may vanish any moment. */
export function useGrid(options: GridOptions): Grid {
  const { rowCount, columnCount } = options;
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
  const shown: Cell = {
    row: Math.max(0, Math.min(cell.row, rowCount - 1)),
    column: Math.max(0, Math.min(cell.column, columnCount - 1)),
  };

  /** What a key does to the active cell; false when it does nothing. */
  function act(event: KeyboardEvent, isCtrl: boolean): boolean {
    if (event.key === 'Enter') options.onOpen(shown.row, isCtrl);
    else if (event.key === ' ' && options.onToggle) options.onToggle(shown.row);
    else {
      const text = editStart(event);
      return text !== undefined && (options.onEdit?.(shown, text) ?? false);
    }
    return true;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.altKey || rowCount === 0) return;
    if (options.onCommand?.(event, shown)) {
      event.preventDefault();
      return;
    }
    const isCtrl = event.ctrlKey || event.metaKey;
    const size = { rows: rowCount, columns: columnCount, pageRows: options.pageRows() };
    const next = moveCell(event.key, isCtrl, shown, size);
    if (next) {
      if (event.shiftKey) options.onExtend?.(shown.row, next.row);
      setCell(next);
      options.scrollToRow(next.row);
    }
    if (next || act(event, isCtrl)) event.preventDefault();
  }

  return { cell: shown, setCell, onKeyDown };
}
