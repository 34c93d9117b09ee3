// Cells of a list through mass work: small writings are answered at once.
import { massCancel, massRows, massStart, massUndo } from '#contract/mass';
import type { MassJob, MassStart } from '#contract/mass';
import { call } from '../api/client.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { failToast } from '../ui/fail-toast.ts';
import { toast } from '../ui/toast-store.ts';
import { showMass } from './mass-store.ts';
import { refreshMass } from './use-mass.ts';

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
  void refreshMass();
}

async function tellWritten(job: MassJob, refreshList: () => void): Promise<void> {
  const { total, done, refused, failed } = job.counts;
  const undo = () => void takeBack(job.id, refreshList);
  if (job.asks && job.mayRetry) {
    askOf(job, refreshList);
    return;
  }
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

/** A stage asks for a reason or for fields: in its dialog, then the rows are written. */
function askOf(job: MassJob, refreshList: () => void): void {
  const { done } = job.counts;
  showMass({
    kind: 'ask', id: job.id,
    then: (next) => {
      document.querySelector<HTMLElement>('[role=grid], [role=treegrid]')?.focus();
      if (next) void tellWritten(next, refreshList).then(refreshList);
      else if (done > 0) {
        toast(ruMass.written(done), { undo: () => void takeBack(job.id, refreshList) });
      }
    },
  });
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
  void refreshMass();
}
