import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { tasksList } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { routeQuery } from '../../api/query.ts';
import { dueColumn } from './due-columns.ts';
import type { DueColumn } from './due-columns.ts';
import { doneOf, openOf } from './tasks-search.ts';

const OPEN_MAX = '500';
const DONE_MAX = '30';

export type MyTasks = Record<DueColumn | 'done', TaskItem[]>;

/** Tasks of a filter by when they are due, and those closed lately. */
export function useTasks(filter: string | undefined, q: string | undefined) {
  const text = q ? { q } : {};
  const open = useQuery({
    ...routeQuery(tasksList, {
      query: { ...text, filter: openOf(filter), sort: 'dueAt', limit: OPEN_MAX, total: '1' },
    }),
    placeholderData: (before) => before,
  });
  const done = useQuery(routeQuery(tasksList, {
    query: { ...text, filter: doneOf(filter), sort: '-doneAt', limit: DONE_MAX },
  }));
  const tasks = useMemo(() => {
    if (!open.data) return undefined;
    const groups: MyTasks = {
      overdue: [], today: [], tomorrow: [], week: [], later: [], none: [], done: [],
    };
    // A task ticked just now goes to the closed ones before the server has answered.
    for (const task of open.data.items) {
      if (task.state === 'open') groups[dueColumn(task.dueAt)].push(task);
      else if (task.state === 'done') groups.done.push(task);
    }
    const known = new Set(groups.done.map((task) => task.id));
    groups.done.push(...(done.data?.items ?? [])
      .filter((task) => task.state === 'done' && !known.has(task.id)));
    return groups;
  }, [open.data, done.data]);
  return {
    tasks,
    /** More than is shown: the rest is reached by the filter. */
    hidden: Math.max(0, (open.data?.total ?? 0) - (open.data?.items.length ?? 0)),
    error: open.error,
    refetch: () => {
      void open.refetch();
      void done.refetch();
    },
  };
}
