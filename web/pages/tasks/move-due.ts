import { tasksList, taskEdit } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { dueOfColumn } from './due-columns.ts';
import type { DueColumn } from './due-columns.ts';
import { refreshTasks } from './task-actions.ts';

type Listed = { items?: TaskItem[] };

function show(task: TaskItem): void {
  queryClient.setQueriesData<Listed>({ queryKey: keyOf(tasksList) }, (list) => list?.items && {
    ...list, items: list.items.map((each) => (each.id === task.id ? task : each)),
  });
}

async function send(task: TaskItem, dueAt: string | null): Promise<TaskItem | null> {
  show({ ...task, dueAt });
  try {
    const saved = await call(taskEdit, {
      params: { id: task.id }, body: { version: task.version, dueAt },
    });
    show(saved);
    return saved;
  } catch (error) {
    show(task);
    failToast(ruTasks.failed, error);
    return null;
  } finally {
    refreshTasks();
  }
}

/** Another column is another deadline: at once on the screen, taken back from the toast. */
export async function moveDue(task: TaskItem, column: DueColumn): Promise<void> {
  const saved = await send(task, dueOfColumn(column, task.dueAt));
  if (!saved) return;
  const words = ruTasks.movedTo(ruTasks.groups[column]);
  announce(`${task.title}: ${words}`);
  toast(words, { detail: task.title, undo: () => void send(saved, task.dueAt) });
}
