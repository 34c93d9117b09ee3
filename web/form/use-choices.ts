import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { choiceSource } from './choice-sources.ts';
import type { Choice } from './choice-sources.ts';

const PAUSE_MS = 150;
const STALE_MS = 60_000;

/** Choices of a source for what has been typed; asks after a pause, keeps the last answer. */
export function useChoices(source: string | undefined, text: string, isOpen = true) {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isFetching, isError, isPlaceholderData } = useQuery<Choice[]>({
    queryKey: ['choices', source, paused],
    queryFn: ({ signal }) => choiceSource(source)(paused, signal),
    enabled: isOpen,
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
  return {
    choices: data ?? [], isLoading: isFetching, isFailed: isError,
    /** The choices answer to what is typed now. */
    isSettled: paused === text && data !== undefined && !isPlaceholderData,
  };
}
