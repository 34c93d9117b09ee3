import type { CSSProperties } from 'react';

/** Width of a cell: fixed, or a minimum with the rest of the row. */
export function cellStyle(column: { widthPx: number; grows?: boolean }): CSSProperties {
  return column.grows
    ? { flex: `1 1 ${column.widthPx}px`, minWidth: column.widthPx }
    : { flex: `0 0 ${column.widthPx}px`, width: column.widthPx };
}
