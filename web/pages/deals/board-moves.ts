import type { DealItem } from '#contract/deals';

/** What a card of the board can be told to do. */
export type BoardMoves = {
  mayMove: boolean;
  mayCreate: boolean;
  onMove: (deal: DealItem, stageId: number) => void;
  onOpen: (deal: DealItem, inNewTab: boolean) => void;
  onCreate: (stageId: number) => void;
};
