import { useMediaQuery } from '@mantine/hooks';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import type { GroupLine } from './group-lines.ts';

export const ROW_PX = 32;
/** On a phone a row is a card: its name, and three lines of the rest. */
const CARD_PX = 104;

/** There the head of a group has a second line when it tells other currencies. */
const TALL_HEAD_PX = 50;

/** Whether rows are cards; a table of ten columns has no room on a phone. */
export function useCards(): { isCards: boolean; rowPx: number } {
  const isCards = useMediaQuery('(max-width: 640px)', undefined,
    { getInitialValueInEffect: false }) ?? false;
  return { isCards, rowPx: isCards ? CARD_PX : ROW_PX };
}

export const tellsApart = (line: GroupLine<unknown> | undefined): boolean =>
  line?.kind === 'group' && line.group.apart !== undefined;

/** Of a line of a list in groups, whose rows are `rowPx` high. */
export function lineHeight(line: GroupLine<unknown> | undefined, rowPx: number): number {
  if (line?.kind === 'row') return rowPx;
  return rowPx === CARD_PX && tellsApart(line) ? TALL_HEAD_PX : ROW_PX;
}

/** Measures anew when the phone is turned. */
export function useMeasure(
  virtual: Virtualizer<HTMLDivElement, Element>, rowPx: number,
): void {
  useEffect(() => virtual.measure(), [virtual, rowPx]);
}
