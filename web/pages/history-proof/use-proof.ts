import { useQuery } from '@tanstack/react-query';
import { historyProof, historyProofObjects } from '#contract/history-proof';
import type { ProofMonth } from '#contract/history-proof';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';

export function refreshProof(): void {
  for (const route of [historyProof, historyProofObjects]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

/** The load and each counting tell of themselves through the stream. */
export function useProof(id: number) {
  useChanges('exchange', null, (changes) => {
    if (changes.some((change) => change.kind.startsWith('history.'))) refreshProof();
  });
  return useQuery(routeQuery(historyProof, { params: { id } }));
}

/** What a newer revision explains is no fault. */
export const faultsOf = ({ missing, waiting, differs }: ProofMonth): number =>
  missing + waiting + differs;
