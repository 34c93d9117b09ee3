// What a key means in the sheet. Letters go by their place on the keyboard (`code`), so that Ctrl+Z
// works in the Russian layout too. Pure.
export type KeyPress = {
  key: string; code: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean;
  altKey: boolean;
};

export type SheetCommand =
  | { kind: 'move'; row: number; column: number; extends: boolean; toEdge: boolean }
  /** Tab: to the neighbour cell, at the end of a row to the next row. */
  | { kind: 'next'; by: 1 | -1 }
  | { kind: 'edit' }
  | { kind: 'type'; text: string }
  | { kind: 'clear' | 'undo' | 'redo' | 'fill' | 'insert' | 'remove' | 'duplicate' | 'all' }
  | { kind: 'shift'; by: 1 | -1 };

const MOVES: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-20, 0], PageDown: [20, 0],
};

const EDGES: Record<string, [row: number, column: number]> = { Home: [0, -1], End: [0, 1] };

const BY_CODE: Record<string, 'undo' | 'redo' | 'fill' | 'all'> = {
  KeyZ: 'undo', KeyY: 'redo', KeyD: 'fill', KeyA: 'all',
};

function withCtrl({ key, code, shiftKey }: KeyPress): SheetCommand | null {
  if (key === 'Enter') return { kind: shiftKey ? 'duplicate' : 'insert' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' };
  if (code === 'KeyZ' && shiftKey) return { kind: 'redo' };
  const known = BY_CODE[code];
  return known ? { kind: known } : null;
}

function moveOf(press: KeyPress, isCtrl: boolean): SheetCommand | null {
  const step = MOVES[press.key];
  if (step) {
    const [row, column] = step;
    return { kind: 'move', row, column, extends: press.shiftKey, toEdge: isCtrl };
  }
  const edge = EDGES[press.key];
  if (!edge) return null;
  // Ctrl+Home and Ctrl+End go to the corners of the sheet, Home and End along the row.
  const [, column] = edge;
  return {
    kind: 'move', row: isCtrl ? column : 0, column, extends: press.shiftKey, toEdge: true,
  };
}

export function commandOf(press: KeyPress): SheetCommand | null {
  const isCtrl = press.ctrlKey || press.metaKey;
  if (press.altKey) {
    const move = press.key === 'ArrowUp' ? -1 : press.key === 'ArrowDown' ? 1 : null;
    return move ? { kind: 'shift', by: move } : null;
  }
  const move = moveOf(press, isCtrl);
  if (move) return move;
  if (isCtrl) return withCtrl(press);
  return plainKey(press);
}

function plainKey({ key, shiftKey }: KeyPress): SheetCommand | null {
  if (key === 'Tab') return { kind: 'next', by: shiftKey ? -1 : 1 };
  if (key === 'Enter' || key === 'F2') return { kind: 'edit' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'clear' };
  return key.length === 1 ? { kind: 'type', text: key } : null;
}

export type Spot = { row: number; column: number };

export function movedSpot(
  from: Spot, move: Extract<SheetCommand, { kind: 'move' }>,
  size: { rows: number; columns: number },
): Spot {
  const along = (now: number, by: number, count: number) => {
    if (by === 0) return now;
    const next = move.toEdge ? (by < 0 ? 0 : count - 1) : now + by;
    return Math.min(Math.max(next, 0), count - 1);
  };
  return {
    row: along(from.row, move.row, size.rows),
    column: along(from.column, move.column, size.columns),
  };
}

/** The cell that Tab leads to; null when it leads out of the sheet. */
export function nextSpot(
  from: Spot, by: 1 | -1, size: { rows: number; columns: number },
): Spot | null {
  const column = from.column + by;
  if (column >= 0 && column < size.columns) return { row: from.row, column };
  const row = from.row + by;
  if (row < 0 || row >= size.rows) return null;
  return { row, column: by > 0 ? 0 : size.columns - 1 };
}
