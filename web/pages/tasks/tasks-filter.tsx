import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { tasksFields } from '#contract/work';
import { routeQuery } from '../../api/query.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { QuickFind } from '../../ui/quick-find.tsx';
import { Segments } from '../../ui/segments.tsx';
import { TASK_SIDES } from './tasks-search.ts';
import type { TasksSearch } from './tasks-search.ts';
import css from './tasks-page.module.css';

type TasksFilterProps = {
  search: TasksSearch;
  change: (patch: Partial<TasksSearch>, replace?: boolean) => void;
};

/** Whose tasks, in groups or columns, and conditions; saved views stand in the list. */
export function TasksFilter({ search, change }: TasksFilterProps) {
  const { side = 'mine', layout, filter, q } = search;
  const { data: fields = [] } = useQuery(routeQuery(tasksFields, {}));
  const find = useCallback((text: string | undefined) => change({ q: text }, true), [change]);
  return (
    <>
      <div className={css.filter}>
        <Segments
          label={ruTasks.side}
          value={side}
          items={TASK_SIDES.map((value) => ({ value, label: ruTasks.sides[value] ?? value }))}
          onChange={(next) => change({ side: next === 'mine' ? undefined : next })}
        />
        <Segments
          label={ruTasks.arrangement}
          value={layout ?? 'list'}
          items={(['list', 'board'] as const)
            .map((value) => ({ value, label: ruTasks.layouts[value] }))}
          onChange={(next) => change({ layout: next === 'board' ? 'board' : undefined }, true)}
        />
      </div>
      <FilterBar
        fields={fields}
        filter={filter}
        onChange={(next) => change({ filter: next })}
      >
        <QuickFind value={q ?? ''} onChange={find} />
      </FilterBar>
    </>
  );
}
