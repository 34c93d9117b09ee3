import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { massRefusals, massRows } from '#contract/mass';
import type { MassJob, MassRow, RowStatus } from '#contract/mass';
import { urlOf } from '../api/client.ts';
import { routeQuery } from '../api/query.ts';
import { pathOfEntity } from '../paths.ts';
import { ru } from '../texts/ru.ts';
import { ruCells } from '../texts/ru-cells.ts';
import { ruDeal } from '../texts/ru-deal.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { Bar } from '../ui/bar.tsx';
import { formatMoment, formatNumber } from '../ui/format.ts';
import { IconChecklist, IconInbox } from '../ui/icons.ts';
import { ReadingState } from '../ui/reading-state.tsx';
import { Segments } from '../ui/segments.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import type { MassNoun } from './mass-fields.ts';
import { LOSS, MassAsk } from './mass-ask.tsx';
import { ENTITY_OF } from './nouns.ts';
import { finishedRows, titleOf } from './mass-dock.tsx';
import { showMass } from './mass-store.ts';
import type { MassView } from './mass-store.ts';
import { retryMass, stopMass, undoMass, useMassJob, useMassJobs } from './use-mass.ts';
import css from './mass.module.css';

const SHOWN: RowStatus[] = ['done', 'refused', 'failed', 'unchanged', 'skipped'];
const ROWS_STEP = 100;
const ROWS_MAX = 500;

function Row({ row, noun }: { row: MassRow; noun: string }) {
  const path = pathOfEntity(ENTITY_OF[noun as MassNoun] ?? '', row.recordId);
  return (
    <li className={css.row}>
      <span className={css.rowStatus} data-status={row.status}>{ruMass.statuses[row.status]}</span>
      <span className={css.rowTitle}>
        {path ? (
          <Link to={path} onClick={() => showMass({ kind: 'closed' })}>{row.title}</Link>
        ) : row.title}
        {row.reason ? <small>{row.reason}</small> : null}
      </span>
    </li>
  );
}

