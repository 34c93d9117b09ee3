import type { ReactNode } from 'react';
import { CellEditor } from './cell-editor.tsx';
import { cellStyle } from './cell-style.ts';
import { MarkCell } from './mark-cell.tsx';
import css from './data-table.module.css';

export type BodyColumn<Row> = {
  id: string; header: string; widthPx: number; grows?: boolean; align?: 'right';
  cell: (row: Row) => ReactNode;
  edit?: {
    text: (row: Row) => string; save: (row: Row, text: string) => void;
    fill?: (ids: number[], text: string) => void;
  };
};

type BodyRowProps<Row> = {
  /** Before the number of a column it names a cell for aria-activedescendant. */
  id: string;
  index: number;
  start: number;
  row: { id: string; original: Row };
  columns: BodyColumn<Row>[];
  /** The active cell's column when it is in this row. */
  activeColumn: number | null;
  isOpen: boolean;
  /** Undefined where rows cannot be marked. */
  isMarked: boolean | undefined;
  editing: { columnId: string; text: string } | null;
  onSave: (column: BodyColumn<Row>, text: string) => void;
  onEdited: () => void;
};

/** One row of a grid; where a click hit is written on its cells. */
export function BodyRowView<Row>(props: BodyRowProps<Row>) {
  const { id, index, row, columns, activeColumn, isMarked, editing } = props;
  return (
    <div
      className={css.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isMarked}
      data-row={index}
      data-active={activeColumn !== null || undefined}
      data-open={props.isOpen || undefined}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      {isMarked === undefined ? null : <MarkCell isMarked={isMarked} />}
      {columns.map((column, at) => (
        <div
          key={column.id}
          id={`${id}-${at}`}
          className={css.cell}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={at}
          data-align={column.align}
          data-active={at === activeColumn || undefined}
          style={cellStyle(column)}
        >
          {editing?.columnId === column.id ? (
            <CellEditor
              label={column.header}
              text={editing.text}
              onSave={(text) => props.onSave(column, text)}
              onClose={props.onEdited}
            />
          ) : column.cell(row.original)}
        </div>
      ))}
    </div>
  );
}
