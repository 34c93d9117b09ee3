import type { Virtualizer } from '@tanstack/react-virtual';
import type { MouseEvent } from 'react';
import { ru } from '../texts/ru.ts';
import { BodyRowView } from './body-row.tsx';
import type { BodyColumn } from './body-row.tsx';
import { isMarkHit, lineOf, opensNewTab, spotOf } from './spot.ts';
import type { Grid } from './use-grid.ts';
import type { Marks } from './use-selection.ts';
import css from './data-table.module.css';

/** What the body needs of TanStack Table's row. */
type BodyRow<Row> = { id: string; original: Row };

type Ends = { isLoadingMore: boolean; moreError: unknown; loadMore: () => void };

type TableBodyProps<Row> = {
  id: string;
  table: { getRowModel: () => { rows: BodyRow<Row>[] } };
  virtual: Virtualizer<HTMLDivElement, Element>;
  grid: Grid;
  editing: { rowId: number; columnId: string; text: string } | null;
  onEdited: () => void;
  onSave: (column: BodyColumn<Row>, at: number, text: string) => void;
  marks: Marks<Row> | undefined;
  columns: BodyColumn<Row>[];
  openId?: number;
  onOpen: (row: Row, inNewTab: boolean) => void;
  list: Ends;
};

/** Under the last row: that more is coming, or that it has not come. */
function More({ list }: { list: Ends }) {
  if (!list.isLoadingMore && !list.moreError) return null;
  return (
    <div className={css.more} role="status">
      {list.moreError ? (
        <button type="button" className={css.moreRetry} onClick={list.loadMore}>
          {ru.table.moreFailed}. {ru.common.retry}
        </button>
      ) : ru.table.loadingMore}
    </div>
  );
}

export function TableBody<Row extends { id: number }>(props: TableBodyProps<Row>) {
  const { id, columns, grid, virtual, editing, marks } = props;
  const rows = props.table.getRowModel().rows;

  function onClick(event: MouseEvent) {
    const line = lineOf(event);
    if (marks && line !== null && isMarkHit(event)) {
      marks.toggle(line, event.shiftKey);
      return;
    }
    const spot = spotOf(event);
    if (!spot) return;
    grid.setCell(spot);
    const row = rows[spot.row];
    if (row) props.onOpen(row.original, opensNewTab(event));
  }

  return (
    <div
      className={css.body}
      role="rowgroup"
      style={{ height: virtual.getTotalSize() }}
      onClick={onClick}
      onAuxClick={onClick}
    >
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        const isEdited = editing !== null && String(editing.rowId) === row.id;
        return (
          <BodyRowView
            key={row.id}
            id={`${id}-${item.index}`}
            index={item.index}
            start={item.start}
            row={row}
            columns={columns}
            activeColumn={item.index === grid.cell.row ? grid.cell.column : null}
            span={grid.span}
            isOpen={String(props.openId) === row.id}
            isMarked={marks ? marks.has(row.original.id) : undefined}
            editing={isEdited ? editing : null}
            onSave={(column, text) => props.onSave(column, item.index, text)}
            onEdited={props.onEdited}
          />
        );
      })}
      <More list={props.list} />
    </div>
  );
}
