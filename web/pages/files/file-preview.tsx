import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StoredFile } from '#contract/files';
import { ruFiles } from '../../texts/ru-files.ts';
import plain from '../../ui/plain-table.module.css';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { contentUrl } from './content-url.ts';
import { previewKind, rowsOfCsv, textOfBytes } from './preview.ts';
import css from './preview.module.css';

type Previewed = Pick<StoredFile, 'id' | 'name' | 'mediaType' | 'isInline' | 'sizeBytes'>;

function Text({ file, asTable }: { file: Previewed; asTable: boolean }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['file-text', file.id],
    queryFn: async ({ signal }) => {
      const answer = await fetch(contentUrl(file, false), { signal });
      if (!answer.ok) throw new Error(ruFiles.previewFailed);
      return textOfBytes(await answer.arrayBuffer());
    },
    staleTime: Infinity,
  });
  if (error) {
    return (
      <ErrorState error={error} title={ruFiles.previewFailed} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) return <SkeletonRows count={6} />;
  if (!asTable) return <pre className={css.text}>{data}</pre>;
  return (
    <table className={plain.table} aria-label={file.name}>
      <tbody>
        {rowsOfCsv(data).map((row, index) => (
          // A row of a file has no identity but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>{row.map((cell, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <td key={at}>{cell}</td>
          ))}</tr>
        ))}
      </tbody>
    </table>
  );
}

function Body({ file }: { file: Previewed }) {
  const kind = previewKind(file);
  if (kind === 'picture') {
    return <img className={css.picture} src={contentUrl(file, true)} alt={file.name} />;
  }
  if (kind === 'pdf') {
    return <iframe className={css.frame} src={contentUrl(file, true)} title={file.name} />;
  }
  return <Text file={file} asTable={kind === 'table'} />;
}

/** A file looked at in place: pictures, PDF by the browser's own viewer, text and CSV. */
export function FilePreview({ file, onClose }: { file: Previewed; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={file.name} size="min(1100px, 94vw)">
      {/* A long text scrolls by keys too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css.body} role="region" aria-label={file.name} tabIndex={0}>
        <Body file={file} />
      </div>
      <div className={css.foot}>
        <Button component="a" variant="default" href={contentUrl(file, false)} download>
          {ruFiles.save}
        </Button>
      </div>
    </Modal>
  );
}
