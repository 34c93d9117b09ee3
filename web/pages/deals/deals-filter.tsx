import { Menu, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { ru } from '../../texts/ru.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { IconArrowsSort, IconCheck, IconSearch } from '../../ui/icons.ts';
import { ViewControls } from '../../ui/views/view-controls.tsx';
import type { DealsView } from './use-deals-view.ts';
import { useDealFields } from './use-deals-view.ts';
import css from './deals-filter.module.css';

const TYPING_PAUSE_MS = 250;
const DEFAULT_SORT = '-updatedAt';

/** Text found in number, title, company, phone; typed letters become one step of the address. */
function QuickFind({ view }: { view: DealsView }) {
  const inAddress = view.search.q ?? '';
  const [typed, setTyped] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  if (seen !== inAddress) {
    setSeen(inAddress);
    setTyped(inAddress);
  }
  const { change } = view;
  useEffect(() => {
    if (typed.trim() === inAddress) return undefined;
    const timer = setTimeout(() => {
      change({ q: typed.trim() || undefined }, { replace: true });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, inAddress, change]);
  return (
    <TextInput
      className={css.find}
      type="search"
      aria-label={ru.filter.quick}
      placeholder={ru.filter.quick}
      leftSection={<IconSearch size={14} stroke={1.6} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

function SortMenu({ view }: { view: DealsView }) {
  const sort = view.search.sort ?? DEFAULT_SORT;
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <button type="button" className={css.sort} title={ruDeals.sort}>
          <IconArrowsSort size={16} stroke={1.6} aria-hidden />
          <span className={css.sortName}>{ruDeals.sorts[sort] ?? ruDeals.sort}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(ruDeals.sorts).map(([value, label]) => (
          <Menu.Item
            key={value}
            rightSection={value === sort ? <IconCheck size={14} /> : null}
            onClick={() => view.change({ sort: value === DEFAULT_SORT ? undefined : value })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type DealsFilterProps = {
  view: DealsView;
  layout: 'board' | 'list';
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
      <ViewControls
        noun="deals"
        viewId={search.view}
        query={{
          filter: search.filter, sort: search.sort, q: search.q, layout,
          pipelineId: search.pipeline,
        }}
        onView={(id) => change({ view: id }, { replace: true })}
      />
      {children}
      <QuickFind view={view} />
      {withSort ? <SortMenu view={view} /> : null}
    </FilterBar>
  );
}
