import { tableFeatures, useTable } from '@tanstack/react-table';
import type { RowData } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode, RefObject } from 'react';
import { useEffect, useId, useMemo, useRef } from 'react';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import { ru } from '../texts/ru.ts';
import type { DataColumn } from './column.ts';
import { TableBody } from './table-body.tsx';
import { TableHead } from './table-head.tsx';
import { tellWhole } from './tell-whole.ts';
import type { Cell } from './grid-keys.ts';
import { useCells } from './use-cells.ts';
import type { CellWriting } from './use-cells.ts';
import { useEditing } from './use-editing.ts';
import { useFittedColumns } from './use-fitted-columns.ts';
import { useGrid } from './use-grid.ts';
import type { Grid } from './use-grid.ts';
import type { Selection } from './selection.ts';
import { useSelection } from './use-selection.ts';
import { ROW_PX, useCards, useMeasure } from './use-row-height.ts';
import type { KeysetList } from './use-keyset-list.ts';
import css from './data-table.module.css';

export type { CellEdit, DataColumn } from './column.ts';

export type DataTableProps<Row extends RowData & { id: number }> = {
  label: string;
  columns: DataColumn<Row>[];
  list: KeysetList<Row>;
  sort?: string;
  onSort?: (sort: string | undefined) => void;
  onResize?: (field: string, widthPx: number) => void;
  /** Enter or a click; with Ctrl or the middle button in a new tab. */
  onOpen: (row: Row, inNewTab: boolean) => void;
  /** The row open in the side panel. */
  openId?: number;
  selection?: Selection;
  /** Absent where nobody writes cells. */
  writing?: CellWriting | undefined;
  empty: ReactNode;
  /** Filter and text of the view: another view begins at its first row. */
  viewKey?: string;
};

export { ROW_PX };
const OVERSCAN_ROWS = 12;
const PREFETCH_ROWS = 30;

type Ends = { hasMore: boolean; moreError: unknown; loadMore: () => void };

const features = tableFeatures({});

/** Columns and rows as TanStack Table sees them; markup, keys and scrolling are ours. */
function useRowModel<Row extends RowData & { id: number }>(props: DataTableProps<Row>) {
  const { columns, list } = props;
  const definitions = useMemo(() => columns.map((column) => ({
    id: column.id,
    header: column.header,
    accessorFn: (row: Row) => row,
    cell: (context: { row: { original: Row } }) => column.cell(context.row.original),
  })), [columns]);
  return useTable({
    features,
    columns: definitions,
    data: list.rows,
    getRowId: (row: Row) => String(row.id),
  });
}

/** Only the rows in sight exist; the next page is asked for before the end is reached. */
function useRows(
  list: Ends, rowCount: number, root: RefObject<HTMLDivElement | null>, rowPx: number,
) {
  // oxlint-disable-next-line react/incompatible-library -- it keeps its own state by design
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rowCount,
    getScrollElement: () => root.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: ROW_PX,
    onChange: (instance) => {
      const last = instance.range?.endIndex ?? 0;
      if (list.hasMore && !list.moreError && last > rowCount - PREFETCH_ROWS) list.loadMore();
    },
  });
  useMeasure(virtual, rowPx);
  return virtual;
}

/** Another filter or order is another list: it is shown from its first row. */
function useStartOfView(
  root: RefObject<HTMLDivElement | null>, setCell: (cell: Cell) => void, view: string,
) {
  useEffect(() => {
    setCell({ row: 0, column: 0 });
    root.current?.scrollTo({ top: 0 });
  }, [root, setCell, view]);
}

/** The active cell goes where the open record is: J and K of the panel walk the rows. */
function useFollowOpen<Row extends { id: number }>(
  rows: readonly Row[], openId: number | undefined, grid: Grid, scrollTo: (row: number) => void,
) {
  const followed = useRef(openId);
  useEffect(() => {
    if (openId === followed.current) return;
    followed.current = openId;
    const row = rows.findIndex(({ id }) => id === openId);
    if (row < 0 || row === grid.cell.row) return;
    grid.setCell({ ...grid.cell, row });
    scrollTo(row);
  }, [openId, rows, grid, scrollTo]);
}

/** Everything that keys and clicks do to the table. */
function useTableGrid<Row extends RowData & { id: number }>(
  props: DataTableProps<Row>, root: RefObject<HTMLDivElement | null>,
) {
  const { columns, list, onOpen, selection } = props;
  const table = useRowModel(props);
  const rows = table.getRowModel().rows;
  const { isCards, rowPx } = useCards();
  const virtual = useRows(list, rows.length, root, rowPx);
  const marks = useSelection(selection, list.rows);
  const cells = useCells({ columns, rows: list.rows, marks, writing: props.writing });
  const editing = useEditing({
    columns, rowAt: (at) => list.rows[at], writing: props.writing, root,
  });
  const grid = useGrid({
    rowCount: rows.length,
    columnCount: columns.length,
    pageRows: () => Math.floor((root.current?.clientHeight ?? 400) / rowPx) - 2,
    scrollToRow: (row) => virtual.scrollToIndex(row),
    onOpen: (row, inNewTab) => rows[row] && onOpen(rows[row].original, inNewTab),
    onToggle: selection ? (row) => marks.toggle(row, false) : undefined,
    onExtend: selection ? marks.extend : undefined,
    onCommand: (event, cell, span) => marks.onKey(event) || cells.onKey(event, cell, span),
    onEdit: editing.begin,
  });
  useFollowOpen(list.rows, props.openId, grid, (row) => virtual.scrollToIndex(row));
  useStartOfView(root, grid.setCell, `${props.viewKey ?? ''}\n${props.sort ?? ''}`);
  return {
    table, virtual, grid, editing, cells, isCards, rowCount: rows.length,
    marks: selection ? marks : undefined,
  };
}

/** A virtual grid over a keyset list: arrows move, Enter opens, Space selects. */
export function DataTable<Row extends RowData & { id: number }>(props: DataTableProps<Row>) {
  const { list, selection } = props;
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const columns = useFittedColumns(
    props.columns, { root, isThere: !list.error, hasMarks: selection !== undefined });
  const {
    table, virtual, grid, cells, isCards, editing, marks, rowCount,
  } = useTableGrid(props, root);
  const activeId = `${id}-${grid.cell.row}-${grid.cell.column}`;

  if (list.error) {
    return <ErrorState error={list.error} title={ru.table.failed} onRetry={list.retry} />;
  }
  return (
    <div className={css.frame}>
      <div
        ref={root}
        className={css.grid}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={list.total ?? -1}
        aria-colcount={columns.length}
        aria-multiselectable={selection !== undefined}
        aria-busy={list.isLoading || list.isChanging}
        aria-activedescendant={rowCount > 0 ? activeId : undefined}
        data-changing={list.isChanging || undefined}
        data-cards={isCards || undefined}
        onPointerOver={tellWhole}
        onKeyDown={grid.onKeyDown}
        onPaste={(event) => cells.onPaste(event, grid.cell, grid.span)}
      >
        <TableHead
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          onResize={props.onResize}
          marks={marks}
        />
        <TableBody
          id={id}
          table={table}
          virtual={virtual}
          grid={grid}
          editing={editing.editing}
          onEdited={editing.close}
          onSave={cells.save}
          marks={marks}
          {...props}
          columns={columns}
        />
      </div>
      {rowCount > 0 ? null : (
        <div className={css.blank}>
          {list.isLoading ? <SkeletonRows count={16} height={ROW_PX} /> : props.empty}
        </div>
      )}
    </div>
  );
}
