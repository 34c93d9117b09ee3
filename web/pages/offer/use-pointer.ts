// The mouse over the sheet: cells are selected by dragging, rows by their numbers; rows that are
// selected whole are dragged to another place by their numbers.
import type { MouseEvent } from 'react';
import { useRef, useState } from 'react';
import type { Block } from './sheet-edits.ts';
import type { Spot } from './sheet-keys.ts';
import type { SheetCursor } from './use-sheet.ts';

/** Which cell a pointer hit is written on it: one listener for all rows. */
function spotOf(target: EventTarget): Spot | null {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
}

type Pointed = {
  columnCount: number; rowCount: number; onMove: (block: Block, to: number) => void;
};

export function usePointer(cursor: SheetCursor, { columnCount, rowCount, onMove }: Pointed) {
  const dragging = useRef<'cells' | 'rows' | null>(null);
  /** Before which row the dragged rows would come to stand. */
  const [drop, setDrop] = useState<number | null>(null);

  function onRowNumber(row: number, extend: boolean) {
    const { block } = cursor;
    const isWhole = block.left === 0 && block.right === columnCount - 1
      && row >= block.top && row <= block.bottom && row < rowCount;
    if (isWhole && !extend) {
      dragging.current = 'rows';
      return;
    }
    cursor.go({ row, column: columnCount - 1 }, extend);
    cursor.go({ row, column: 0 }, true);
  }

  function dropAt(row: number) {
    const { top, bottom } = cursor.block;
    const to = row > bottom ? row + 1 : row;
    setDrop(row >= top && row <= bottom ? null : Math.min(to, rowCount));
  }

  function onMouseUp() {
    const { block } = cursor;
    if (dragging.current === 'rows' && drop !== null) {
      const bottom = Math.min(block.bottom, rowCount - 1);
      onMove({ ...block, bottom }, drop);
      const top = drop > bottom ? drop - (bottom - block.top + 1) : drop;
      cursor.go({ row: top + bottom - block.top, column: columnCount - 1 });
      cursor.go({ row: top, column: 0 }, true);
    }
    dragging.current = null;
    setDrop(null);
  }

  return {
    drop,
    onMouseDown: (event: MouseEvent<HTMLDivElement>) => {
      const spot = spotOf(event.target);
      if (!spot || event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.focus();
      dragging.current = 'cells';
      if (spot.column < 0) onRowNumber(spot.row, event.shiftKey);
      else cursor.go(spot, event.shiftKey);
    },
    onMouseOver: (event: MouseEvent) => {
      const spot = event.buttons === 1 && dragging.current ? spotOf(event.target) : null;
      if (!spot) return;
      if (dragging.current === 'rows') dropAt(spot.row);
      else cursor.go({ ...spot, column: Math.max(0, spot.column) }, true);
    },
    onMouseUp,
    onMouseLeave: () => setDrop(null),
    onDoubleClick: (event: MouseEvent) => {
      const spot = spotOf(event.target);
      if (spot && spot.column >= 0) cursor.startEdit(spot);
    },
  };
}
