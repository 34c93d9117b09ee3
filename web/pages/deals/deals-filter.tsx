import type { ReactNode } from 'react';
import { Suspense } from 'react';
import { ruDeals } from '../../texts/ru-deals.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { lazyPart } from '../../ui/load-part.ts';
import { QuickFind } from '../../ui/quick-find.tsx';
import type { DealsView } from './use-deals-view.ts';
import { useDealFields } from './use-deals-view.ts';

// Read after the first screen: nobody saves a view before seeing it.
const ViewControls = lazyPart(() => import('../../ui/views/view-controls.tsx')
  .then((module) => module.ViewControls));

// A board is read before it is put in another order; menus stay out of the first load.
const SortMenu = lazyPart(() => import('../../ui/sort-menu.tsx').then((module) => module.SortMenu));

type DealsFilterProps = {
  view: DealsView;
  layout: 'board' | 'list' | 'calendar';
  /** A list is sorted by its headers. */
  withSort?: boolean;
  children?: ReactNode;
};

/** The line over the board and the list: conditions, text, order, saved view. */
export function DealsFilter({ view, layout, withSort, children }: DealsFilterProps) {
  const fields = useDealFields();
  const { search, change } = view;
  return (
    <FilterBar fields={fields} filter={search.filter} onChange={(filter) => change({ filter })}>
      <Suspense>
        <ViewControls
          noun="deals"
          viewId={search.view}
          query={{
            filter: search.filter, sort: search.sort, q: search.q, layout,
            pipelineId: search.pipeline, columns: search.columns, group: search.group,
          }}
          onView={(id) => change({ view: id }, { replace: true })}
          onReset={({ query }) => change({
            filter: query.filter, sort: query.sort, q: query.q, pipeline: query.pipelineId,
            columns: query.columns, group: query.group,
          })}
        />
      </Suspense>
      {children}
      <QuickFind value={search.q} onChange={(q) => change({ q }, { replace: true })} />
      {withSort ? (
        <Suspense>
          <SortMenu
            label={ruDeals.sort}
            sorts={ruDeals.sorts}
            fields={fields}
            value={search.sort}
            onChange={(sort) => change({ sort })}
          />
        </Suspense>
      ) : null}
    </FilterBar>
  );
}