function Rows({ job }: { job: MassJob }) {
  const [status, setStatus] = useState<RowStatus | 'all'>('all');
  const [limit, setLimit] = useState(ROWS_STEP);
  const { data, error, refetch } = useQuery({
    ...routeQuery(massRows, {
      params: { id: job.id }, query: { limit, ...(status === 'all' ? {} : { status }) },
    }),
    placeholderData: (previous) => previous,
  });
  const items = [
    { value: 'all' as const, label: `${ruMass.all} ${formatNumber(job.counts.total)}` },
    ...SHOWN.filter((each) => job.counts[each] > 0).map((each) => ({
      value: each, label: `${ruMass.statuses[each]} ${formatNumber(job.counts[each])}`,
    })),
  ];
  return (
    <>
      <Segments label={ruMass.all} value={status} items={items} onChange={setStatus} />
      {error ? (
        <ErrorState error={error} title={ruMass.loadFailed} onRetry={() => void refetch()} />
      ) : null}
      {data ? (
        <ul className={css.rows} aria-label={ruMass.all}>
          {data.items.map((row) => <Row key={row.position} row={row} noun={job.noun} />)}
          {data.items.length === 0 ? <li className={css.none}>{ruMass.noRows}</li> : null}
          {data.after !== null && limit < ROWS_MAX ? (
            <li>
              <Button variant="subtle" onClick={() => setLimit(limit + ROWS_STEP)}>
                {ruMass.moreRows}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : <SkeletonRows count={6} height={32} />}
    </>
  );
}

function Actions({ job }: { job: MassJob }) {
  const isActive = job.state === 'waiting' || job.state === 'running';
  return (
    <div className={css.buttons}>
      <Button variant="subtle" onClick={() => showMass({ kind: 'list' })}>{ruMass.list}</Button>
      <span className={css.space} />
      {job.counts.refused + job.counts.failed > 0 ? (
        <Button
          component="a"
          variant="default"
          href={urlOf(massRefusals.path, { id: job.id }, {})}
          download
        >
          {ruMass.refusals}
        </Button>
      ) : null}
      {isActive ? (
        <Button variant="default" onClick={() => void stopMass(job.id)}>{ruMass.stop}</Button>
      ) : null}
      {job.mayRetry ? (
        <Button
          variant="default"
          onClick={() => {
            if (job.asks) showMass({ kind: 'ask', id: job.id });
            else void retryMass(job.id);
          }}
        >
          {job.asks ? ruCells.asksOpen : ru.common.retry}
        </Button>
      ) : null}
      {job.mayUndo ? (
        <Button variant="default" onClick={() => void undoMass(job.id)}>{ruMass.undo}</Button>
      ) : null}
      <Button onClick={() => showMass({ kind: 'closed' })}>{ru.common.close}</Button>
    </div>
  );
}

function Job({ id }: { id: number }) {
  const { data: job, error, refetch } = useMassJob(id);
  if (error && !job) {
    return <ErrorState error={error} title={ruMass.loadFailed} onRetry={() => void refetch()} />;
  }
  if (!job) return <SkeletonRows count={8} height={32} />;
  const percent = Math.floor(100 * finishedRows(job) / Math.max(1, job.counts.total));
  const isOver = job.state === 'finished' || job.state === 'cancelled';
  return (
    <div className={css.job}>
      <div className={css.progress} role="status">
        <b>{ruMass.progress(finishedRows(job), job.counts.total)}</b>
        <span>{job.undoneBy === null ? ruMass.states[job.state] : ruMass.undone}</span>
      </div>
      <Bar percent={percent} kind={isOver ? 'paid' : 'shipped'} label={titleOf(job)} />
      {isOver ? null : <p className={css.hint}>{ruMass.leave}</p>}
      <Rows key={job.id} job={job} />
      <Actions job={job} />
    </div>
  );
}

function List() {
  const reading = useMassJobs();
  const { data } = reading;
  if (!data) return <ReadingState of={reading} title={ruMass.loadFailed} rows={6} rowHeight={40} />;
  if (data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconInbox size={20} stroke={1.5} />}
        title={ruMass.none}
        hint={ruMass.noneHint}
      />
    );
  }
  return (
    <ul className={css.jobs}>
      {data.items.map((job) => (
        <li key={job.id}>
          <button
            type="button"
            className={css.jobLine}
            onClick={() => showMass({ kind: 'job', id: job.id })}
          >
            <IconChecklist size={16} stroke={1.6} aria-hidden />
            <span className={css.rowTitle}>
              {titleOf(job)}
              <small>{formatMoment(job.createdAt)}</small>
            </span>
            <span>{ruMass.progress(finishedRows(job), job.counts.total)}</span>
            <small>{ruMass.states[job.state]}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

function JobTitle({ id }: { id: number }) {
  const { data } = useMassJob(id);
  return data ? titleOf(data) : ruMass.window;
}

type AskView = Extract<MassView, { kind: 'ask' }>;

/** Asked in a window of its own, as one record's stage asks. */
function Ask({ view }: { view: AskView }) {
  const { data: job, error, refetch } = useMassJob(view.id);
  const over = (next: MassJob | null) => {
    const { then } = view;
    showMass(then || !next ? { kind: 'closed' } : { kind: 'job', id: next.id });
    then?.(next);
  };
  // The dialog opens whole, so that its first field has the focus.
  if (!job && !error) return null;
  const isLoss = job?.asks?.fields.length === 1 && job.asks.fields[0] === LOSS;
  return (
    <Modal
      opened
      onClose={() => over(null)}
      title={isLoss && job.noun === 'deals' ? ruDeal.loseTitle : ruCells.asks}
      size={460}
    >
      {job ? <MassAsk key={job.id} job={job} onDone={over} onClose={() => over(null)} /> : null}
      {error && !job ? (
        <ErrorState error={error} title={ruMass.loadFailed} onRetry={() => void refetch()} />
      ) : null}
    </Modal>
  );
}

/** The progress and result of mass work; closing it stops nothing. */
export function MassWindow({ view }: { view: Exclude<MassView, { kind: 'closed' }> }) {
  if (view.kind === 'ask') return <Ask key={view.id} view={view} />;
  return (
    <Modal
      opened
      onClose={() => showMass({ kind: 'closed' })}
      title={view.kind === 'job' ? <JobTitle id={view.id} /> : ruMass.window}
      size={640}
    >
      {view.kind === 'job' ? <Job key={view.id} id={view.id} /> : <List />}
    </Modal>
  );
}
