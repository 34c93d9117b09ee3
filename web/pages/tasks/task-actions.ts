// What can be done with a task from anywhere: at once on the screen, undone from the toast.
import { dayRead } from '#contract/day';
import { dealRead, dealsBoard } from '#contract/deals';
import { eventsList } from '#contract/timeline';
import { shellFacts } from '#contract/shell';
import { taskCancel, taskComplete, taskReopen, tasksList } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

/** Everything that shows tasks is asked again. */
export function refreshTasks(): void {
  for (const route of [dayRead, tasksList, dealRead, dealsBoard, eventsList, shellFacts]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

type Listed = { items?: TaskItem[]; pages?: { items: TaskItem[] }[] };
export type TaskRef = Pick<TaskItem, 'id' | 'title'>;

function showState(id: number, state: TaskItem['state']): void {
  const withState = (items: TaskItem[]) => items.map((task) => (task.id === id
    ? { ...task, state, doneAt: state === 'done' ? new Date().toISOString() : null } : task));
  queryClient.setQueriesData<Listed>({ queryKey: keyOf(tasksList) }, (list) => list && {
    ...list,
    ...(list.items ? { items: withState(list.items) } : {}),
    ...(list.pages
      ? { pages: list.pages.map((page) => ({ ...page, items: withState(page.items) })) } : {}),
  });
}

const MOVES = { done: taskComplete, cancelled: taskCancel, open: taskReopen } as const;

async function send(task: TaskRef, state: TaskItem['state'], from: TaskItem['state']) {
  showState(task.id, state);
  try {
    await call(MOVES[state], { params: { id: task.id } });
    return true;
  } catch (error) {
    showState(task.id, from);
    failToast(ruTasks.failed, error);
    return false;
  } finally {
    refreshTasks();
  }
}

async function close(task: TaskRef, state: 'done' | 'cancelled'): Promise<void> {
  if (!await send(task, state, 'open')) return;
  const text = state === 'done' ? ruTasks.completed : ruTasks.cancelled;
  announce(`${text}: ${task.title}`);
  toast(text, { detail: task.title, undo: () => void send(task, 'open', state) });
}

export const completeTask = (task: TaskRef) => close(task, 'done');
export const cancelTask = (task: TaskRef) => close(task, 'cancelled');

export async function reopenTask(task: TaskRef): Promise<void> {
  if (await send(task, 'open', 'done')) announce(`${ruTasks.reopened}: ${task.title}`);
}
