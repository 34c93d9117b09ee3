import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { MouseEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { BoardColumn as Column, DealItem, Stage } from '#contract/deals';
import { ruDeals } from '../../texts/ru-deals.ts';
import { BoardCard } from './board-card.tsx';
import type { BoardMoves } from './board-moves.ts';
import { ColumnHead } from './column-head.tsx';
import { useColumnKeys } from './use-column-keys.ts';
import { useColumnCards } from './use-board.ts';
import type { BoardAsk } from './use-board.ts';
import css from './board.module.css';

const CARD_PX = 162;
const GAP_PX = 6;
const OVERSCAN_CARDS = 4;
const PREFETCH_CARDS = 12;

type BoardColumnProps = { stage: Stage; column: Column; ask: BoardAsk; moves: BoardMoves };

function useDropTarget(stageId: number, onDrop: BoardMoves['onMove']) {
  const element = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    if (!element.current) return undefined;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => source.data.kind === 'deal',
      onDragEnter: ({ source }) =>
        setOver((source.data.deal as DealItem).stageId !== stageId),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current(source.data.deal as DealItem, stageId);
      },
    });
  }, [stageId]);
  return { element, isOver };
}

/** One stage: its figures, and its cards as a virtual listbox. */
export function BoardColumn({ stage, column, ask, moves }: BoardColumnProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { cards, hasMore, isLoadingMore, loadMore } = useColumnCards(column, ask);
  const { element, isOver } = useDropTarget(stage.id, moves.onMove);
  // oxlint-disable-next-line react/incompatible-library -- it keeps its own state by design
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX + GAP_PX,
    getItemKey: (index) => cards[index]?.id ?? index,
    overscan: OVERSCAN_CARDS,
    paddingEnd: GAP_PX,
    onChange: (instance) => {
      if (hasMore && (instance.range?.endIndex ?? 0) > cards.length - PREFETCH_CARDS) loadMore();
    },
  });
  const keys = useColumnKeys({
    cards, moves, scrollTo: (index) => virtual.scrollToIndex(index),
  });

  const onCreate = moves.mayCreate ? () => moves.onCreate(stage.id) : undefined;

  function onClick(event: MouseEvent) {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-deal]');
    const deal = cards[Number(card?.dataset.index)];
    if (!card || !deal) return;
    keys.setIndex(Number(card.dataset.index));
    moves.onOpen(deal, event.ctrlKey || event.metaKey || event.button === 1);
  }

  return (
    <section
      ref={element}
      className={css.column}
      data-over={isOver || undefined}
      data-stage={stage.id}
    >
      <ColumnHead stage={stage} column={column} onCreate={onCreate} />
      <div
        ref={scroller}
        className={css.cards}
        role={cards.length > 0 ? 'listbox' : 'group'}
        data-cards
        tabIndex={0}
        aria-label={ruDeals.columnLabel(stage.name, column.count)}
        aria-activedescendant={cards.length > 0 ? `${id}-${keys.index}` : undefined}
        aria-busy={isLoadingMore}
        onClick={onClick}
        onAuxClick={onClick}
        onKeyDown={keys.onKeyDown}
      >
        <div className={css.track} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const deal = cards[index];
            return deal ? (
              <BoardCard
                key={deal.id}
                id={`${id}-${index}`}
                deal={deal}
                index={index}
                count={column.count}
                topPx={start}
                isActive={index === keys.index}
                mayMove={moves.mayMove}
              />
            ) : null;
          })}
        </div>
        {cards.length > 0 ? null : <p className={css.none}>{ruDeals.noCards}</p>}
      </div>
    </section>
  );
}
