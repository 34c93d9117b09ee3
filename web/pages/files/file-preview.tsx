import { ActionIcon, Button, Modal } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { Suspense, useEffect, useRef } from 'react';
import type { StoredFile } from '#contract/files';
import { ruFiles } from '../../texts/ru-files.ts';
import { IconChevronLeft, IconChevronRight } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { contentUrl } from './content-url.ts';
import { FileReading } from './file-reading.tsx';
import { previewKind, rowsOfCsv, textOfBytes } from './preview.ts';
import { RowsTable } from './rows-table.tsx';
import css from './preview.module.css';

// The readers of Excel and Word are larger than everything else here.
const WorkbookView = lazyPart(() =>
  import('./workbook-view.tsx').then((module) => module.WorkbookView));
const DocumentView = lazyPart(() =>
  import('./document-view.tsx').then((module) => module.DocumentView));

type Previewed = Pick<StoredFile, 'id' | 'name' | 'mediaType' | 'isInline' | 'sizeBytes'>;

function Text({ file, asTable }: { file: Previewed; asTable: boolean }) {
  return (
    <FileReading file={file} as="text" read={textOfBytes}>
      {(text) => (asTable ? <RowsTable name={file.name} rows={rowsOfCsv(text)} />
        : <pre className={css.text}>{text}</pre>)}
    </FileReading>
  );
}

function Body({ file }: { file: Previewed }) {
  const kind = previewKind(file);
  if (kind === 'picture') {
    return <img className={css.picture} src={contentUrl(file, true)} alt={file.name} />;
  }
  if (kind === 'pdf') {
    // Telephones have no viewer of their own: an empty frame would look like an empty file.
    if (!navigator.pdfViewerEnabled) return <p className={css.none}>{ruFiles.noPdfViewer}</p>;
    // A page is read here, not a book: the column of small pictures would take half of the dialog.
    const src = `${contentUrl(file, true)}#navpanes=0`;
    return <iframe className={css.frame} src={src} title={file.name} />;
  }
  if (kind === 'workbook') return <Suspense><WorkbookView file={file} /></Suspense>;
  if (kind === 'document') return <Suspense><DocumentView file={file} /></Suspense>;
  return <Text file={file} asTable={kind === 'table'} />;
}

/** Within a wide table arrows walk its columns. */
function scrollsSideways(target: Element): boolean {
  const region = target.closest('[role=region]');
  return region !== null && region.scrollWidth > region.clientWidth;
}

type FilePreviewProps = {
  file: Previewed;
  onClose: () => void;
  /** What stands before and after it; arrows go there. */
  steps?: { previous: (() => void) | undefined; next: (() => void) | undefined };
};

/**
 * A file looked at in place: pictures, PDF by the browser's own viewer, text, CSV, workbooks of
 * Excel and documents of Word.
 */
export function FilePreview({ file, onClose, steps }: FilePreviewProps) {
  const body = useRef<HTMLDivElement>(null);
  // The next file is read from its top; the place that scrolls stays, and the focus in it.
  // Braces: Chromium answers a promise, and an effect would take it for its cleanup.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [file.id]);
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: steps?.previous, ArrowRight: steps?.next }[event.key];
    const isTaken = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
      || scrollsSideways(event.target as Element);
    if (!step || isTaken) return;
    event.preventDefault();
    step();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={file.name}
      size="min(1100px, 94vw)"
      onKeyDown={onKeyDown}
    >
      {/* A long text scrolls by keys too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={body} className={css.body} role="region" aria-label={file.name} tabIndex={0}>
        <Body key={file.id} file={file} />
      </div>
      <div className={css.foot}>
        {steps ? <Steps {...steps} /> : null}
        <Button component="a" variant="default" href={contentUrl(file, false)} download>
          {ruFiles.save}
        </Button>
      </div>
    </Modal>
  );
}

function Step({ label, go, children }: {
  label: string; go: (() => void) | undefined; children: ReactNode;
}) {
  // At the last file it keeps the focus, which a disabled button would lose with all its keys.
  return (
    <ActionIcon
      data-disabled={!go || undefined}
      aria-disabled={!go}
      aria-label={label}
      onClick={go}
    >
      {children}
    </ActionIcon>
  );
}

function Steps({ previous, next }: NonNullable<FilePreviewProps['steps']>) {
  return (
    <span className={css.steps}>
      <Step label={ruFiles.previous} go={previous}>
        <IconChevronLeft size={16} stroke={1.6} />
      </Step>
      <Step label={ruFiles.next} go={next}>
        <IconChevronRight size={16} stroke={1.6} />
      </Step>
    </span>
  );
}
