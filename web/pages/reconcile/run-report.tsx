import type { Reconcile, ReconcileMonth } from '#contract/reconcile';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { FoundObjects } from './found-objects.tsx';
import { MonthsPanel } from './months-panel.tsx';
import { MonthsTable } from './months-table.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { isOpen, useReport } from './use-reconcile.ts';
import css from './reconcile.module.css';

function meaningOf(run: Reconcile): TagMeaning {
  if (run.state === 'failed') return 'bad';
  if (isOpen(run)) return 'warn';
  return run.left > 0 ? 'bad' : 'ok';
}

function Words({ run }: { run: Reconcile }) {
  const words = [
    texts.reasons[run.reason], run.askedBy ? texts.by(run.askedBy.name) : null,
    run.scope ? texts.scope(run.scope.length) : null, formatMoment(run.createdAt),
  ];
  const outcome = run.comparedAt === null ? [] : [
    run.monthsDiffer === 0 ? texts.same(run.months) : texts.differ(run.monthsDiffer, run.months),
    ...(run.found > run.left ? [texts.repaired(run.found - run.left)] : []),
    ...(run.left > 0 ? [texts.left(run.left)] : []),
  ];
  return (
    <div className={css.words}>
      <Tag meaning={meaningOf(run)}>{texts.states[run.state]}</Tag>
      <b>{outcome.join(', ')}</b>
      <span className={css.quiet}>{words.filter(Boolean).join(' · ')}</span>
    </div>
  );
}

/** Months, while either side is counted; then what has come again. */
function Progress({ run, isPolled }: { run: Reconcile; isPolled: boolean }) {
  const { state, counted, toCount, found, left } = run;
  const isCounted = state === 'counting' || (isPolled && state === 'waiting');
  const [done, all] = isCounted ? [counted, toCount] : [found - left, found];
  return (
    <div className={css.progress}>
      <Bar
        percent={Math.floor((100 * done) / (all || 1))} kind="shipped" label={texts.progress}
      />
      {isCounted && toCount > 0 ? (
        <span className={css.quiet}>{texts.countedOf(counted, toCount)}</span>
      ) : null}
    </div>
  );
}

/** How far an open run has come; of one that has ended, its outcome. */
function RunLine({ run, isPolled }: { run: Reconcile; isPolled: boolean }) {
  const hint = run.error
    ?? (isPolled && isOpen(run) ? texts.polledHints[run.state] : texts.hints[run.state]);
  return (
    <Panel>
      <Words run={run} />
      {isOpen(run) ? <Progress run={run} isPolled={isPolled} /> : null}
      {hint ? <p className={run.error ? css.bad : css.quiet}>{hint}</p> : null}
    </Panel>
  );
}

type ReportProps = {
  run: Reconcile; mayEdit: boolean; search: ReconcileSearch; go: Go;
  /** Verstak itself asks the base: nothing waits for its next call. */
  isPolled: boolean;
};

function Months({ months, search, go, run }: ReportProps & { months: ReconcileMonth[] }) {
  return (
    <MonthsPanel
      months={months}
      differs={({ differs }) => differs}
      type={search.type}
      onType={(next) => go({ ...search, type: next, month: undefined, day: undefined })}
      words={texts}
    >
      {(shown) => <MonthsTable run={run} months={shown} search={search} go={go} />}
    </MonthsPanel>
  );
}

export function RunReport(props: ReportProps) {
  const { data, error, refetch } = useReport(props.run.id);
  if (!data && error) {
    return <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <RunLine run={data?.run ?? props.run} isPolled={props.isPolled} />
      {data ? null : <SkeletonRows count={8} height={36} />}
      {data && data.run.found > 0 ? <FoundObjects {...props} run={data.run} /> : null}
      {data && data.run.comparedAt !== null ? (
        <Months {...props} run={data.run} months={data.months} />
      ) : null}
    </>
  );
}
