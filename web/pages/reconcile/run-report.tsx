import type { Reconcile, ReconcileMonth } from '#contract/reconcile';
import { useState } from 'react';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { FoundObjects } from './found-objects.tsx';
import { MonthsTable } from './months-table.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { isOpen, useReport } from './use-reconcile.ts';
import css from './reconcile.module.css';

const DOCUMENTS = ['order', 'invoice', 'payment', 'shipment'];
const TYPES = [...DOCUMENTS, 'refs'];

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

/** How far an open run has come; of one that has ended, its outcome. */
function RunLine({ run, isPolled }: { run: Reconcile; isPolled: boolean }) {
  const percent = run.state === 'counting' ? Math.floor((100 * run.counted) / (run.toCount || 1))
    : Math.floor((100 * (run.found - run.left)) / (run.found || 1));
  const hint = run.error
    ?? (isPolled && isOpen(run) ? texts.polledHints[run.state] : texts.hints[run.state]);
  return (
    <Panel>
      <Words run={run} />
      {isOpen(run) ? (
        <div className={css.progress}>
          <Bar percent={percent} kind="shipped" label={texts.progress} />
          {run.state === 'counting' ? (
            <span className={css.quiet}>{texts.countedOf(run.counted, run.toCount)}</span>
          ) : null}
        </div>
      ) : null}
      {hint ? <p className={run.error ? css.bad : css.quiet}>{hint}</p> : null}
    </Panel>
  );
}

const isOfType = (type: string) => (month: ReconcileMonth) =>
  (type === 'refs' ? !DOCUMENTS.includes(month.type) : month.type === type);

/** The type with differences is shown first: that is what one came for. */
function firstType(months: ReconcileMonth[]): string {
  const differs = TYPES.find((type) => months.some((month) =>
    month.differs && isOfType(type)(month)));
  return differs ?? 'payment';
}

type ReportProps = {
  run: Reconcile; mayEdit: boolean; search: ReconcileSearch; go: Go;
  /** Verstak itself asks the base: nothing waits for its next call. */
  isPolled: boolean;
};

function Months({ months, search, go, run }: ReportProps & { months: ReconcileMonth[] }) {
  const [onlyDiffer, setOnlyDiffer] = useState(false);
  const type = search.type ?? firstType(months);
  const ofType = months.filter(isOfType(type));
  const shown = onlyDiffer ? ofType.filter(({ differs }) => differs) : ofType;
  const label = (each: string) => {
    const count = months.filter((month) => month.differs && isOfType(each)(month)).length;
    return `${texts.types[each] ?? each}${count > 0 ? ` · ${count}` : ''}`;
  };
  return (
    <Panel
      title={texts.types[type]}
      aside={(
        <>
          <label className={css.only}>
            <input
              type="checkbox"
              checked={onlyDiffer}
              onChange={(event) => setOnlyDiffer(event.target.checked)}
            />
            {texts.onlyDiffer}
          </label>
          <Segments
            label={texts.typesLabel}
            value={type}
            items={TYPES.map((value) => ({ value, label: label(value) }))}
            onChange={(next) => go({ ...search, type: next, month: undefined, day: undefined })}
          />
        </>
      )}
    >
      {shown.length > 0 ? <MonthsTable run={run} months={shown} search={search} go={go} /> : (
        <EmptyState
          title={onlyDiffer ? texts.nothingDiffers : texts.noMonths}
          hint={onlyDiffer ? texts.nothingDiffersHint : texts.noMonthsHint}
        />
      )}
    </Panel>
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
