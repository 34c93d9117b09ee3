import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { historyProofFile, historyProve } from '#contract/history-proof';
import type { HistoryProof } from '#contract/history-proof';
import { call, urlOf } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { ruHistoryProof as texts } from '../../texts/ru-history-proof.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { IconDownload, IconRefresh } from '../../ui/icons.ts';
import { Page, PageBody, PageHeader, Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import css from '../reconcile/reconcile.module.css';
import { ProofMonths } from './proof-months.tsx';
import { faultsOf, refreshProof, useProof } from './use-proof.ts';

function Actions({ proof: { file, isCounting, months } }: { proof: HistoryProof }) {
  const count = () => call(historyProve, { params: { id: file.id } })
    .catch((error: unknown) => failToast(texts.notAsked, error))
    .finally(refreshProof);
  return (
    <>
      {months.length > 0 ? (
        <Button
          component="a"
          variant="default"
          href={urlOf(historyProofFile.path, { id: file.id }, {})}
          leftSection={<IconDownload size={15} stroke={1.6} />}
        >
          {texts.file}
        </Button>
      ) : null}
      <Button
        leftSection={<IconRefresh size={15} stroke={1.6} />}
        disabled={isCounting}
        onClick={() => void count()}
      >
        {isCounting ? texts.counting : texts.count}
      </Button>
    </>
  );
}

/** Whether the load is proven, in one line. */
function Verdict({ proof: { file, months, provedAt } }: { proof: HistoryProof }) {
  const differ = months.filter((month) => faultsOf(month) > 0).length;
  const facts = [
    ruFiles.history.states[file.state], formatBytes(file.sizeBytes), file.ib,
    `${ruFiles.history.lines.toLowerCase()} ${formatNumber(file.linesDone)}`,
    provedAt ? texts.provedAt(formatMoment(provedAt)) : null,
  ];
  const quarantined = file.garbled > 0 ? ruFiles.history.garbled(file.garbled) : null;
  return (
    <Panel>
      <div className={css.words}>
        {months.length > 0 ? (
          <Tag meaning={differ === 0 ? 'ok' : 'bad'}>
            {differ === 0 ? texts.same(months.length) : texts.differ(differ, months.length)}
          </Tag>
        ) : null}
        {quarantined ? <Tag meaning="warn">{quarantined}</Tag> : null}
        <span className={css.quiet}>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <p className={css.quiet}>
        {file.state === 'running' ? `${texts.during} ` : ''}{texts.hint}
      </p>
    </Panel>
  );
}

function Proof({ id }: { id: number }) {
  const reading = useProof(id);
  const { data } = reading;
  return (
    <>
      <PageHeader
        title={data?.file.name ?? texts.title}
        actions={(
          <>
            <Link className={css.link} to={paths.exchange()}>{texts.back}</Link>
            {data ? <Actions proof={data} /> : null}
          </>
        )}
        divided
      />
      {data ? (
        <PageBody padded>
          <Verdict proof={data} />
          {data.months.length > 0 ? <ProofMonths proof={data} /> : (
            <EmptyState title={texts.notProved} hint={texts.notProvedHint} />
          )}
        </PageBody>
      ) : null}
      <ReadingState of={reading} title={texts.failed} rows={8} rowHeight={36} />
    </>
  );
}

/** What a file of history carried and what Verstak holds of it. */
export function HistoryProofPage() {
  const { fileId } = useParams({ strict: false });
  return (
    <Page title={texts.title}>
      <Proof id={Number(fileId)} />
    </Page>
  );
}
