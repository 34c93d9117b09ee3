import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  HISTORY_BYTES_MAX, HISTORY_ENDINGS, historyFiles, historyUpload,
} from '#contract/exchange';
import type { HistoryFile } from '#contract/exchange';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { upload } from '../../api/upload.ts';
import { paths } from '../../paths.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { ruHistoryProof as proofTexts } from '../../texts/ru-history-proof.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatMoment, formatNumber, formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { toast } from '../../ui/toast-store.ts';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { SendingLine } from '../files/file-line.tsx';
import { UploadButton } from '../files/upload-button.tsx';
import { useUploads } from '../files/use-uploads.ts';
import css from './history-files.module.css';

const { history: texts } = ruFiles;

const refresh = () => queryClient.invalidateQueries({ queryKey: keyOf(historyFiles) });

function refuse(file: File): string | null {
  if (!HISTORY_ENDINGS.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return texts.kinds;
  }
  if (file.size === 0) return ruFiles.empty;
  return file.size > HISTORY_BYTES_MAX ? texts.tooLarge : null;
}

const MEANINGS: Record<HistoryFile['state'], TagMeaning> = {
  queued: 'plain', running: 'warn', done: 'ok', failed: 'bad',
};

function wordsOf(file: HistoryFile): string {
  const counts = Object.entries(file.counts)
    .map(([status, count]) => `${texts.counts[status] ?? status} ${formatNumber(count)}`);
  return [...counts, ...(file.garbled > 0 ? [texts.garbled(file.garbled)] : [])].join(', ');
}

/** Counts and sums of the file against Verstak, in words that say how it ended. */
function ProofLink({ file: { id, proof } }: { file: HistoryFile }) {
  const words = proof && (proof.differ > 0
    ? proofTexts.unproved(proof.differ) : proofTexts.proved(proof.months));
  return (
    <Link
      className={css.proof}
      data-bad={(proof?.differ ?? 0) > 0 || undefined}
      to={paths.historyProof(id)}
    >
      {words ?? proofTexts.proof}
    </Link>
  );
}

function Row({ file }: { file: HistoryFile }) {
  const percent = Math.floor((100 * file.bytesDone) / Math.max(1, file.sizeBytes));
  const facts = [formatBytes(file.sizeBytes), file.ib,
    file.isUpload ? file.uploadedBy?.name : texts.byCommand];
  return (
    <tr>
      <td className={css.file} data-line>
        <p className={css.name}>{file.name}</p>
        <p className={css.quiet}>{facts.filter(Boolean).join(' · ')}</p>
      </td>
      <td className={css.state}>
        <Tag meaning={MEANINGS[file.state]}>
          {texts.states[file.state]}
          {file.state === 'running' ? ` ${formatPercent(percent)}` : null}
        </Tag>
        {file.state === 'running' ? (
          <Bar percent={percent} kind="shipped" thin label={texts.progress(file.name)} />
        ) : null}
      </td>
      <td className={plain.number} data-label={texts.lines}>{formatNumber(file.linesDone)}</td>
      <td className={css.result} data-line>
        {file.error ? <p className={css.error}>{file.error}</p> : null}
        <p>{wordsOf(file)}</p>
        {file.linesDone > 0 ? <ProofLink file={file} /> : null}
      </td>
      <td className={css.when}>
        {formatMoment(file.finishedAt ?? file.startedAt ?? file.createdAt)}
      </td>
    </tr>
  );
}

function Table({ files }: { files: HistoryFile[] }) {
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.title} tabIndex={0}>
      <table className={`${plain.table} ${plain.cards} ${css.table}`} aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.file}</th>
            <th scope="col">{texts.state}</th>
            <th scope="col" className={plain.number}>{texts.lines}</th>
            <th scope="col">{texts.result}</th>
            <th scope="col">{texts.when}</th>
          </tr>
        </thead>
        <tbody>{files.map((file) => <Row key={file.id} file={file} />)}</tbody>
      </table>
    </div>
  );
}

/** History of 1C from files: sent from here, loaded by the server, however long it takes. */
export function HistoryFiles({ mayEdit }: { mayEdit: boolean }) {
  const { data, error, refetch } = useQuery(routeQuery(historyFiles, {}));
  useChanges('exchange', null, (changes) => {
    if (changes.some((change) => change.kind.startsWith('history.'))) void refresh();
  });
  const { sending, add, cancel } = useUploads({
    send: async (file, options) => {
      await upload(historyUpload, { query: { name: file.name }, file, ...options });
      await refresh();
    },
    refuse,
    notSent: texts.notUploaded,
    onSent: (files) => files.forEach((file) => toast(texts.uploaded(file.name))),
  });
  const { ref, isOver } = useFileDrop<HTMLDivElement>(
    mayEdit ? (files) => void add(files) : null);
  const choose = (
    <UploadButton
      label={texts.upload}
      accept=".ndjson,.jsonl,.gz"
      multiple
      onFiles={(files) => void add(files)}
    />
  );
  return (
    <div ref={ref} className={css.drop} data-over={isOver || undefined}>
      <Panel title={texts.title} aside={mayEdit ? choose : null}>
        <p className={css.quiet}>{isOver ? ruFiles.dropHere : texts.hint}</p>
        <ul>
          {sending.map((row) => (
            <SendingLine key={row.key} sending={row} onCancel={() => cancel(row.key)} />
          ))}
        </ul>
        {error && !data ? (
          <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />
        ) : null}
        {data && data.items.length > 0 ? <Table files={data.items} /> : null}
        {data?.items.length === 0 && sending.length === 0 ? (
          <p className={css.none}>{texts.none}</p>
        ) : null}
      </Panel>
    </div>
  );
}
