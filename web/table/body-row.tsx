import { CellEditor } from './cell-editor.tsx';
import { cellStyle } from './cell-style.ts';
import type { Span } from './cells.ts';
import type { DataColumn } from './column.ts';
import { MarkCell } from './mark-cell.tsx';
import css from './data-table.module.css';

export type BodyColumn<Row> = DataColumn<Row>;

type BodyRowProps<Row> = {
  /** Before the number of a column it names a cell for aria-activedescendant. */
  id: string;
  index: number;
  start: number;
  row: { id: string; original: Row };
  columns: BodyColumn<Row>[];
  /** The active cell's column when it is in this row. */
  activeColumn: number | null;
  /** Columns that are taken together; shown where the row is active or marked. */
  span?: Span;
  isOpen: boolean;
  /** Undefined where rows cannot be marked. */
  isMarked: boolean | undefined;
  editing: { columnId: string; text: string } | null;
  onSave: (column: BodyColumn<Row>, text: string) => void;
  onEdited: () => void;
};

/** One row of a grid; where a click hit is written on its cells. */
export function BodyRowView<Row>(props: BodyRowProps<Row>) {
  const { id, index, row, columns, activeColumn, isMarked, editing, span } = props;
  const isTaken = (at: number) => span !== undefined && span.from < span.to
    && at >= span.from && at <= span.to && (activeColumn !== null || isMarked === true);
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
          data-grows={column.grows || undefined}
          data-active={at === activeColumn || undefined}
          data-taken={isTaken(at) || undefined}
          style={cellStyle(column)}
        >
          {editing?.columnId === column.id ? (
            <CellEditor
              label={column.header}
              text={editing.text}
              source={column.edit?.source}
              onSave={(text) => props.onSave(column, text)}
              onClose={props.onEdited}
            />
          ) : column.cell(row.original)}
        </div>
      ))}
    </div>
  );
}
