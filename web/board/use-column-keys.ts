import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { BoardItem, BoardMoves } from './board-types.ts';

type ColumnKeysOptions<T extends BoardItem> = {
  cards: T[];
  moves: BoardMoves<T>;
  scrollTo: (index: number) => void;
};

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 4, PageUp: -4 };
const SIDES: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
/** By place on the keyboard: the same keys in the Russian layout are «ъ» and «х». */
const STAGE_KEYS: Record<string, number> = { BracketRight: 1, BracketLeft: -1 };

function neighbour(from: HTMLElement, step: number): HTMLElement | undefined {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-cards]')];
  return columns[columns.indexOf(from) + step];
}

function neighbourStage(from: HTMLElement, step: number): number | undefined {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-stage]')];
  const at = columns.findIndex((column) => column.contains(from));
  const stage = columns[at + step]?.dataset.stage;
  return stage === undefined ? undefined : Number(stage);
}

/** Whoever gave a deal away still sees its card, but the card is no longer theirs to move. */
export const isMovable = <T extends BoardItem>(moves: BoardMoves<T>, item: T): boolean =>
  moves.mayMove && !moves.refusalOf?.(item);

/**
 * Arrows walk cards and columns, Space shows the record beside the board, Enter opens it, `]` and
 * `[` move the card to the next stage.
 */
export function useColumnKeys<T extends BoardItem>(options: ColumnKeysOptions<T>) {
  const { cards, moves, scrollTo } = options;
  const [wanted, setIndex] = useState(0);
  const index = Math.max(0, Math.min(wanted, cards.length - 1));

  function step(by: number) {
    const next = Math.max(0, Math.min(index + by, cards.length - 1));
    setIndex(next);
    scrollTo(next);
  }

  /** False when the key does nothing to the card. */
  function actOn(item: T | undefined, event: KeyboardEvent<HTMLElement>): boolean {
    if (!item) return false;
    const stageStep = event.ctrlKey ? undefined : STAGE_KEYS[event.code];
    if (event.key === 'Enter') moves.onOpen(item, event.ctrlKey);
    else if (event.key === ' ') moves.onPeek(item);
    else if (stageStep && isMovable(moves, item)) {
      const stageId = neighbourStage(event.currentTarget, stageStep);
      if (stageId !== undefined) moves.onMove(item, stageId);
    } else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const by = STEPS[event.key];
    const side = SIDES[event.key];
    if (by) step(by);
    else if (side) neighbour(event.currentTarget, side)?.focus();
    else if (!actOn(cards[index], event)) return;
    event.preventDefault();
  }

  return { index, setIndex, onKeyDown };
}
