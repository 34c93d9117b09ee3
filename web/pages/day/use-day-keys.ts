// Keys of the day by their place on the keyboard: they work in the Russian layout too.
import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { DayRow } from '#contract/day';

export type RowAct =
  | 'open' | 'page' | 'done' | 'tomorrow' | 'monday' | 'date' | 'comment' | 'assign' | 'addTask';

const ACTS: Record<string, RowAct> = {
  KeyD: 'done', Space: 'done', KeyT: 'tomorrow', KeyM: 'monday', KeyP: 'date', KeyW: 'comment',
  KeyA: 'assign', KeyO: 'page', Enter: 'open',
};
const STEPS: Record<string, number> = { ArrowDown: 1, KeyJ: 1, ArrowUp: -1, KeyK: -1 };

const mainOf = (line: Element | undefined) =>
  line?.querySelector<HTMLElement>('[data-main]') ?? null;
const linesIn = (root: Element) => [...root.querySelectorAll<HTMLElement>('[data-day-row]')];

/**
 * Arrows go from row to row over all sections, letters act on the row in focus. When a row leaves,
 * the focus goes to the one that took its place.
 */
export function useDayKeys(rows: DayRow[], onAct: (row: DayRow, act: RowAct) => void) {
  const root = useRef<HTMLDivElement>(null);
  const place = useRef(-1);

  useEffect(() => {
    if (!root.current || place.current < 0) return;
    const { activeElement } = document;
    const isHeld = activeElement && activeElement !== document.body
      && activeElement.id !== 'content';
    if (isHeld) return;
    const lines = linesIn(root.current);
    mainOf(lines[Math.min(place.current, lines.length - 1)])?.focus();
  }, [rows]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-day-row]');
    if (!line) return;
    const step = STEPS[event.code];
    if (step) {
      const lines = linesIn(event.currentTarget);
      const next = lines[lines.indexOf(line) + step];
      event.preventDefault();
      mainOf(next)?.focus();
      next?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const act = ACTS[event.code];
    const row = rows.find((each) => each.key === line.dataset.dayRow);
    if (!act || !row || event.repeat) return;
    event.preventDefault();
    onAct(row, act);
  }

  /** Remembered while the row is still there: later nobody knows where it stood. */
  function onFocus(event: React.FocusEvent<HTMLElement>) {
    const line = event.target.closest<HTMLElement>('[data-day-row]');
    if (line && root.current) place.current = linesIn(root.current).indexOf(line);
  }

  const focusFirst = () => {
    if (root.current) mainOf(linesIn(root.current)[0])?.focus();
  };

  return { root, onKeyDown, onFocus, focusFirst };
}
