import { useLayoutEffect, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import { fitColumns } from './fit-columns.ts';

/** The column of marks. */
const MARKS_PX = 34;

type Place = {
  root: RefObject<HTMLDivElement | null>;
  /** False while an error stands in its place. */
  isThere: boolean;
  hasMarks: boolean;
};

/** Columns of a grid as wide as its place on the screen lets them be. */
export function useFittedColumns<Column extends { widthPx: number; leastPx?: number }>(
  columns: Column[], { root, isThere, hasMarks }: Place,
): Column[] {
  const [widthPx, setWidth] = useState(0);
  useLayoutEffect(() => {
    const grid = root.current;
    if (!grid) return undefined;
    // Without the bar of scrolling, which takes its place beside the rows.
    const measure = () => setWidth(grid.clientWidth);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(grid);
    return () => watch.disconnect();
  }, [root, isThere]);
  return useMemo(
    () => fitColumns(columns, widthPx === 0 ? 0 : widthPx - (hasMarks ? MARKS_PX : 0)),
    [columns, widthPx, hasMarks]);
}
