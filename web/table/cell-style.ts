import type { CSSProperties } from 'react';

/** What a column that grows gives back when a bar of scrolling takes its place beside the rows. */
const GIVES_PX = 18;

/** Width of a cell: fixed, or about a width with the rest of the row. */
export function cellStyle(column: { widthPx: number; grows?: boolean }): CSSProperties {
  return column.grows
    ? { flex: `1 1 ${column.widthPx}px`, minWidth: column.widthPx - GIVES_PX }
    : { flex: `0 0 ${column.widthPx}px`, width: column.widthPx };
}
