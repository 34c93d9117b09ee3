import { useCallback } from 'react';
import type { FieldInfo } from '#contract/listing';
import type { ViewQuery } from '#contract/views';
import { FilterBar } from '../ui/filter/filter-bar.tsx';
import { QuickFind } from '../ui/quick-find.tsx';
import { ViewControls } from '../ui/views/view-controls.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { GroupPicker } from './group-picker.tsx';
import type { ChangeSearch, ListSearch } from './list-search.ts';
import type { ListColumns } from './use-columns.ts';
import type { Noun } from './use-layout.ts';

type ListFilterProps<Row> = {
  noun: Noun;
  search: ListSearch;
  change: ChangeSearch<ListSearch>;
  fields: FieldInfo[];
  view: ListColumns<Row>;
  /** What else of the address belongs to a saved view of this list. */
  more?: { query: Partial<ViewQuery>; onReset: (query: ViewQuery) => Partial<ListSearch> };
};

/** The line over a list: conditions, saved view, groups, columns, text. */
export function ListFilter<Row>(
  { noun, search, change, fields, view, more }: ListFilterProps<Row>,
) {
  const { filter, q, sort, group, columns } = search;
  const find = useCallback((text: string | undefined) => change({ q: text }, true), [change]);
  return (
    <FilterBar fields={fields} filter={filter} onChange={(next) => change({ filter: next })}>
      <ViewControls
        noun={noun}
        viewId={search.view}
        query={{ filter, sort, q, columns, group, layout: 'list', ...more?.query }}
        onView={(id) => change({ view: id }, true)}
        onReset={({ query }) => change({
          filter: query.filter, sort: query.sort, q: query.q, columns: query.columns,
          group: query.group, ...more?.onReset(query),
        })}
      />
      <GroupPicker fields={fields} value={group} onChange={(by) => change({ group: by }, true)} />
      <ColumnChooser
        columns={view.columns}
        choices={view.choices}
        fields={fields}
        onChange={view.change}
      />
      <QuickFind value={q} onChange={find} />
    </FilterBar>
  );
}
