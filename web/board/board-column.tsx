import { useVirtualizer } from '@tanstack/react-virtual';
import type { MouseEvent, RefObject } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { BoardCard } from './board-card.tsx';
import type {
  BoardFaces, BoardItem, BoardMoves, BoardStage, CardSource, ColumnOf,
} from './board-types.ts';
import { ColumnHead } from './column-head.tsx';
import { withDragging } from './drag-adapter.ts';
import { useColumnCards } from './use-column-cards.ts';
import { isMovable, useColumnKeys } from './use-column-keys.ts';
import css from './board.module.css';

const CARD_PX = 162;
const GAP_PX = 6;
const OVERSCAN_CARDS = 4;
const PREFETCH_CARDS = 12;

type BoardColumnProps<T extends BoardItem, C extends ColumnOf<T>> = {
  stage: BoardStage;
  column: C;
  source: CardSource<T>;
  moves: BoardMoves<T>;
  faces: BoardFaces<T, C>;
};

function useDropTarget<T extends BoardItem>(stageId: number, onDrop: BoardMoves<T>['onMove']) {
  const element = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const column = element.current;
    if (!column) return undefined;
    return withDragging(({ dropTargetForElements }) => dropTargetForElements({
      element: column,
      canDrop: ({ source }) => source.data.kind === 'card',
      onDragEnter: ({ source }) =>
        setOver((source.data.item as T).stageId !== stageId),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current(source.data.item as T, stageId);
      },
    }));
  }, [stageId]);
  return { element, isOver };
}

/** The cards that are in sight, and more of them before one scrolls there. */
function useCardWindow<T extends BoardItem>(
  column: ColumnOf<T>, source: CardSource<T>, scroller: RefObject<HTMLDivElement | null>,
) {
  const { cards, hasMore, isLoadingMore, loadMore } = useColumnCards(column, source);
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
  return { cards, isLoadingMore, virtual };
}

/** One stage: its figures, and its cards as a virtual listbox. */
export function BoardColumn<T extends BoardItem, C extends ColumnOf<T>>(
  { stage, column, source, moves, faces }: BoardColumnProps<T, C>,
) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { element, isOver } = useDropTarget(stage.id, moves.onMove);
  const { cards, isLoadingMore, virtual } = useCardWindow(column, source, scroller);
  const keys = useColumnKeys({
    cards, moves, scrollTo: (index) => virtual.scrollToIndex(index),
  });

  const add = moves.mayCreate
    ? { label: faces.texts.addTo(stage.name), onClick: () => moves.onCreate(stage.id) } : undefined;

  function onClick(event: MouseEvent) {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
    const item = cards[Number(card?.dataset.index)];
    if (!card || !item) return;
    keys.setIndex(Number(card.dataset.index));
    if (event.shiftKey) moves.onPeek(item);
    else moves.onOpen(item, event.ctrlKey || event.metaKey || event.button === 1);
  }

  return (
    <section
      ref={element}
      className={css.column}
      data-over={isOver || undefined}
      data-stage={stage.id}
    >
      <ColumnHead stage={stage} column={column} list={source.list} add={add}>
        {faces.figures(stage, column)}
      </ColumnHead>
      <div
        ref={scroller}
        className={css.cards}
        role={cards.length > 0 ? 'listbox' : 'group'}
        data-cards
        tabIndex={0}
        aria-label={faces.texts.columnLabel(stage.name, column.count)}
        aria-activedescendant={cards.length > 0 ? `${id}-${keys.index}` : undefined}
        aria-busy={isLoadingMore}
        onClick={onClick}
        onAuxClick={onClick}
        onKeyDown={keys.onKeyDown}
      >
        <div className={css.track} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const item = cards[index];
            return item ? (
              <BoardCard
                key={item.id}
                id={`${id}-${index}`}
                item={item}
                index={index}
                count={column.count}
                topPx={start}
                isActive={index === keys.index}
                mayMove={isMovable(moves, item)}
                hint={moves.refusalOf?.(item)}
              >
                {faces.card(item)}
              </BoardCard>
            ) : null;
          })}
        </div>
        {cards.length > 0 ? null : <p className={css.none}>{faces.texts.noCards}</p>}
      </div>
    </section>
  );
}
