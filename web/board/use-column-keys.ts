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

/** Arrows walk cards and columns, Enter opens, `]` and `[` move the card to the next stage. */
export function useColumnKeys<T extends BoardItem>(options: ColumnKeysOptions<T>) {
  const { cards, moves, scrollTo } = options;
  const [wanted, setIndex] = useState(0);
  const index = Math.max(0, Math.min(wanted, cards.length - 1));

  function step(by: number) {
    const next = Math.max(0, Math.min(index + by, cards.length - 1));
    setIndex(next);
    scrollTo(next);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const by = STEPS[event.key];
    const side = SIDES[event.key];
    const stageStep = STAGE_KEYS[event.code];
    const item = cards[index];
    if (by) step(by);
    else if (side) neighbour(event.currentTarget, side)?.focus();
    else if (event.key === 'Enter' && item) moves.onOpen(item, event.ctrlKey);
    else if (stageStep && item && moves.mayMove && !event.ctrlKey) {
      const stageId = neighbourStage(event.currentTarget, stageStep);
      if (stageId !== undefined) moves.onMove(item, stageId);
    } else return;
    event.preventDefault();
  }

  return { index, setIndex, onKeyDown };
}
