// Keys of lines by their place on the keyboard: they work in the Russian layout too.
import type { FocusEvent, KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';

const STEPS: Record<string, number> = { ArrowDown: 1, KeyJ: 1, ArrowUp: -1, KeyK: -1 };

const linesIn = (within: Element, attribute: string) =>
  [...within.querySelectorAll<HTMLElement>(`[${attribute}]`)];
const lineOf = (target: EventTarget, attribute: string) =>
  (target as HTMLElement).closest<HTMLElement>(`[${attribute}]`);
const focusLine = (line: Element | undefined) =>
  line?.querySelector<HTMLElement>('[data-main]')?.focus();

type Lines<Row, Act> = {
  rows: Row[];
  /** Attribute of a line that holds the key of its row: «data-notice». */
  attribute: string;
  keyOf: (row: Row) => string;
  /** What a key means for the row in focus, by its place on the keyboard. */
  acts: Record<string, Act>;
  onAct: (row: Row, act: Act) => void;
};

/**
 * Arrows, J and K go from line to line over all sections, letters act on the row in focus. When a
 * row leaves, the focus goes to the one that took its place.
 */
export function useLineKeys<Row, Act>({ rows, attribute, keyOf, acts, onAct }: Lines<Row, Act>) {
  const root = useRef<HTMLDivElement>(null);
  const place = useRef(-1);

  useEffect(() => {
    if (!root.current || place.current < 0) return;
    const { activeElement } = document;
    const isHeld = activeElement && activeElement !== document.body
      && activeElement.id !== 'content';
    if (isHeld) return;
    const lines = linesIn(root.current, attribute);
    focusLine(lines[Math.min(place.current, lines.length - 1)]);
  }, [rows, attribute]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const line = lineOf(event.target, attribute);
    if (!line) return;
    const step = STEPS[event.code];
    if (step) {
      const lines = linesIn(event.currentTarget, attribute);
      const next = lines[lines.indexOf(line) + step];
      event.preventDefault();
      focusLine(next);
      next?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const act = acts[event.code];
    const row = rows.find((each) => keyOf(each) === line.getAttribute(attribute));
    if (act === undefined || !row || event.repeat) return;
    event.preventDefault();
    onAct(row, act);
  }

  /** Remembered while the row is still there: later nobody knows where it stood. */
  function onFocus(event: FocusEvent<HTMLElement>) {
    const line = lineOf(event.target, attribute);
    if (line && root.current) place.current = linesIn(root.current, attribute).indexOf(line);
  }

  const focusFirst = () =>
    focusLine(root.current ? linesIn(root.current, attribute)[0] : undefined);

  return { root, onKeyDown, onFocus, focusFirst };
}
