import { useQuery } from '@tanstack/react-query';
import {
  massCancel, massList, massRead, massRetry, massRows, massStart, massUndo,
} from '#contract/mass';
import type { MassJob, MassStart } from '#contract/mass';
import { call } from '../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';
import { ru } from '../texts/ru.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { failToast } from '../ui/fail-toast.ts';
import { showMass } from './mass-store.ts';

export const refreshMass = () => Promise.all([massList, massRead, massRows].map((route) =>
  queryClient.invalidateQueries({ queryKey: keyOf(route) })));

/** Starts the work and opens its window; a refusal is thrown to the form that asked. */
export async function startMass(start: MassStart): Promise<MassJob> {
  const job = await call(massStart, { body: start });
  void refreshMass();
  showMass({ kind: 'job', id: job.id });
  return job;
}

export async function stopMass(id: number): Promise<void> {
  await call(massCancel, { params: { id } }).catch((error) => failToast(ruMass.stop, error));
  await refreshMass();
}

export async function undoMass(id: number): Promise<void> {
  try {
    const job = await call(massUndo, { params: { id } });
    // First, so that the end of what is looked at is not told once more.
    showMass({ kind: 'job', id: job.id });
    await refreshMass();
  } catch (error) {
    failToast(ruMass.undo, error);
  }
}

/** A way back once more: what was in its way may have gone back meanwhile. */
export async function retryMass(id: number): Promise<void> {
  await call(massRetry, { params: { id }, body: {} })
    .catch((error) => failToast(ru.common.retry, error));
  await refreshMass();
}

export function useMassJobs() {
  useChanges('massJob', null, () => void refreshMass());
  return useQuery(routeQuery(massList, {}));
}

export const useMassJob = (id: number) => useQuery(routeQuery(massRead, { params: { id } }));
