// What a board is made of, whatever stands on it: deals, leads.
import type { ReactNode } from 'react';

export type BoardItem = { id: number; stageId: number; number: string };
export type BoardStage = { id: number; name: string; colour: string };

/** A column as the server answers it: exact figures, the first cards and the way to the rest. */
export type ColumnOf<T extends BoardItem> = {
  stageId: number;
  count: number;
  items: T[];
  filter: string;
  cursor: string | null;
};

/** What a card of the board can be told to do. */
export type BoardMoves<T extends BoardItem> = {
  mayMove: boolean;
  mayCreate: boolean;
  onMove: (item: T, stageId: number) => void;
  onOpen: (item: T, inNewTab: boolean) => void;
  onCreate: (stageId: number) => void;
  /** Shows the record beside the board. */
  onPeek: (item: T) => void;
  /** Why this card may not be moved; null when it may. */
  refusalOf?: (item: T) => string | null;
};

export type CardsPage<T> = { items: T[]; cursor: string | null };

/** How the cards below the first ones are read: by the column's own filter and cursor. */
export type CardSource<T> = {
  /** Where they stand in the cache; says the order and the text that was looked for. */
  key: unknown[];
  /** Where the cards of a column stand as a list: exactly as many as its figure says. */
  list: { to: string; search: Record<string, unknown> };
  read: (filter: string, cursor: string, signal: AbortSignal) => Promise<CardsPage<T>>;
};

/** What the nouns draw and say themselves. */
export type BoardFaces<T extends BoardItem, C extends ColumnOf<T>> = {
  card: (item: T) => ReactNode;
  /** Below name and count of a stage: its sums. */
  figures: (stage: BoardStage, column: C) => ReactNode;
  texts: {
    columnLabel: (stage: string, count: number) => string;
    addTo: (stage: string) => string;
    noCards: string;
  };
};
