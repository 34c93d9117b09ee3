import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { BoardItem } from './board-types.ts';
import { withDragging } from './drag-adapter.ts';
import { startDragging, stopDragging } from './drag-state.ts';
import css from './board.module.css';

type BoardCardProps = {
  id: string;
  item: BoardItem;
  index: number;
  count: number;
  topPx: number;
  isActive: boolean;
  mayMove: boolean;
  /** Why it may not be moved. */
  hint?: string | null;
  children: ReactNode;
};

/** A card of the board: an option of its column's listbox, draggable to another column. */
export function BoardCard(props: BoardCardProps) {
  const { id, item, index, count, topPx, isActive, mayMove, hint, children } = props;
  const element = useRef<HTMLDivElement>(null);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const card = element.current;
    if (!card || !mayMove) return undefined;
    return withDragging(({ draggable }) => draggable({
      element: card,
      getInitialData: () => ({ kind: 'card', item }),
      onDragStart: () => {
        startDragging();
        setHeld(true);
      },
      onDrop: () => {
        stopDragging();
        setHeld(false);
      },
    }));
  }, [item, mayMove]);
  return (
    <div
      ref={element}
      id={id}
      className={css.card}
      role="option"
      aria-selected={isActive}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={-1}
      data-card={item.id}
      data-index={index}
      data-held={isHeld || undefined}
      data-fixed={hint ? true : undefined}
      title={hint ?? undefined}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      {children}
    </div>
  );
}
