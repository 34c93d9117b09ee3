import type { KeyboardEvent } from 'react';
import { useCallback, useState } from 'react';
import type { Span } from './cells.ts';
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
  /** Shift with an arrow up or down: marks what lies between. */
  onExtend?: (from: number, to: number) => void;
  /** Ctrl+A, Escape, Ctrl+C and whatever else the owner knows; false when it does nothing. */
  onCommand?: (event: KeyboardEvent, cell: Cell, span: Span) => boolean;
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
  /** Columns that Shift with ← and → has taken, the active one among them. */
  span: Span;
  setCell: (cell: Cell) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

const SIDEWAYS = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** The active cell. DOM focus never leaves the grid root: a virtual cell may vanish any moment. */
export function useGrid(options: GridOptions): Grid {
  const { rowCount, columnCount } = options;
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<number | null>(null);
  const shown: Cell = {
    row: Math.max(0, Math.min(cell.row, rowCount - 1)),
    column: Math.max(0, Math.min(cell.column, columnCount - 1)),
  };
  const other = Math.min(anchor ?? shown.column, Math.max(0, columnCount - 1));
  const span = {
    from: Math.min(other, shown.column), to: Math.max(other, shown.column),
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

  function goTo(next: Cell, event: KeyboardEvent): void {
    const isSideways = SIDEWAYS.has(event.key);
    if (!event.shiftKey) setAnchor(null);
    else if (isSideways) setAnchor(anchor ?? shown.column);
    else options.onExtend?.(shown.row, next.row);
    setCell(next);
    options.scrollToRow(next.row);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.altKey || rowCount === 0) return;
    if (options.onCommand?.(event, shown, span)) {
      event.preventDefault();
      return;
    }
    const isCtrl = event.ctrlKey || event.metaKey;
    const size = { rows: rowCount, columns: columnCount, pageRows: options.pageRows() };
    const next = moveCell(event.key, isCtrl, shown, size);
    if (next) goTo(next, event);
    if (next || act(event, isCtrl)) event.preventDefault();
  }

  const moveTo = useCallback((next: Cell) => {
    setAnchor(null);
    setCell(next);
  }, []);

  return { cell: shown, span, onKeyDown, setCell: moveTo };
}
