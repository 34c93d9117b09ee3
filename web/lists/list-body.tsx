import type { ReactNode } from 'react';
import type { Route } from '#contract/route';
import { MassBar } from '../mass/mass-bar.tsx';
import type { MassActionName } from '../mass/mass-bar.tsx';
import { DataTable } from '../table/data-table.tsx';
import { GroupedTable } from '../table/grouped-table.tsx';
import type { Selection } from '../table/selection.ts';
import type { KeysetList, ListAsk } from '../table/use-keyset-list.ts';
import type { MassNoun } from '../mass/mass-fields.ts';
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
  empty: ReactNode;
};

/** The rows of a view, flat or in groups, and what can be done to the marked ones. */
export function ListBody<Row extends { id: number }>(props: ListBodyProps<Row>) {
  const { noun, ask, list, view, group, selection } = props;
  const table = {
    label: props.label, columns: view.columns, onSort: props.onSort, onResize: view.resize,
    onOpen: props.onOpen, openId: props.openId, empty: props.empty,
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
          {...table}
        />
      ) : (
        <DataTable
          list={list}
          sort={ask.sort}
          selection={selection}
          viewKey={`${ask.filter ?? ''}\n${ask.q ?? ''}`}
          {...table}
        />
      )}
      <MassBar
        noun={noun}
        actions={props.actions}
        selection={selection}
        total={list.total}
        view={{ filter: ask.filter, q: ask.q }}
      />
    </>
  );
}
