import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { isImportActive } from '#contract/imports';
import type { Import } from '#contract/imports';
import { paths } from '../../paths.ts';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { IconCheck } from '../../ui/icons.ts';
import { Fact, Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { MappingStep } from './mapping-step.tsx';
import { useImport } from './use-imports.ts';
import css from './imports.module.css';

type Step = 'columns' | 'check' | 'run';
const STEPS: Step[] = ['columns', 'check', 'run'];

const stepOf = ({ state }: Import, isMapping: boolean): Step => {
  if (isMapping || state === 'draft' || state === 'failed') return 'columns';
  return state === 'checking' || state === 'checked' ? 'check' : 'run';
};

function Steps({ step }: { step: Step }) {
  return (
    <ol className={css.steps} aria-label={texts.steps}>
      {STEPS.map((each, index) => (
        <li
          key={each}
          aria-current={each === step ? 'step' : undefined}
          data-done={index < STEPS.indexOf(step) || undefined}
        >
          <span aria-hidden>
            {index < STEPS.indexOf(step) ? <IconCheck size={12} stroke={2.5} /> : index + 1}
          </span>
          {texts.step[each]}
        </li>
      ))}
    </ol>
  );
}

/** Said from the first step on: whose file this was already. */
function LoadedBefore({ data: { before } }: { data: Import }) {
  if (before === null) return null;
  return (
    <p className={css.before} role="status">
      {texts.before(before.by.name, formatMoment(before.at),
        formatNumber(before.rows))}
    </p>
  );
}

function Body({ data }: { data: Import }) {
  const [wantsColumns, setWantsColumns] = useState(false);
  const isMapping = data.may.set
    && (wantsColumns || data.state === 'draft' || data.state === 'failed');
  return (
    <>
      <Steps step={stepOf(data, isMapping)} />
      <LoadedBefore data={data} />
      {isMapping ? <MappingStep data={data} onChecked={() => setWantsColumns(false)} /> : null}
      {isImportActive(data.state) ? <ImportProgress data={data} /> : null}
      {isMapping || isImportActive(data.state) || data.counts.total === 0 ? null : (
        <ImportResult data={data} onColumns={() => setWantsColumns(true)} />
      )}
    </>
  );
}

/** One import from its columns to its result and its way back. */
export function ImportPage() {
  const id = Number(useParams({ strict: false }).importId);
  const { data, error, refetch } = useImport(id);
  if (error && !data) {
    return (
      <Page title={texts.title}>
        <ErrorState error={error} title={texts.loadFailed} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title={data?.fileName ?? texts.title}>
      <PageHeader
        title={data?.fileName ?? texts.title}
        divided
        facts={data ? (
          <>
            <span>{data.title}</span>
            {data.counts.total > 0 ? (
              <Fact value={formatNumber(data.counts.total)} label={texts.rows(data.counts.total)} />
            ) : null}
            <span>{`${data.owner.name}, ${formatMoment(data.createdAt)}`}</span>
          </>
        ) : null}
        actions={<Link to={paths.imports()} className={css.link}>{texts.list}</Link>}
      />
      <PageBody padded>
        {data ? <Body data={data} /> : <SkeletonRows count={8} height={40} />}
      </PageBody>
    </Page>
  );
}
