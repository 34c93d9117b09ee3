// While a record stands beside its list, J and K walk the list, whatever the list does with
// letters.
import { useEffect, useRef } from 'react';
import { isModalOpen, isTyping } from '../ui/hotkeys.ts';

const STEPS: Record<string, number> = { KeyJ: 1, KeyK: -1 };

export function usePanelKeys(isOpen: boolean, step: (by: number) => void): void {
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const by = STEPS[event.code];
      if (!by || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (isTyping(event.target) || isModalOpen()) return;
      event.preventDefault();
      // A grid would begin to edit its cell with the letter.
      event.stopPropagation();
      latest.current(by);
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isOpen]);
}
