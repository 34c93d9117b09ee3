import type { ReactNode } from 'react';
import { groupsList } from '#contract/lists';
import type { Route } from '#contract/route';
import { keyOf, queryClient } from '../api/query.ts';
import { allows, useSession } from '../api/session.ts';
import { MassBar } from '../mass/mass-bar.tsx';
import type { MassActionName } from '../mass/mass-bar.tsx';
import type { MassNoun } from '../mass/mass-fields.ts';
import { ENTITY_OF } from '../mass/nouns.ts';
import { selectionOf } from '../mass/selection-of.ts';
import { writeCells } from '../mass/write-cells.ts';
import { DataTable } from '../table/data-table.tsx';
import { GroupedTable } from '../table/grouped-table.tsx';
import type { Selection } from '../table/selection.ts';
import type { CellWriting } from '../table/use-cells.ts';
import type { KeysetList, ListAsk } from '../table/use-keyset-list.ts';
import type { ListColumns } from './use-columns.ts';

type ListBodyProps<Row> = {
  noun: MassNoun;
  label: string;
  route: Route;
  ask: ListAsk;
  list: KeysetList<Row>;
  view: ListColumns<Row>;
  group: string | undefined;
  selection: Selection;
  actions: MassActionName[];
  onSort: (sort: string | undefined) => void;
  onOpen: (row: Row, inNewTab: boolean) => void;
  openId?: number;
  /** Of the side panel: learns which rows of groups stand on the screen. */
  walk?: (rows: readonly { id: number }[] | null) => void;
  empty: ReactNode;
};

/** Cells of the list go through mass work: refusals by row, one undo. */
function writingOf<Row>(
  { noun, route, ask, selection }: ListBodyProps<Row>,
): CellWriting {
  const refreshList = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
    void queryClient.invalidateQueries({ queryKey: keyOf(groupsList) });
  };
  return {
    write: (rows) => void writeCells({
      noun, input: {}, selection: {}, rows: rows.map(({ id, cells }) => ({ id, input: { cells } })),
    }, refreshList),
    fill: (cells) => void writeCells({
      noun, input: { cells }, selection: selectionOf(selection.value, ask),
    }, refreshList),
  };
}

/** The rows of a view, flat or in groups, and what can be done to the marked ones. */
export function ListBody<Row extends { id: number }>(props: ListBodyProps<Row>) {
  const session = useSession();
  const { noun, ask, list, view, group, selection, actions } = props;
  // A mark that nothing can be done with would only be in the way.
  const mayMark = actions.length > 0 || allows(session, ENTITY_OF[noun], 'export');
  const table = {
    label: props.label, columns: view.columns, onSort: props.onSort, onResize: view.resize,
    onOpen: props.onOpen, openId: props.openId, empty: props.empty,
    writing: actions.length > 0 ? writingOf(props) : undefined,
  };
  return (
    <>
      {group ? (
        <GroupedTable<Row>
          key={group}
          noun={noun}
          by={group}
          route={props.route}
          ask={ask}
          walk={props.walk}
          selection={selection}
          {...table}
        />
      ) : (
        <DataTable
          list={list}
          sort={ask.sort}
          viewKey={`${ask.filter ?? ''}\n${ask.q ?? ''}`}
          {...(mayMark ? { selection } : {})}
          {...table}
        />
      )}
      <MassBar
        noun={noun}
        actions={actions}
        selection={selection}
        total={list.total}
        view={{ filter: ask.filter, q: ask.q }}
      />
    </>
  );
}
