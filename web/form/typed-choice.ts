// What Enter and Tab mean for words typed into a field of choices. Pure.

export type TypedState = {
  /** What is typed and not chosen yet. */
  typed: string;
  /** How many choices answer. */
  count: number;
  /** The choices are the answer to these very words, not to the ones before. */
  isSettled: boolean;
  /** Arrows stand on a choice. */
  isOnChoice: boolean;
};

/**
 * Enter after typed words never sends the form without them: the only choice is taken, of several
 * the first is shown. While the answer is on its way the list is still that of the words before:
 * quick hands must not choose of it. `null`: the key belongs to the choice or to the form.
 */
export function meaningOfEnter(state: TypedState): 'take' | 'show' | 'wait' | null {
  if (state.typed === '') return null;
  if (!state.isSettled) return 'wait';
  if (state.isOnChoice) return null;
  if (state.count === 0) return 'wait';
  return state.count === 1 ? 'take' : 'show';
}

/** What an Enter that had to wait does when the answer is there. */
export function meaningOfAwaited(count: number, wasOnChoice: boolean): 'take' | 'show' | null {
  if (count === 0) return null;
  return count === 1 || wasOnChoice ? 'take' : 'show';
}

/** Leaving the field takes the one answer to these words; anything else would be guessing. */
export const isTakenOnLeaving = ({ typed, count, isSettled }: TypedState): boolean =>
  typed !== '' && isSettled && count === 1;
