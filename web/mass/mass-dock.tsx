import { Suspense, useEffect, useRef } from 'react';
import { MASS_AT_ONCE_ROWS } from '#contract/mass';
import type { MassJob } from '#contract/mass';
import { ExportDock } from '../lists/export-dock.tsx';
import { ruMass } from '../texts/ru-mass.ts';
import { Bar } from '../ui/bar.tsx';
import { lazyPart } from '../ui/load-part.ts';
import { toast } from '../ui/toast-store.ts';
import { showMass, useMassView } from './mass-store.ts';
import { useMassJobs } from './use-mass.ts';
import css from './mass.module.css';

const MassWindow = lazyPart(() => import('./mass-window.tsx').then((module) => module.MassWindow));

const isActive = (job: MassJob) => job.state === 'waiting' || job.state === 'running';

export const titleOf = (job: MassJob) =>
  (job.undoOf ? `${ruMass.undoing}: ${job.title}` : job.title);

export const finishedRows = ({ counts }: MassJob) => counts.total - counts.waiting;

/** Says how a job that was left alone has ended. */
function useEnds(jobs: MassJob[] | undefined, openId: number | null): void {
  const running = useRef(new Set<number>());
  useEffect(() => {
    for (const job of jobs ?? []) {
      // What was written at once has said so itself.
      if (job.action === 'cells' && job.counts.total <= MASS_AT_ONCE_ROWS) continue;
      if (isActive(job)) running.current.add(job.id);
      else if (running.current.delete(job.id) && job.id !== openId) {
        toast(ruMass.over(titleOf(job), job.counts.done, job.counts.refused));
      }
    }
  }, [jobs, openId]);
}

/** Work that goes on, at the foot of every screen; its window opens from here. */
export function MassDock() {
  const view = useMassView();
  const { data } = useMassJobs();
  const active = (data?.items ?? []).filter(isActive);
  useEnds(data?.items, view.kind === 'job' ? view.id : null);
  return (
    <>
      <aside className={css.dock} aria-label={ruMass.window}>
        <ExportDock />
        {active.slice(0, 3).map((job) => (
            <button
              key={job.id}
              type="button"
              className={css.dockJob}
              onClick={() => showMass({ kind: 'job', id: job.id })}
            >
              <span>{titleOf(job)}</span>
              <small>{ruMass.progress(finishedRows(job), job.counts.total)}</small>
              <Bar
                percent={Math.floor(100 * finishedRows(job) / Math.max(1, job.counts.total))}
                kind="shipped"
                label={titleOf(job)}
              />
            </button>
          ))}
      </aside>
      <Suspense>
        {view.kind === 'closed' ? null : <MassWindow view={view} />}
      </Suspense>
    </>
  );
}
