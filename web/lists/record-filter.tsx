import type { ReactNode } from 'react';
import { Suspense } from 'react';
import type { FieldInfo } from '#contract/listing';
import type { ViewQuery } from '#contract/views';
import { FilterBar } from '../ui/filter/filter-bar.tsx';
import { lazyPart } from '../ui/load-part.ts';
import { QuickFind } from '../ui/quick-find.tsx';
import type { ListSearch } from './list-search.ts';

// Read after the first screen: nobody saves a view before seeing it.
const ViewControls = lazyPart(() => import('../ui/views/view-controls.tsx')
  .then((module) => module.ViewControls));

// A board is read before it is put in another order; menus stay out of the first load.
const SortMenu = lazyPart(() => import('../ui/sort-menu.tsx').then((module) => module.SortMenu));

type Search = ListSearch & { pipeline?: number };

type RecordFilterProps = {
  noun: 'deals' | 'leads';
  fields: FieldInfo[];
  search: Search;
  change: (patch: Partial<Search>, options?: { replace?: boolean }) => void;
  layout: NonNullable<ViewQuery['layout']>;
  texts: { sort: string; sorts: Record<string, string> };
  /** A list is sorted by its headers. */
  withSort: boolean;
  children?: ReactNode;
};

/** The line over a board and its list: conditions, text, order, saved view. */
export function RecordFilter(props: RecordFilterProps) {
  const { noun, fields, search, change, layout, texts, withSort, children } = props;
  const { filter, sort, q, columns, group, pipeline } = search;
  return (
    <FilterBar fields={fields} filter={filter} onChange={(next) => change({ filter: next })}>
      <Suspense>
        <ViewControls
          noun={noun}
          viewId={search.view}
          query={{ filter, sort, q, layout, pipelineId: pipeline, columns, group }}
          onView={(id) => change({ view: id }, { replace: true })}
          onReset={({ query }) => change({
            filter: query.filter, sort: query.sort, q: query.q, columns: query.columns,
            group: query.group, pipeline: query.pipelineId,
          })}
        />
      </Suspense>
      {children}
      <QuickFind value={q} onChange={(text) => change({ q: text }, { replace: true })} />
      {withSort ? (
        <Suspense>
          <SortMenu
            label={texts.sort}
            sorts={texts.sorts}
            fields={fields}
            value={sort}
            onChange={(next) => change({ sort: next })}
          />
        </Suspense>
      ) : null}
    </FilterBar>
  );
}
