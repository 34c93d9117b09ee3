import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { FieldInfo } from '#contract/listing';
import type { Route } from '#contract/route';
import type { CallArgs } from '../api/client.ts';
import { routeQuery } from '../api/query.ts';
import { ENTITY_OF } from '../mass/nouns.ts';
import type { DataColumn } from '../table/data-table.tsx';
import { useKeysetList } from '../table/use-keyset-list.ts';
import type { KeysetList } from '../table/use-keyset-list.ts';
import { useListSelection } from '../table/use-list-selection.ts';
import type { ChangeSearch, ListSearch } from './list-search.ts';
import { useColumns } from './use-columns.ts';
import type { Noun } from './use-layout.ts';
import { useDefaultView } from './use-default-view.ts';
import { useLiveList } from './use-live-list.ts';

const FIELDS_STALE_MS = 10 * 60_000;
const NO_FIELDS: FieldInfo[] = [];

/** The state of a list, which is its address. */
export function useListSearch<S extends object>(): { search: S; change: ChangeSearch<S> } {
  const search = useSearch({ strict: false }) as S;
  const navigate = useNavigate();
  const change = useCallback<ChangeSearch<S>>((patch, replace = false) => {
    void navigate({ to: '.', search: (previous: S) => ({ ...previous, ...patch }), replace });
  }, [navigate]);
  return { search, change };
}

type ListOf<Row> = {
  noun: Noun;
  own: DataColumn<Row>[];
  routes: { list: Route; fields: Route };
  search: ListSearch;
  /** The filter of the list when the page narrows it beyond that of the address. */
  filter?: string | undefined;
  change: ChangeSearch<ListSearch>;
  /** What stands in the address when it says nothing: a constant of the page. */
  begins?: ListSearch;
};

/** Rows, columns and marks of a list that lives in its address, kept fresh by the stream. */
export function useList<Row extends { id: number; cells?: Record<string, unknown> }>(
  { noun, own, routes, search, change, ...given }: ListOf<Row>,
) {
  const { q, sort, columns } = search;
  const filter = given.filter ?? search.filter;
  const { data } = useQuery({
    ...routeQuery(routes.fields, {} as CallArgs<Route>), staleTime: FIELDS_STALE_MS,
  });
  const fields = (data as FieldInfo[] | undefined) ?? NO_FIELDS;
  const view = useColumns<Row>({
    noun, own, fields, text: columns, inView: search.view !== undefined,
    onText: (text) => change({ columns: text }, true),
  });
  const ask = { filter, q, sort, ...(view.asked ? { columns: view.asked } : {}) };
  const list = useKeysetList(routes.list, ask) as unknown as KeysetList<Row>;
  const selection = useListSelection(`${filter ?? ''}\n${q ?? ''}`);
  useDefaultView(noun, search, given.begins);
  useLiveList(ENTITY_OF[noun], routes.list);
  return { fields, view, ask, list, selection };
}
