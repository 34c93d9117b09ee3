// One listener for all rows of a grid: which cell was hit is written on it.
import type { MouseEvent } from 'react';
import type { Cell } from './grid-keys.ts';

export const isMarkHit = (event: MouseEvent): boolean =>
  (event.target as HTMLElement).closest('[data-mark]') !== null;

/** The line that was hit, whatever stands in it. */
export function lineOf(event: MouseEvent): number | null {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
  return row ? Number(row.dataset.row) : null;
}

/** The cell that was hit; null outside of cells and on a link, which goes its own way. */
export function spotOf(event: MouseEvent): Cell | null {
  const target = event.target as HTMLElement;
  const cell = target.closest<HTMLElement>('[data-column]');
  const row = lineOf(event);
  if (!cell || row === null || target.closest('a')) return null;
  return { row, column: Number(cell.dataset.column) };
}

export const opensNewTab = (event: MouseEvent): boolean =>
  event.ctrlKey || event.metaKey || event.button === 1;
