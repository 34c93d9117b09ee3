import type { KeyboardEvent, MouseEvent } from 'react';
import type { TaskItem } from '#contract/work';

/** The list has been drawn anew by then. */
const FOCUS_PAUSE_MS = 60;
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

const lineOf = (target: EventTarget | null) =>
  (target instanceof HTMLElement ? target.closest<HTMLElement>('[data-task]') : null);

/** Arrows go from task to task, Enter opens the record, the box itself takes the space bar. */
export function useTaskKeys(tasks: TaskItem[], onOpen: (task: TaskItem) => void) {
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const line = lineOf(event.target);
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const task = tasks.find((each) => String(each.id) === line.dataset.task);
    const step = STEPS[event.key];
    if (step) {
      const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-task]')];
      const next = lines[lines.indexOf(line) + step];
      if (!next) return;
      event.preventDefault();
      next.querySelector<HTMLElement>('[role=checkbox]')?.focus();
    } else if (event.key === 'Enter' && task && (event.target as HTMLElement).role === 'checkbox') {
      event.preventDefault();
      onOpen(task);
    }
  }
  /** A ticked task goes to another group; the focus stays where it was, on its neighbour. */
  function onClick(event: MouseEvent<HTMLElement>) {
    const line = lineOf(event.target);
    if (!line || (event.target as HTMLElement).closest('[role=checkbox]') === null) return;
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-task]')];
    const at = lines.indexOf(line);
    const neighbour = (lines[at + 1] ?? lines[at - 1])?.dataset.task;
    const root = event.currentTarget;
    setTimeout(() => {
      if (document.activeElement !== document.body || !neighbour) return;
      root.querySelector<HTMLElement>(`[data-task="${neighbour}"] [role=checkbox]`)?.focus();
    }, FOCUS_PAUSE_MS);
  }

  return { onKeyDown, onClick };
}
