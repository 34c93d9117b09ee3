import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import {
  duplicateDismiss, duplicateRestore, duplicatesList, LIKELY_PERCENT, SURE_PERCENT,
} from '#contract/duplicate-pairs';
import type { DuplicatePair, DuplicatePairs } from '#contract/duplicate-pairs';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruDuplicates as texts } from '../../texts/ru-duplicates.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import type { DuplicatesSearch } from './duplicates-search.ts';

export function refreshDuplicates(): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(duplicatesList) });
}

const LEVELS = { likely: LIKELY_PERCENT, sure: SURE_PERCENT };

export function useDuplicates({ of = 'company', level, ...rest }: DuplicatesSearch) {
  useChanges('duplicates', null, refreshDuplicates);
  // A merge elsewhere takes its pair away at once.
  useChanges(of, null, refreshDuplicates);
  const query = { entity: of, ...rest, ...(level ? { confidence: LEVELS[level] } : {}) };
  return useInfiniteQuery({
    queryKey: [...keyOf(duplicatesList), query],
    queryFn: ({ pageParam, signal }) => call(duplicatesList, {
      query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal,
    }),
    initialPageParam: '',
    getNextPageParam: (page: DuplicatePairs) => page.cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

async function change(act: Promise<unknown>, done: string, undo?: () => void): Promise<void> {
  try {
    await act;
    toast(done, undo ? { undo } : {});
  } catch (error) {
    failToast(texts.changeFailed, error);
  }
  refreshDuplicates();
}

export function restorePair({ id }: DuplicatePair): void {
  void change(call(duplicateRestore, { params: { id } }), texts.isRestored);
}

export function dismissPair(pair: DuplicatePair): void {
  void change(call(duplicateDismiss, { params: { id: pair.id } }), texts.isDismissed,
    () => restorePair(pair));
}
