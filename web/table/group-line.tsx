import type { ApartSum } from '#contract/lists';
import type { DataColumn } from './column.ts';
import type { GroupLine } from './group-lines.ts';
import type { Span } from './cells.ts';
import type { Editing } from './use-editing.ts';
import { ru } from '../texts/ru.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { formatIn, formatNumber, formatShortMoney, formatSum } from '../ui/format.ts';
import { IconChevronDown, IconChevronRight } from '../ui/icons.ts';
import { BodyRowView } from './body-row.tsx';
import { cellStyle } from './cell-style.ts';
import { MarkCell } from './mark-cell.tsx';
import { tellsApart } from './use-row-height.ts';
import css from './data-table.module.css';

type GroupLineProps<Row> = {
  id: string;
  index: number;
  start: number;
  line: GroupLine<Row>;
  columns: DataColumn<Row>[];
  /** The active cell's column when it is on this line. */
  activeColumn: number | null;
  span: Span;
  isMarked: boolean;
  openId: number | undefined;
  editing: Editing | null;
  onSave: (column: DataColumn<Row>, text: string) => void;
  onEdited: () => void;
};

/** Of a sum that has any in other currencies: in euro alone a group is not worth nothing. */
const isIn = (sums: ApartSum[], of: string) => sums.some(({ sums: each }) => each[of]);

/** Other currencies beside a sum, never added to it; the title is exact. */
function Apart({ sums, of }: { sums: ApartSum[]; of: string }) {
  const told = sums.flatMap(({ currency, sums: { [of]: kopecks } }) =>
    (kopecks === undefined ? [] : [{ currency, kopecks }]));
  if (told.length === 0) return null;
  return (
    <span
      className={css.groupApart}
      title={told.map(({ kopecks, currency }) => formatIn(kopecks, currency)).join('\n')}
    >
      {told.map(({ kopecks, currency }) => formatShortMoney(kopecks, currency)).join(' · ')}
    </span>
  );
}

/** The head of a group: its name and count at the left, sums under their columns. */
function Head<Row>({ line, columns, id }: Pick<GroupLineProps<Row>, 'columns' | 'id'> & {
  line: Extract<GroupLine<Row>, { kind: 'group' }>;
}) {
  const { title, count, sums, apart = [] } = line.group;
  const firstSum = columns.findIndex((column) => sums[column.id] !== undefined);
  const before = firstSum < 0 ? columns : columns.slice(0, firstSum);
  const Arrow = line.isOpen ? IconChevronDown : IconChevronRight;
  const widthPx = before.reduce((sum, column) => sum + column.widthPx, 0);
  return (
    <>
      <div
        id={`${id}-0`}
        className={css.groupName}
        role="gridcell"
        style={cellStyle({ widthPx, grows: before.some(({ grows }) => grows) })}
      >
        <Arrow size={14} aria-hidden />
        <b>{title ?? ruLists.noValue}</b>
        <span>{formatNumber(count)} {ruLists.groupCount(count)}</span>
        <Apart sums={apart} of={columns.find(({ id: of }) => isIn(apart, of))?.id ?? ''} />
      </div>
      {(firstSum < 0 ? [] : columns.slice(firstSum)).map((column) => {
        const sum = sums[column.id];
        return (
          <div key={column.id} className={css.groupSum} role="gridcell" style={cellStyle(column)}>
            {sum === undefined || (sum === 0 && isIn(apart, column.id)) ? null
              : formatSum(sum)}
          </div>
        );
      })}
    </>
  );
}

export function GroupLineView<Row extends { id: number }>(props: GroupLineProps<Row>) {
  const { id, index, line, columns, activeColumn, isMarked } = props;
  if (line.kind === 'row') {
    return (
      <BodyRowView
        id={id}
        index={index}
        start={props.start}
        row={{ id: String(line.row.id), original: line.row }}
        columns={columns}
        activeColumn={activeColumn}
        span={props.span}
        isOpen={line.row.id === props.openId}
        isMarked={isMarked}
        editing={props.editing?.rowId === line.row.id ? props.editing : null}
        onSave={props.onSave}
        onEdited={props.onEdited}
      />
    );
  }
  const isHead = line.kind === 'group';
  return (
    <div
      className={isHead ? `${css.row} ${css.groupHead}` : css.row}
      role="row"
      aria-rowindex={index + 2}
      aria-level={isHead ? 1 : 2}
      aria-expanded={isHead ? line.isOpen : undefined}
      aria-selected={isHead ? isMarked : undefined}
      data-row={index}
      data-apart={tellsApart(line)}
      data-active={activeColumn !== null || undefined}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      {isHead ? (
        <>
          <MarkCell
            isMarked={isMarked}
            label={ruLists.markGroup(line.group.title ?? ruLists.noValue)}
          />
          <Head line={line} columns={columns} id={id} />
        </>
      ) : (
        <div id={`${id}-0`} className={css.groupMore} role="gridcell">
          {line.isLoading ? ru.common.loading : ruLists.groupMore}
        </div>
      )}
    </div>
  );
}
