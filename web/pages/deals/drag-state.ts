// Whether a card is in the hand, and which: read by the live refresh and by the columns.
import type { DealItem } from '#contract/deals';

let dragged: DealItem | null = null;

export function startDragging(deal: DealItem): void {
  dragged = deal;
}

export function stopDragging(): void {
  dragged = null;
}

export function isDragging(): boolean {
  return dragged !== null;
}
