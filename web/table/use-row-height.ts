import { useMediaQuery } from '@mantine/hooks';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';

export const ROW_PX = 32;
/** On a phone a row is a card: its name, and three lines of the rest. */
const CARD_PX = 104;

/** Whether rows are cards; a table of ten columns has no room on a phone. */
export function useCards(): { isCards: boolean; rowPx: number } {
  const isCards = useMediaQuery('(max-width: 640px)', undefined,
    { getInitialValueInEffect: false }) ?? false;
  return { isCards, rowPx: isCards ? CARD_PX : ROW_PX };
}

/** Measures anew when the phone is turned. */
export function useMeasure(
  virtual: Virtualizer<HTMLDivElement, Element>, rowPx: number,
): void {
  useEffect(() => virtual.measure(), [virtual, rowPx]);
}
