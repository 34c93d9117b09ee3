// Whoever presses Ctrl+K or N goes on typing. What comes before the field is there, or has the
// focus, is held for it: on the page each letter would be a command, in another field a mistake.
import { isModalOpen, isTyping } from './hotkeys.ts';

/** Longer waits nobody who types: a part without a connection may take minutes. */
const HELD_MS = 5_000;

/** Holds letters until a field takes the focus, and types them there. Esc gives up. */
export function holdTyping(): void {
  if (isModalOpen()) return;
  let typed = '';
  const timer = setTimeout(end, HELD_MS);
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('focusin', onFocus);

  function end() {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, true);
    window.removeEventListener('focusin', onFocus);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') end();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onFocus({ target }: FocusEvent) {
    if (!isTyping(target)) return;
    end();
    if (!typed) return;
    const field = target as HTMLInputElement | HTMLTextAreaElement;
    field.setRangeText(typed, field.value.length, field.value.length, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}
