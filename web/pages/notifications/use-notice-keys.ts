// Keys of the notices by their place on the keyboard: they work in the Russian layout too.
import type { FocusEvent, KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { Notification } from '#contract/work';

const STEPS: Record<string, number> = { ArrowDown: 1, KeyJ: 1, ArrowUp: -1, KeyK: -1 };

const linesIn = (root: Element) => [...root.querySelectorAll<HTMLElement>('[data-notice]')];
const mainOf = (line: Element | undefined) =>
  line?.querySelector<HTMLElement>('[data-main]') ?? null;
const lineOf = (target: EventTarget) =>
  (target as HTMLElement).closest<HTMLElement>('[data-notice]');

/**
 * J and K walk the lines, R reads the one in focus; Enter is the line's own. When a line leaves the
 * list of unread ones, the focus goes to the one that took its place.
 */
export function useNoticeKeys(items: Notification[], onRead: (notice: Notification) => void) {
  const root = useRef<HTMLDivElement>(null);
  const place = useRef(-1);

  useEffect(() => {
    if (!root.current || place.current < 0) return;
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body) return;
    const lines = linesIn(root.current);
    mainOf(lines[Math.min(place.current, lines.length - 1)])?.focus();
  }, [items]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const line = lineOf(event.target);
    if (!line) return;
    const step = STEPS[event.code];
    if (step) {
      event.preventDefault();
      const lines = linesIn(event.currentTarget);
      mainOf(lines[lines.indexOf(line) + step])?.focus();
      return;
    }
    const notice = items.find((each) => String(each.id) === line.dataset.notice);
    if (event.code !== 'KeyR' || !notice || event.repeat) return;
    event.preventDefault();
    onRead(notice);
  }

  function onFocus(event: FocusEvent<HTMLElement>) {
    const line = lineOf(event.target);
    if (line && root.current) place.current = linesIn(root.current).indexOf(line);
  }

  const focusFirst = () => {
    if (root.current) mainOf(linesIn(root.current)[0])?.focus();
  };

  return { root, onKeyDown, onFocus, focusFirst };
}
