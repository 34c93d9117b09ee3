import { ru } from '../texts/ru.ts';
import { IconArrowDown, IconArrowUp } from '../ui/icons.ts';
import { cellStyle } from './cell-style.ts';
import { ResizeEdge } from './resize-edge.tsx';
import { nextSort, readSort } from './sort.ts';
import css from './data-table.module.css';

type HeadColumn = {
  id: string; header: string; widthPx: number; grows?: boolean; align?: 'right'; sortField?: string;
};

type TableHeadProps = {
  columns: HeadColumn[];
  sort?: string;
  onSort?: (sort: string | undefined) => void;
  /** Dragging the right edge of a header, or Shift with an arrow on it. */
  onResize?: (field: string, widthPx: number) => void;
  marks: { isAll: boolean; toggleAll: () => void } | undefined;
};

function SortMark({ descending }: { descending: boolean }) {
  const Mark = descending ? IconArrowDown : IconArrowUp;
  return <Mark size={13} stroke={1.75} aria-hidden />;
}

/** Sticky header; a click on a sortable column goes ascending, descending, default. */
export function TableHead({ columns, sort, onSort, onResize, marks }: TableHeadProps) {
  const now = readSort(sort);
  return (
    <div className={css.head} role="row" aria-rowindex={1}>
      {marks ? (
        <div className={css.markHead} role="columnheader" aria-label={ru.table.mark}>
          <button
            type="button"
            className={css.mark}
            tabIndex={-1}
            data-on={marks.isAll || undefined}
            aria-label={ru.table.markAll}
            aria-pressed={marks.isAll}
            title={ru.table.markAll}
            onClick={marks.toggleAll}
          />
        </div>
      ) : null}
      {columns.map((column, index) => {
        const field = column.sortField;
        const mine = field !== undefined && now?.field === field ? now : null;
        return (
          <div
            key={column.id}
            className={css.headCell}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}
            data-align={column.align}
            style={cellStyle(column)}
          >
            {field && onSort ? (
              <button
                type="button"
                className={css.sort}
                tabIndex={-1}
                title={mine?.descending === false ? ru.table.sortDesc : ru.table.sortAsc}
                onClick={() => onSort(nextSort(sort, field))}
              >
                {column.header}
                {mine ? <SortMark descending={mine.descending} /> : null}
              </button>
            ) : column.header}
            {onResize ? <ResizeEdge column={column} onResize={onResize} /> : null}
          </div>
        );
      })}
    </div>
  );
}
