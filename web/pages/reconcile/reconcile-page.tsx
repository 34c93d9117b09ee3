import { useNavigate, useSearch } from '@tanstack/react-router';
import { answersItself } from '#contract/exchange';
import type { ExchangeBase } from '#contract/exchange';
import { allows, useSession } from '../../api/session.ts';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { IconPlugConnected } from '../../ui/icons.ts';
import { Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { ExchangeSections } from '../exchange/exchange-sections.tsx';
import { useExchange } from '../exchange/use-exchange.ts';
import { ObjectPanel } from '../exchange/object-panel.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { AskButton, BasePicker, FileLink } from './run-actions.tsx';
import { RunReport } from './run-report.tsx';
import { RunPicker } from './run-picker.tsx';
import { useReconcileLive, useRuns } from './use-reconcile.ts';
import css from './reconcile.module.css';

type RunsProps = { base: ExchangeBase; bases: ExchangeBase[]; mayEdit: boolean };

/** The chosen run; without one the newest. */
function useChosenRun(base: ExchangeBase) {
  const search: ReconcileSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const go: Go = (next) => void navigate({ to: '.', search: next, replace: true });
  const query = useRuns(base.id);
  const runs = query.data?.items ?? [];
  return { search, go, query, runs, run: runs.find(({ id }) => id === search.run) ?? runs[0] };
}

type Chosen = ReturnType<typeof useChosenRun>;

function Header({ base, bases, mayEdit, chosen }: RunsProps & { chosen: Chosen }) {
  const { go, runs, run } = chosen;
  return (
    <PageHeader
      title={texts.title}
      actions={(
        <>
          <ExchangeSections current="reconcile" />
          <BasePicker bases={bases} base={base} onPick={(id) => go({ base: id })} />
          {run ? (
            <>
              <RunPicker runs={runs} run={run} onPick={(id) => go({ base: base.id, run: id })} />
              <FileLink run={run} />
            </>
          ) : null}
          {mayEdit && answersItself(base) ? <AskButton base={base} runs={runs} /> : null}
        </>
      )}
      divided
    />
  );
}

type ShownRuns = Chosen & Pick<RunsProps, 'base' | 'mayEdit'>;

function Runs({ query, run, search, go, base, mayEdit }: ShownRuns) {
  const { data, error, refetch } = query;
  const isPolled = base.transport === 'odata';
  if (run) {
    return (
      <RunReport run={run} isPolled={isPolled} mayEdit={mayEdit} search={search} go={go} />
    );
  }
  if (data && !answersItself(base)) {
    return <EmptyState title={texts.noSums} hint={texts.noSumsHint} />;
  }
  if (data) return <EmptyState title={texts.none} hint={texts.noneHint} />;
  if (!error) return <SkeletonRows count={8} height={36} />;
  return <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />;
}

function BaseRuns(props: RunsProps) {
  const chosen = useChosenRun(props.base);
  const { search, go } = chosen;
  useReconcileLive();
  return (
    <>
      <Header {...props} chosen={chosen} />
      <div className={css.sides}>
        <PageBody padded><Runs {...chosen} base={props.base} mayEdit={props.mayEdit} /></PageBody>
        {search.object ? (
          <ObjectPanel
            key={search.object}
            uid={search.object}
            mayEdit={props.mayEdit}
            onClose={() => go({ ...search, object: undefined })}
          />
        ) : null}
      </div>
    </>
  );
}

/** The base of the address, else the first that can be reconciled at all. */
const baseOf = (bases: ExchangeBase[], id: number | undefined) =>
  bases.find((base) => base.id === id) ?? bases.find(answersItself) ?? bases[0];

function Bases({ mayEdit }: { mayEdit: boolean }) {
  const search: ReconcileSearch = useSearch({ strict: false });
  const reading = useExchange();
  const { data } = reading;
  const base = data && baseOf(data.bases, search.base);
  if (data && base) return <BaseRuns base={base} bases={data.bases} mayEdit={mayEdit} />;
  return (
    <>
      <PageHeader
        title={texts.title}
        actions={<ExchangeSections current="reconcile" />}
        divided
      />
      {data ? (
        <EmptyState
          icon={<IconPlugConnected size={20} stroke={1.5} />}
          title={texts.noBases}
          hint={texts.noBasesHint}
        />
      ) : null}
      <ReadingState of={reading} title={texts.failed} rows={8} rowHeight={36} />
    </>
  );
}

/** Whether both sides hold the same, down to the day and the object, and what was mended. */
export function ReconcilePage() {
  const mayEdit = allows(useSession(), 'exchange', 'edit');
  return (
    <Page title={texts.title}>
      <Bases mayEdit={mayEdit} />
    </Page>
  );
}
