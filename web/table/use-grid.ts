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
};

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

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.altKey || rowCount === 0) return;
    const size = { rows: rowCount, columns: columnCount, pageRows: options.pageRows() };
    const next = moveCell(event.key, event.ctrlKey || event.metaKey, shown, size);
    if (next) {
      event.preventDefault();
      setCell(next);
      options.scrollToRow(next.row);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      options.onOpen(shown.row, event.ctrlKey || event.metaKey);
    } else if (event.key === ' ' && options.onToggle) {
      event.preventDefault();
      options.onToggle(shown.row);
    }
  }

  return { cell: shown, setCell, onKeyDown };
}
