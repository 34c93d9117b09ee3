import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState } from 'react';
import type { DealItem } from '#contract/deals';
import { DealCardFace } from './deal-card.tsx';
import { startDragging, stopDragging } from './drag-state.ts';
import css from './board.module.css';

type BoardCardProps = {
  id: string;
  deal: DealItem;
  index: number;
  count: number;
  topPx: number;
  isActive: boolean;
  mayMove: boolean;
};

/** A card of the board: an option of its column's listbox, draggable to another column. */
export function BoardCard({ id, deal, index, count, topPx, isActive, mayMove }: BoardCardProps) {
  const element = useRef<HTMLDivElement>(null);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!element.current || !mayMove) return undefined;
    return draggable({
      element: element.current,
      getInitialData: () => ({ kind: 'deal', deal }),
      onDragStart: () => {
        startDragging(deal);
        setHeld(true);
      },
      onDrop: () => {
        stopDragging();
        setHeld(false);
      },
    });
  }, [deal, mayMove]);
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
      data-deal={deal.id}
      data-index={index}
      data-held={isHeld || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <DealCardFace deal={deal} />
    </div>
  );
}
