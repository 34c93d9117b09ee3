import { Suspense, useEffect, useRef, useState } from 'react';
import { FILE_BYTES_MAX, fileUpload } from '#contract/files';
import type { StoredFile } from '#contract/files';
import { upload } from '../../api/upload.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { isTyping } from '../../ui/hotkeys.ts';
import { IconPaperclip } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast-store.ts';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { FileLine, SendingLine } from './file-line.tsx';
import { previewKind, versionsOf } from './preview.ts';
import type { FileVersions } from './preview.ts';
import { UploadButton } from './upload-button.tsx';
import { refreshFiles, removeFile, useFiles } from './use-files.ts';
import type { FilesOf } from './use-files.ts';
import { useUploads } from './use-uploads.ts';
import css from './files.module.css';

const FilePreview = lazyPart(() =>
  import('./file-preview.tsx').then((module) => module.FilePreview));

const NONE: StoredFile[] = [];

function refuse(file: File): string | null {
  if (file.size === 0) return ruFiles.empty;
  return file.size > FILE_BYTES_MAX ? ruFiles.tooLarge : null;
}

function Preview({ files, file, onShow }: {
  files: readonly StoredFile[]; file: StoredFile | null;
  onShow: (file: StoredFile | null) => void;
}) {
  if (!file) return null;
  const shown = files.filter((each) => previewKind(each) !== null);
  const at = shown.findIndex(({ id }) => id === file.id);
  const step = (by: number) => {
    const next = at < 0 ? undefined : shown[at + by];
    return next && (() => onShow(next));
  };
  return (
    <Suspense>
      <FilePreview
        file={file}
        onClose={() => onShow(null)}
        {...(shown.length > 1 ? { steps: { previous: step(-1), next: step(1) } } : {})}
      />
    </Suspense>
  );
}

/** The newest file of a name; the ones before it unfold. */
function Versions({ of, newest, older, onPreview }: FileVersions & {
  of: FilesOf; onPreview: (file: StoredFile) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const line = (file: StoredFile, isOlder: boolean) => (
    <FileLine
      key={file.id}
      file={file}
      isOlder={isOlder}
      onRemove={() => void removeFile(of, file)}
      onPreview={() => onPreview(file)}
    />
  );
  return (
    <>
      {line(newest, false)}
      {older.length > 0 ? (
        <li className={css.older}>
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {ruFiles.older(older.length)}
          </button>
        </li>
      ) : null}
      {isOpen ? older.map((file) => line(file, true)) : null}
    </>
  );
}

/** Pictures from the clipboard come without a name of their own. */
function usePastedFiles(add: (files: File[]) => void) {
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...event.clipboardData?.files ?? []];
      if (files.length === 0 || isTyping(event.target)) return;
      event.preventDefault();
      latest.current(files.map((file) => (file.name === 'image.png'
        ? new File([file], ruFiles.pasted(new Date()), { type: file.type }) : file)));
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}

/** Files of a record: added by a button or by dropping, removed with a way back. */
export function FilesPanel({ of }: { of: FilesOf }) {
  const reading = useFiles(of);
  const { data } = reading;
  const { sending, add, cancel } = useUploads({
    send: async (file, options) => {
      await upload(fileUpload, { query: { ...of, name: file.name }, file, ...options });
      await refreshFiles(of);
    },
    refuse,
    notSent: ruFiles.notAdded,
    onSent: (files) => toast(ruFiles.added(files.length)),
  });
  usePastedFiles((files) => void add(files));
  const [shown, setShown] = useState<StoredFile | null>(null);
  const files = data?.items ?? NONE;
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
      <ReadingState of={reading} title={ruFiles.failed} rows={3} rowHeight={48} />
      <ul>
        {sending.map((row) => (
          <SendingLine key={row.key} sending={row} onCancel={() => cancel(row.key)} />
        ))}
        {versionsOf(files).map(({ newest, older }) => (
          <Versions key={newest.id} of={of} newest={newest} older={older} onPreview={setShown} />
        ))}
      </ul>
      {data && files.length + sending.length === 0 ? (
        <EmptyState
          icon={<IconPaperclip size={20} stroke={1.5} />}
          title={ruFiles.none}
          hint={ruFiles.noneHint}
        />
      ) : null}
      <Preview files={files} file={shown} onShow={setShown} />
    </section>
  );
}
