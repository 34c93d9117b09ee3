import type { ComboboxStore } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useEffect, useState } from 'react';
import { isTakenOnLeaving, meaningOfAwaited, meaningOfEnter } from './typed-choice.ts';

type ChoiceKeys = {
  combobox: ComboboxStore;
  typed: string;
  /** What may be chosen, in the order of the list. */
  values: string[];
  isSettled: boolean;
  choose: (value: string) => void;
  /** The last choice makes something new: that is never done by leaving the field. */
  isMade?: boolean;
};

/** Words typed into a field of choices reach their choice by Enter and by Tab. */
export function useChoiceKeys(options: ChoiceKeys) {
  const { combobox, typed, values, isSettled, choose, isMade = false } = options;
  const [awaited, setAwaited] = useState<'none' | 'enter' | 'choice'>('none');
  const isReady = awaited !== 'none' && isSettled;
  const [first] = values;

  function act(meaning: 'take' | 'show' | null) {
    if (meaning === 'take' && first !== undefined) choose(first);
    // Later: the list would take this very Enter for its own.
    if (meaning === 'show') setTimeout(() => combobox.selectFirstOption());
  }

  useEffect(() => {
    if (!isReady) return;
    setAwaited('none');
    act(typed === '' ? null : meaningOfAwaited(values.length, awaited === 'choice'));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);

  const state = () => ({
    typed, count: values.length, isSettled, isOnChoice: combobox.getSelectedOptionIndex() !== -1,
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) {
      if (event.key !== 'Shift') setAwaited('none');
      return;
    }
    const now = state();
    const meaning = meaningOfEnter(now);
    if (meaning === null) return;
    event.preventDefault();
    if (meaning !== 'wait') act(meaning);
    else if (!isSettled) {
      combobox.resetSelectedOption();
      setAwaited(now.isOnChoice ? 'choice' : 'enter');
    }
  }

  /** To be called when the focus leaves. */
  function onLeave() {
    setAwaited('none');
    if (!isMade && first !== undefined && isTakenOnLeaving(state())) choose(first);
  }

  return { onKeyDown, onLeave };
}
