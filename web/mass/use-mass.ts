import { useQuery } from '@tanstack/react-query';
import {
  massCancel, massList, massRead, massRows, massStart, massUndo,
} from '#contract/mass';
import type { MassJob, MassSelection, MassStart } from '#contract/mass';
import { call } from '../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';
import type { Selected } from '../table/selection.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { failToast } from '../ui/fail-toast.ts';
import { toast } from '../ui/toast-store.ts';
import { showMass } from './mass-store.ts';

/** Marked rows by id, a whole view by its filter. */
export function selectionOf(
  selected: Selected, view: { filter?: string | undefined; q?: string | undefined },
): MassSelection {
  if (!selected.all) return { ids: [...selected.ids] };
  return {
    ...(view.filter ? { filter: view.filter } : {}), ...(view.q ? { q: view.q } : {}),
  };
}

const refresh = () => Promise.all([massList, massRead, massRows].map((route) =>
  queryClient.invalidateQueries({ queryKey: keyOf(route) })));

/** Starts the work and opens its window; a refusal is thrown to the form that asked. */
export async function startMass(start: MassStart): Promise<MassJob> {
  const job = await call(massStart, { body: start });
  void refresh();
  showMass({ kind: 'job', id: job.id });
  return job;
}

/** The same without a form: what was typed over many rows. The answer is a toast with undo. */
export async function fillMass(start: MassStart): Promise<void> {
  try {
    const job = await call(massStart, { body: start });
    void refresh();
    toast(ruMass.started(`${job.title}, ${ruMass.about(job.counts.total)}`), {
      undo: () => void takeBack(job.id),
    });
  } catch (error) {
    failToast(ruMass.failed, error);
  }
}

/** What is still waiting is stopped first, then what was done comes back. */
async function takeBack(id: number): Promise<void> {
  await stopMass(id);
  await undoMass(id);
}

export async function stopMass(id: number): Promise<void> {
  await call(massCancel, { params: { id } }).catch((error) => failToast(ruMass.stop, error));
  await refresh();
}

export async function undoMass(id: number): Promise<void> {
  try {
    const job = await call(massUndo, { params: { id } });
    await refresh();
    showMass({ kind: 'job', id: job.id });
  } catch (error) {
    failToast(ruMass.undo, error);
  }
}

export function useMassJobs() {
  useChanges('massJob', null, () => void refresh());
  return useQuery(routeQuery(massList, {}));
}

export const useMassJob = (id: number) => useQuery(routeQuery(massRead, { params: { id } }));
