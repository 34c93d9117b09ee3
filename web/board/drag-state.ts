// Whether a card is in the hand: the live refresh must not take it away.

let isHeld = false;

export function startDragging(): void {
  isHeld = true;
}

export function stopDragging(): void {
  isHeld = false;
}

export function isDragging(): boolean {
  return isHeld;
}
