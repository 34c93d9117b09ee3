import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { groupsList } from '#contract/lists';
import type { Group } from '#contract/lists';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';
import { isListed } from '../lists/live-rows.ts';
import { usePaced } from '../lists/use-live-list.ts';
import { ENTITY_OF } from '../mass/nouns.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import type { DataColumn } from './data-table.tsx';
import { GroupLineView } from './group-line.tsx';
import { TableHead } from './table-head.tsx';
import { tellWhole } from './tell-whole.ts';
import { useFittedColumns } from './use-fitted-columns.ts';
import { useGroupedGrid } from './use-grouped-grid.ts';
import type { GroupedTableProps } from './use-grouped-grid.ts';
import { ROW_PX } from './use-row-height.ts';
import css from './data-table.module.css';

const NO_GROUPS: Group[] = [];

function useGroups(
  props: Pick<GroupedTableProps<never>, 'noun' | 'by' | 'ask' | 'route'>,
) {
  const { noun, by, ask, route } = props;
  const { filter, q, sums } = ask;
  usePaced(ENTITY_OF[noun], (ids) => isListed(route, ids), () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(groupsList) });
    void queryClient.invalidateQueries({ queryKey: [...keyOf(route), 'group'] });
  });
  return useQuery({
    ...routeQuery(groupsList, { params: { noun }, query: { by, filter, q, sums } }),
    placeholderData: keepPreviousData,
  });
}

type View<Row extends { id: number }> = ReturnType<typeof useGroupedGrid<Row>>;

function activeIdOf<Row extends { id: number }>(
  id: string, { lines, grid: { cell } }: View<Row>,
): string | undefined {
  if (lines.length === 0) return undefined;
  return `${id}-${cell.row}-${lines[cell.row]?.kind === 'row' ? cell.column : 0}`;
}

type GroupedLinesProps<Row extends { id: number }> = {
  id: string; columns: DataColumn<Row>[]; openId: number | undefined; view: View<Row>;
};

/** Only the lines in sight. */
function GroupedLines<Row extends { id: number }>(
  { id, columns, openId, view }: GroupedLinesProps<Row>,
) {
  const { lines, virtual, grid, marks, cells, editing } = view;
  return virtual.getVirtualItems().map(({ key, index, start }) => {
    const line = lines[index];
    return line ? (
      <GroupLineView
        key={key}
        id={`${id}-${index}`}
        index={index}
        start={start}
        line={line}
        columns={columns}
        activeColumn={index === grid.cell.row ? grid.cell.column : null}
        span={grid.span}
        isMarked={marks.has(line)}
        openId={openId}
        editing={editing.editing}
        onSave={(column, text) => cells.save(column, index, text)}
        onEdited={editing.close}
      />
    ) : null;
  });
}

/** A list in groups: exact figures in the heads, rows when a group is opened. */
export function GroupedTable<Row extends { id: number }>(props: GroupedTableProps<Row>) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const groups = useGroups(props);
  const isThere = !groups.error || groups.data !== undefined;
  const columns = useFittedColumns(props.columns, { root, isThere, hasMarks: true });
  const view = useGroupedGrid(props, groups.data?.groups ?? NO_GROUPS, root);
  const { lines, virtual, grid, marks, cells, isCards, onClick } = view;

  if (!isThere) {
    const retry = () => void groups.refetch();
    return <ErrorState error={groups.error} title={ruLists.groupsFailed} onRetry={retry} />;
  }
  return (
    <div className={css.frame}>
      <div
        ref={root}
        className={css.grid}
        role="treegrid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={lines.length}
        aria-colcount={columns.length}
        aria-multiselectable
        data-cards={isCards || undefined}
        aria-busy={groups.isPending}
        aria-activedescendant={activeIdOf(id, view)}
        onPointerOver={tellWhole}
        onKeyDown={grid.onKeyDown}
        onPaste={(event) => cells.onPaste(event, grid.cell, grid.span)}
      >
        <TableHead
          columns={columns}
          sort={props.ask.sort}
          onSort={props.onSort}
          onResize={props.onResize}
          marks={marks}
        />
        <div
          className={css.body}
          role="rowgroup"
          style={{ height: virtual.getTotalSize() }}
          onClick={onClick}
          onAuxClick={onClick}
        >
          <GroupedLines id={id} columns={columns} openId={props.openId} view={view} />
        </div>
        {groups.data?.isCut ? <p className={css.note}>{ruLists.groupsCut}</p> : null}
      </div>
      {lines.length > 0 ? null : (
        <div className={css.blank}>
          {groups.isPending ? <SkeletonRows count={16} height={ROW_PX} /> : props.empty}
        </div>
      )}
    </div>
  );
}
