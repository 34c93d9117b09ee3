// Movement of the active cell of a grid. Pure, so that it can be tested without a browser.

export type Cell = { row: number; column: number };
export type GridSize = { rows: number; columns: number; pageRows: number };

type Move = (cell: Cell, size: GridSize) => Cell;

const MOVES: Record<string, Move> = {
  ArrowDown: (cell) => ({ ...cell, row: cell.row + 1 }),
  ArrowUp: (cell) => ({ ...cell, row: cell.row - 1 }),
  ArrowRight: (cell) => ({ ...cell, column: cell.column + 1 }),
  ArrowLeft: (cell) => ({ ...cell, column: cell.column - 1 }),
  PageDown: (cell, size) => ({ ...cell, row: cell.row + size.pageRows }),
  PageUp: (cell, size) => ({ ...cell, row: cell.row - size.pageRows }),
  Home: (cell) => ({ ...cell, column: 0 }),
  End: (cell, size) => ({ ...cell, column: size.columns - 1 }),
  'ctrl+Home': () => ({ row: 0, column: 0 }),
  'ctrl+End': (_, size) => ({ row: size.rows - 1, column: size.columns - 1 }),
};

const clamp = (value: number, max: number) => Math.max(0, Math.min(value, max));

/** The cell to which a key leads, or null when the key does not move. */
export function moveCell(key: string, ctrl: boolean, cell: Cell, size: GridSize): Cell | null {
  const move = (ctrl ? MOVES[`ctrl+${key}`] : undefined) ?? MOVES[key];
  if (!move || size.rows === 0) return null;
  const next = move(cell, size);
  return {
    row: clamp(next.row, size.rows - 1),
    column: clamp(next.column, size.columns - 1),
  };
}
