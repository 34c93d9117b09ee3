import { FILE_BYTES_MAX, fileUpload } from '#contract/files';
import { upload } from '../../api/upload.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { IconPaperclip } from '../../ui/icons.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast-store.ts';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { FileLine, SendingLine } from './file-line.tsx';
import { UploadButton } from './upload-button.tsx';
import { refreshFiles, removeFile, useFiles } from './use-files.ts';
import type { FilesOf } from './use-files.ts';
import { useUploads } from './use-uploads.ts';
import css from './files.module.css';

function refuse(file: File): string | null {
  if (file.size === 0) return ruFiles.empty;
  return file.size > FILE_BYTES_MAX ? ruFiles.tooLarge : null;
}

/** Files of a record: added by a button or by dropping, removed with a way back. */
export function FilesPanel({ of }: { of: FilesOf }) {
  const { data, error, refetch } = useFiles(of);
  const { sending, add, cancel } = useUploads({
    send: async (file, options) => {
      await upload(fileUpload, { query: { ...of, name: file.name }, file, ...options });
      await refreshFiles(of);
    },
    refuse,
    notSent: ruFiles.notAdded,
    onSent: (files) => toast(ruFiles.added(files.length)),
  });
  const { ref, isOver } = useFileDrop<HTMLElement>((files) => void add(files));
  return (
    <section
      ref={ref}
      className={css.panel}
      aria-label={ruFiles.heading}
      data-over={isOver || undefined}
    >
      <header className={css.head}>
        <h3 className={css.heading}>{isOver ? ruFiles.dropHere : ruFiles.heading}</h3>
        <UploadButton label={ruFiles.add} multiple onFiles={(files) => void add(files)} />
      </header>
      {error && !data ? (
        <ErrorState error={error} title={ruFiles.failed} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <SkeletonRows count={3} height={48} /> : null}
      <ul>
        {sending.map((row) => (
          <SendingLine key={row.key} sending={row} onCancel={() => cancel(row.key)} />
        ))}
        {data?.items.map((file) => (
          <FileLine key={file.id} file={file} onRemove={() => void removeFile(of, file)} />
        ))}
      </ul>
      {data?.items.length === 0 && sending.length === 0 ? (
        <EmptyState
          icon={<IconPaperclip size={20} stroke={1.5} />}
          title={ruFiles.none}
          hint={ruFiles.noneHint}
        />
      ) : null}
    </section>
  );
}
