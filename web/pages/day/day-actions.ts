// What one key does to a row of the day: at once on the screen, undone from the toast.
import { tasksPostpone } from '#contract/task-acts';
import { taskEdit } from '#contract/work';
import type { DayRow } from '#contract/day';
import { call } from '../../api/client.ts';
import { ruDay } from '../../texts/ru-day.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatMoment } from '../../ui/format.ts';
import { toast } from '../../ui/toast-store.ts';
import { completeTask, refreshTasks } from '../tasks/task-actions.ts';
import { hideRow, refreshDay } from './use-day.ts';

export async function finishRow(row: DayRow): Promise<void> {
  if (!row.task) return;
  hideRow(row);
  await completeTask({ id: row.task.id, title: row.title });
}

async function postpone(row: DayRow, to: string): Promise<boolean> {
  if (!row.task) return false;
  const { results } = await call(tasksPostpone, { body: { ids: [row.task.id], to } });
  const [result] = results;
  if (!result?.done) failToast(ruTasks.failed, new Error(result?.reason ?? ''));
  refreshTasks();
  return result?.done ?? false;
}

/** `to` is tomorrow, monday or a moment; undo puts the old deadline back. */
export async function postponeRow(row: DayRow, to: string): Promise<void> {
  hideRow(row);
  const before = row.task?.dueAt ?? null;
  const named = to === 'tomorrow' ? ruDay.tomorrow : to === 'monday' ? ruDay.monday
    : formatMoment(to);
  try {
    if (!await postpone(row, to)) return;
    announce(`${ruDay.postponed(named)}: ${row.title}`);
    toast(ruDay.postponed(named), {
      detail: row.title,
      ...(before ? { undo: () => void postpone(row, before) } : {}),
    });
  } catch (error) {
    failToast(ruTasks.failed, error);
    refreshDay();
  }
}

export async function assignRow(row: DayRow, person: { id: number; title: string }): Promise<void> {
  if (!row.task) return;
  const { id, version } = row.task;
  await call(taskEdit, { params: { id }, body: { version, assigneeId: person.id } });
  refreshTasks();
  toast(ruDay.assigned(person.title), { detail: row.title });
}
