// The focus never drops to the body, and arrows pressed on the page walk what it lists.
import { isModalOpen } from '../hotkeys.ts';

const LISTS = '[role=grid],[role=treegrid],[role=listbox],[data-main]';

/** The focus has gone with what held it: keys would be heard by nobody. */
const isLost = (last: Element | null): boolean =>
  last !== null && !last.isConnected && document.activeElement === document.body;

/** The list, the board or the lines of the page; what a tab of a card holds is not the page. */
function listOf(page: HTMLElement): HTMLElement | undefined {
  return [...page.querySelectorAll<HTMLElement>(LISTS)]
    .find((each) => !each.closest('[role=tabpanel],[role=complementary]'));
}

/** Until it is told to stop. */
export function keepFocus(): () => void {
  const page = document.getElementById('content')!;
  let last: Element | null = document.activeElement;
  const onFocusIn = ({ target }: FocusEvent) => {
    last = target as Element;
  };
  const watch = new MutationObserver(() => {
    if (isLost(last)) page.focus({ preventScroll: true });
  });
  function onKeyDown(event: KeyboardEvent) {
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement === page;
    if (!isFree || event.defaultPrevented || isModalOpen()) return;
    if (!/^Arrow/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const list = listOf(page);
    if (!list) return;
    event.preventDefault();
    list.focus();
  }
  watch.observe(page, { childList: true, subtree: true });
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('keydown', onKeyDown);
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('keydown', onKeyDown);
  };
}
