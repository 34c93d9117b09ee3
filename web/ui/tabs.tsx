import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import css from './tabs.module.css';

export type TabItem<Value extends string> = {
  value: Value;
  label: string;
  count?: number;
  /** Colour of the count: amber for waiting, violet for reservations. */
  meaning?: 'warn' | 'vio';
};

type TabsProps<Value extends string> = {
  label: string;
  items: TabItem<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** The panel of the chosen tab; others are not mounted. */
  children: ReactNode;
};

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** A tab list with arrow keys and the panel under it. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { items, value, onChange } = props;
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);

  const counts = items.map(({ count }) => count ?? '').join();

  // An address may name a tab that a phone has beyond the edge of the bar, and counts that
  // come later push it there.
  useEffect(() => {
    const [edge, tab] = [bar.current, bar.current?.querySelector('[aria-selected=true]')]
      .map((part) => part?.getBoundingClientRect());
    // The bar alone: `scrollIntoView` would move the page under a bar that sticks to its foot.
    if (bar.current && edge && tab) {
      bar.current.scrollLeft += tab.left + tab.width / 2 - edge.left - edge.width / 2;
    }
  }, [value, counts]);

  /** Where the bar stays at the edge of a phone, its panel may lie beyond it. */
  function choose(next: Value) {
    onChange(next);
    const [edge, panel] = [bar, content].map(({ current }) => current?.getBoundingClientRect());
    if (panel && edge && panel.top > edge.bottom) content.current?.scrollIntoView();
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const index = items.findIndex((item) => item.value === value);
    const next = items[(index + step + items.length) % items.length];
    if (!next) return;
    choose(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  }

  return (
    <div className={css.tabs}>
      <div
        ref={bar}
        className={css.list}
        role="tablist"
        aria-label={props.label}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.value}
            id={`${id}-${item.value}`}
            type="button"
            role="tab"
            className={css.tab}
            aria-selected={item.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={item.value === value ? 0 : -1}
            onClick={() => choose(item.value)}
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className={css.count} data-meaning={item.meaning}>{item.count}</span>
            )}
          </button>
        ))}
      </div>
      <div
        ref={content}
        id={`${id}-panel`}
        role="tabpanel"
        className={css.panel}
        aria-labelledby={`${id}-${value}`}
        tabIndex={0}
      >
        {props.children}
      </div>
    </div>
  );
}
