import { panelIdOf } from '../../panel/panel-id.ts';

/** The task in the side panel. */
export type TasksSearch = { task?: number };

export function readTasksSearch(search: Record<string, unknown>): TasksSearch {
  const task = panelIdOf(search.task);
  return task ? { task } : {};
}
