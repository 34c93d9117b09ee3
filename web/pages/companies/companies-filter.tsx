import { useCallback } from 'react';
import type { CompanyItem } from '#contract/customers';
import type { FieldInfo } from '#contract/listing';
import { ColumnChooser } from '../../lists/column-chooser.tsx';
import { GroupPicker } from '../../lists/group-picker.tsx';
import type { ListColumns } from '../../lists/use-columns.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { QuickFind } from '../../ui/quick-find.tsx';
import { ViewControls } from '../../ui/views/view-controls.tsx';
import type { CompaniesSearch } from './companies-search.ts';

type CompaniesFilterProps = {
  search: CompaniesSearch;
  change: (patch: Partial<CompaniesSearch>, replace?: boolean) => void;
  fields: FieldInfo[];
  view: ListColumns<CompanyItem>;
};

/** The line over the list: conditions, text, groups, columns, saved view. */
export function CompaniesFilter({ search, change, fields, view }: CompaniesFilterProps) {
  const { filter, q, sort, group, columns } = search;
  const find = useCallback((text: string | undefined) => change({ q: text }, true), [change]);
  return (
    <FilterBar
      fields={fields}
      filter={filter}
      onChange={(next) => change({ filter: next })}
    >
      <ViewControls
        noun="companies"
        viewId={search.view}
        query={{ filter, sort, q, columns, group }}
        onView={(id) => change({ view: id }, true)}
        onReset={({ query }) => change({
          filter: query.filter, sort: query.sort, q: query.q, columns: query.columns,
          group: query.group,
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
