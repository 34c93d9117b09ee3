// A dialog that leaves gives the focus back to what had it, so that the next key is not lost.

const isLost = () => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body
    || activeElement.id === 'content';
};

/**
 * For the ref of a part of a dialog: it is called before the dialog takes the focus, what it
 * answers when the dialog is gone. What had the focus may be gone too; then the page has it.
 */
export function returnFocus(part: HTMLElement | null): (() => void) | undefined {
  if (!part) return undefined;
  const before = document.activeElement;
  return () => setTimeout(() => {
    if (!isLost()) return;
    const isThere = before instanceof HTMLElement && before.isConnected
      && before !== document.body;
    (isThere ? before : document.getElementById('content'))?.focus();
  });
}
