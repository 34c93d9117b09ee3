import { useQuery } from '@tanstack/react-query';
import {
  massCancel, massList, massRead, massRows, massStart, massUndo,
} from '#contract/mass';
import type { MassJob, MassSelection, MassStart } from '#contract/mass';
import { call } from '../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';
import { groupsFilter } from '../table/selection.ts';
import type { Selected } from '../table/selection.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { failToast } from '../ui/fail-toast.ts';
import { toast } from '../ui/toast-store.ts';
import { showMass } from './mass-store.ts';

/** Marked rows by id, a whole view by its filter. */
export function selectionOf(
  selected: Selected, view: { filter?: string | undefined; q?: string | undefined },
): MassSelection {
  const groups = selected.all ? null : groupsFilter(selected);
  if (groups) return { filter: groups, ...(view.q ? { q: view.q } : {}) };
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

/** Cells without a form: typed, pasted, filled. The answer is a toast with one undo. */
export async function writeCells(
  start: Omit<MassStart, 'action'>, refreshList: () => void,
): Promise<void> {
  try {
    const job = await call(massStart, { body: { ...start, action: 'cells' } });
    await tellWritten(job, refreshList);
  } catch (error) {
    failToast(ruMass.writeFailed, error);
  }
  refreshList();
  void refresh();
}

async function tellWritten(job: MassJob, refreshList: () => void): Promise<void> {
  const { total, done, refused, failed } = job.counts;
  const undo = () => void takeBack(job.id, refreshList);
  if (job.state !== 'finished') {
    toast(ruMass.started(`${job.title}, ${ruMass.about(total)}`), { undo });
  } else if (refused + failed === 0) {
    if (done > 0) toast(ruMass.written(done), { undo });
  } else if (total > 1) showMass({ kind: 'job', id: job.id });
  else {
    const { items } = await call(massRows, { params: { id: job.id }, query: { limit: 1 } });
    toast(ruMass.writeFailed, { meaning: 'bad', detail: items[0]?.reason ?? '' });
  }
}

/** What is still waiting is stopped first, then what was done comes back. */
async function takeBack(id: number, refreshList: () => void): Promise<void> {
  try {
    await call(massCancel, { params: { id } });
    const job = await call(massUndo, { params: { id } });
    const isWhole = job.state === 'finished' && job.counts.refused + job.counts.failed === 0;
    if (isWhole) toast(ruMass.returned(job.counts.done));
    else showMass({ kind: 'job', id: job.id });
  } catch (error) {
    failToast(ruMass.undo, error);
  }
  refreshList();
  void refresh();
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
