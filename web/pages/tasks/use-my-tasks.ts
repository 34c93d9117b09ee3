import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { tasksList } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { routeQuery } from '../../api/query.ts';
import { dueGroup } from './due.ts';
import type { DueGroup } from './due.ts';

const OPEN_MAX = '500';
const DONE_MAX = '30';

export type MyTasks = Record<DueGroup | 'done', TaskItem[]>;

const filterOf = (employeeId: number, more: object) =>
  JSON.stringify({ assigneeId: { eq: employeeId }, ...more });

/** The tasks of one person by when they are due, and those closed lately. */
export function useMyTasks(employeeId: number) {
  const open = useQuery(routeQuery(tasksList, {
    query: {
      filter: filterOf(employeeId, { state: { eq: 'open' } }), sort: 'dueAt', limit: OPEN_MAX,
    },
  }));
  const done = useQuery(routeQuery(tasksList, {
    query: {
      filter: filterOf(employeeId, { state: { eq: 'done' }, doneAt: { gte: '-30d' } }),
      sort: '-doneAt', limit: DONE_MAX,
    },
  }));
  const tasks = useMemo(() => {
    if (!open.data) return undefined;
    const groups: MyTasks = { overdue: [], today: [], later: [], done: [] };
    // A task ticked just now goes to the closed ones before the server has answered.
    for (const task of open.data.items) {
      if (task.state === 'open') groups[dueGroup(task.dueAt)].push(task);
      else if (task.state === 'done') groups.done.push(task);
    }
    const known = new Set(groups.done.map((task) => task.id));
    groups.done.push(...(done.data?.items ?? [])
      .filter((task) => task.state === 'done' && !known.has(task.id)));
    return groups;
  }, [open.data, done.data]);
  return {
    tasks,
    error: open.error,
    refetch: () => {
      void open.refetch();
      void done.refetch();
    },
  };
}
