import type { ReactNode } from 'react';
import { Suspense } from 'react';
import { ruLeads } from '../../texts/ru-leads.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { lazyPart } from '../../ui/load-part.ts';
import { QuickFind } from '../../ui/quick-find.tsx';
import type { LeadsView } from './use-leads-view.ts';
import { useLeadFields } from './use-leads-view.ts';

// Read after the first screen: nobody saves a view before seeing it.
const ViewControls = lazyPart(() => import('../../ui/views/view-controls.tsx')
  .then((module) => module.ViewControls));

// A board is read before it is put in another order; menus stay out of the first load.
const SortMenu = lazyPart(() => import('../../ui/sort-menu.tsx').then((module) => module.SortMenu));

type LeadsFilterProps = {
  view: LeadsView; layout: 'board' | 'list' | 'calendar'; children?: ReactNode;
};

/** The line over the board and the list: conditions, text, order, saved view. */
export function LeadsFilter({ view, layout, children }: LeadsFilterProps) {
  const fields = useLeadFields();
  const { search, change } = view;
  return (
    <FilterBar fields={fields} filter={search.filter} onChange={(filter) => change({ filter })}>
      <Suspense>
        <ViewControls
          noun="leads"
          viewId={search.view}
          query={{
            filter: search.filter, sort: search.sort, q: search.q, layout,
            columns: search.columns, group: search.group,
          }}
          onView={(id) => change({ view: id }, { replace: true })}
          onReset={({ query }) => change({
            filter: query.filter, sort: query.sort, q: query.q, columns: query.columns,
            group: query.group,
          })}
        />
      </Suspense>
      {children}
      <QuickFind value={search.q} onChange={(q) => change({ q }, { replace: true })} />
      {layout === 'board' ? (
        <Suspense>
          <SortMenu
            label={ruLeads.sort}
            sorts={ruLeads.sorts}
            fields={fields}
            value={search.sort}
            onChange={(sort) => change({ sort })}
          />
        </Suspense>
      ) : null}
    </FilterBar>
  );
}
