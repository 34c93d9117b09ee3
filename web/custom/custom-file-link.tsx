import { Suspense, useState } from 'react';
import { fileContent } from '#contract/files';
import { urlOf } from '../api/client.ts';
import { lazyPart } from '../ui/load-part.ts';
import type { NamedValue } from './custom-text.tsx';

const RecordFilePreview = lazyPart(() =>
  import('../pages/files/record-file-preview.tsx').then((module) => module.RecordFilePreview));

/** The file of a field: a click looks at it in place, a click with Ctrl opens it as any link. */
export function CustomFileLink({ file, record }: {
  file: NamedValue; record: { entity: string; entityId: number };
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <a
        href={urlOf(fileContent.path, { id: file.id }, { inline: '1' })}
        target="_blank"
        rel="noopener"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {file.name}
      </a>
      {isOpen ? (
        <Suspense>
          <RecordFilePreview of={record} id={file.id} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
