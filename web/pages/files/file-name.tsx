import type { ReactNode } from 'react';
import type { StoredFile } from '#contract/files';
import { contentUrl } from './content-url.ts';
import { previewKind } from './preview.ts';

type FileNameProps = {
  file: Pick<StoredFile, 'id' | 'name' | 'mediaType' | 'isInline' | 'sizeBytes'>;
  className: string | undefined; onPreview: () => void;
  /** Stands before the name. */
  children?: ReactNode;
};

/** A plain click looks at the file here; with Ctrl it opens in its own tab, as any link does. */
export function FileName({ file, className, onPreview, children }: FileNameProps) {
  if (previewKind(file) === null) {
    return (
      <a className={className} href={contentUrl(file, false)} download>{children}{file.name}</a>
    );
  }
  return (
    <a
      className={className}
      href={contentUrl(file, file.isInline)}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onPreview();
      }}
    >
      {children}{file.name}
    </a>
  );
}
