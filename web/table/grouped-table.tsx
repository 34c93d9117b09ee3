import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import { useId, useRef } from 'react';
import { groupsList } from '#contract/lists';
import type { Group } from '#contract/lists';
import type { Route } from '#contract/route';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';
import { useThrottled } from '../api/use-throttled.ts';
import type { Noun } from '../lists/use-layout.ts';
import { ENTITY_OF } from '../mass/nouns.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import type { DataColumn } from './data-table.tsx';
import { GroupLineView } from './group-line.tsx';
import { TableHead } from './table-head.tsx';
import type { Selection } from './selection.ts';
import { useGrid } from './use-grid.ts';
import { useGroupMarks } from './use-group-marks.ts';
import { ROW_PX, useCards, useMeasure } from './use-row-height.ts';
import { useGroupRows } from './use-group-rows.ts';
import type { ListAsk } from './use-keyset-list.ts';
import css from './data-table.module.css';

type GroupedTableProps<Row> = {
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
  empty: ReactNode;
};

const OVERSCAN_ROWS = 12;
const NO_GROUPS: Group[] = [];

/** Lines, keys and clicks of the table. */
function useGroupedGrid<Row extends { id: number }>(
  props: GroupedTableProps<Row>, groups: Group[], root: RefObject<HTMLDivElement | null>,
) {
  const { q, sort, columns } = props.ask;
  const { isCards, rowPx } = useCards();
  const { lines, toggle, more } = useGroupRows<Row>(props.route, groups, { q, sort, columns });
  // oxlint-disable-next-line react/incompatible-library -- it keeps its own state by design
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length, getScrollElement: () => root.current,
    estimateSize: (at) => (lines[at]?.kind === 'row' ? rowPx : ROW_PX),
    overscan: OVERSCAN_ROWS, scrollPaddingStart: ROW_PX,
  });

  useMeasure(virtual, rowPx);
  const marks = useGroupMarks(props.selection, lines);

  function act(at: number, inNewTab: boolean) {
    const line = lines[at];
    if (line?.kind === 'group') toggle(line.group);
    else if (line?.kind === 'more') more(line.group);
    else if (line) props.onOpen(line.row, inNewTab);
  }

  const grid = useGrid({
    rowCount: lines.length,
    columnCount: props.columns.length,
    pageRows: () => Math.floor((root.current?.clientHeight ?? 400) / ROW_PX) - 2,
    scrollToRow: (row) => virtual.scrollToIndex(row),
    onOpen: act,
    onToggle: (row) => marks.toggle(row),
    onExtend: marks.extend,
    onCommand: (event, cell) => {
      if (marks.onKey(event)) return true;
      const line = lines[cell.row];
      const isAsked = line?.kind === 'group'
        && event.key === (line.isOpen ? 'ArrowLeft' : 'ArrowRight');
      if (isAsked) toggle(line.group);
      return isAsked;
    },
  });

  function onClick(event: MouseEvent) {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!row) return;
    if ((event.target as HTMLElement).closest('[data-mark]')) {
      marks.toggle(Number(row.dataset.row));
      return;
    }
    grid.setCell({ row: Number(row.dataset.row), column: 0 });
    act(Number(row.dataset.row), event.ctrlKey || event.metaKey || event.button === 1);
  }

  return { lines, virtual, grid, marks, isCards, onClick };
}

const REFRESH_MS = 1500;

function useGroups(
  props: Pick<GroupedTableProps<never>, 'noun' | 'by' | 'ask' | 'route'>,
) {
  const { noun, by, ask, route } = props;
  const { filter, q, sums } = ask;
  const refresh = useThrottled(() => {
    void queryClient.invalidateQueries({ queryKey: keyOf(groupsList) });
    void queryClient.invalidateQueries({ queryKey: [...keyOf(route), 'group'] });
  }, REFRESH_MS);
  useChanges(ENTITY_OF[noun], null, refresh);
  return useQuery({
    ...routeQuery(groupsList, { params: { noun }, query: { by, filter, q, sums } }),
    placeholderData: keepPreviousData,
  });
}

/** A list in groups: exact figures in the heads, rows when a group is opened. */
export function GroupedTable<Row extends { id: number }>(props: GroupedTableProps<Row>) {
  const { columns } = props;
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const groups = useGroups(props);
  const { lines, virtual, grid, marks, isCards, onClick } = useGroupedGrid(
    props, groups.data?.groups ?? NO_GROUPS, root);

  if (groups.error && !groups.data) {
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
        aria-activedescendant={lines.length > 0 ? `${id}-${grid.cell.row}-0` : undefined}
        onKeyDown={grid.onKeyDown}
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
          {virtual.getVirtualItems().map((item) => (
            <GroupLineView
              key={item.key}
              id={`${id}-${item.index}`}
              index={item.index}
              start={item.start}
              line={lines[item.index]!}
              columns={columns}
              isActive={item.index === grid.cell.row}
              isMarked={marks.has(lines[item.index]!)}
              openId={props.openId}
            />
          ))}
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
