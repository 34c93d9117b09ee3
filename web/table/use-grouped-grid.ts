// Lines, keys, cells and clicks of a list in groups.
import { useVirtualizer } from '@tanstack/react-virtual';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import { useEffect, useRef } from 'react';
import type { Group } from '#contract/lists';
import type { Route } from '#contract/route';
import type { Noun } from '../lists/use-layout.ts';
import type { DataColumn } from './column.ts';
import { lineKey, rowOf } from './group-lines.ts';
import type { GroupLine } from './group-lines.ts';
import { isMarkHit, lineOf, opensNewTab, spotOf } from './spot.ts';
import type { Selection } from './selection.ts';
import { useCells } from './use-cells.ts';
import type { CellWriting } from './use-cells.ts';
import { useEditing } from './use-editing.ts';
import { useGrid } from './use-grid.ts';
import type { Grid } from './use-grid.ts';
import { useGroupMarks } from './use-group-marks.ts';
import { useGroupRows } from './use-group-rows.ts';
import type { ListAsk } from './use-keyset-list.ts';
import { lineHeight, ROW_PX, useCards, useMeasure } from './use-row-height.ts';

export type GroupedTableProps<Row> = {
  label: string;
  noun: Noun;
  by: string;
  /** The noun's list, for rows of open groups. */
  route: Route;
  columns: DataColumn<Row>[];
  ask: ListAsk;
  onSort: (sort: string | undefined) => void;
  onResize?: (field: string, widthPx: number) => void;
  onOpen: (row: Row, inNewTab: boolean) => void;
  openId?: number;
  selection: Selection;
  /** Absent where nobody writes cells. */
  writing?: CellWriting | undefined;
  /** Is told which rows stand on the screen; null when the list goes. */
  walk?: ((rows: readonly { id: number }[] | null) => void) | undefined;
  empty: ReactNode;
};

const OVERSCAN_ROWS = 12;

type Lines<Row> = { lines: GroupLine<Row>[]; more: (group: Group) => void };

/** Which rows J and K of the side panel walk: those of the open groups, as they stand. */
function useWalk<Row extends { id: number }>(
  { walk }: GroupedTableProps<Row>, lines: GroupLine<Row>[],
): void {
  useEffect(() => walk?.(lines.flatMap((line) => rowOf(line) ?? [])));
  useEffect(() => () => walk?.(null), [walk]);
}

/** The active cell follows the open record; at the end of what is loaded the next rows come. */
function useFollow<Row extends { id: number }>(
  { lines, more }: Lines<Row>, openId: number | undefined, grid: Grid,
  scrollTo: (line: number) => void,
): void {
  const followed = useRef(openId);
  useEffect(() => {
    if (openId === followed.current) return;
    followed.current = openId;
    if (openId === undefined) return;
    const at = lines.findIndex((line) => rowOf(line)?.id === openId);
    if (at < 0) return;
    const next = lines[at + 1];
    if (next?.kind === 'more' && !next.isLoading) more(next.group);
    if (at === grid.cell.row) return;
    grid.setCell({ ...grid.cell, row: at });
    scrollTo(at);
  }, [openId, lines, more, grid, scrollTo]);
}

export function useGroupedGrid<Row extends { id: number }>(
  props: GroupedTableProps<Row>, groups: Group[], root: RefObject<HTMLDivElement | null>,
) {
  const { q, sort, columns: asked } = props.ask;
  const { columns, writing } = props;
  const { isCards, rowPx } = useCards();
  const { lines, toggle, more } = useGroupRows<Row>(
    props.route, groups, { q, sort, columns: asked });
  // oxlint-disable-next-line react/incompatible-library -- it keeps its own state by design
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length, getScrollElement: () => root.current,
    estimateSize: (at) => lineHeight(lines[at], rowPx),
    getItemKey: (at) => (lines[at] ? lineKey(lines[at]) : at),
    overscan: OVERSCAN_ROWS, scrollPaddingStart: ROW_PX,
  });
  useMeasure(virtual, rowPx);
  const marks = useGroupMarks(props.selection, lines);
  const rows = lines.map(rowOf);
  const cells = useCells({ columns, rows, marks, writing });
  const editing = useEditing({ columns, rowAt: (at) => rows[at], writing, root });

  function act(at: number, inNewTab: boolean) {
    const line = lines[at];
    if (line?.kind === 'group') toggle(line.group);
    else if (line?.kind === 'more') more(line.group);
    else if (line) props.onOpen(line.row, inNewTab);
  }

  /** ← and → close and open the group that is active. */
  function fold(at: number, key: string): boolean {
    const line = lines[at];
    if (line?.kind !== 'group' || key !== (line.isOpen ? 'ArrowLeft' : 'ArrowRight')) return false;
    toggle(line.group);
    return true;
  }

  const grid = useGrid({
    rowCount: lines.length,
    columnCount: columns.length,
    pageRows: () => Math.floor((root.current?.clientHeight ?? 400) / ROW_PX) - 2,
    scrollToRow: (row) => virtual.scrollToIndex(row),
    onOpen: act,
    onToggle: (row) => marks.toggle(row),
    onExtend: marks.extend,
    onCommand: (event, cell, span) => marks.onKey(event) || fold(cell.row, event.key)
      || cells.onKey(event, cell, span),
    onEdit: editing.begin,
  });
  useWalk(props, lines);
  useFollow({ lines, more }, props.openId, grid, (at) => virtual.scrollToIndex(at));

  function onClick(event: MouseEvent) {
    const line = lineOf(event);
    if (line === null) return;
    if (isMarkHit(event)) {
      marks.toggle(line);
      return;
    }
    const spot = spotOf(event);
    // A head has no cells: it is hit as a whole.
    if (!spot && lines[line]?.kind === 'row') return;
    grid.setCell(spot ?? { row: line, column: grid.cell.column });
    act(line, opensNewTab(event));
  }

  return { lines, virtual, grid, marks, cells, editing, isCards, onClick };
}
