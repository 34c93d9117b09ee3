import { useQuery } from '@tanstack/react-query';
import { reconcileList, reconcileRead } from '#contract/reconcile';
import type { Reconcile } from '#contract/reconcile';
import { queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

export function refreshReconcile(): void {
  for (const id of ['list', 'read', 'days', 'objects']) {
    void queryClient.invalidateQueries({ queryKey: [`reconcile.${id}`] });
  }
}

/** A run tells of each step through the stream; nothing is asked by the clock. */
export function useReconcileLive(): void {
  useChanges('exchange', null, (changes) => {
    if (changes.some((change) => change.kind.startsWith('reconcile.'))) refreshReconcile();
  });
}

export const useRuns = (baseId: number) =>
  useQuery(routeQuery(reconcileList, { params: { id: baseId } }));

export const useReport = (id: number) =>
  useQuery(routeQuery(reconcileRead, { params: { id } }));

export const isOpen = ({ state }: Reconcile) => state !== 'done' && state !== 'failed';

/** Says what an action did, or why it did not. */
export function act<Result>(
  work: Promise<Result>, said: (result: Result) => string, failed: string,
): void {
  work.then((result) => toast(said(result)))
    .catch((error: unknown) => failToast(failed, error))
    .finally(refreshReconcile);
}
