import { useEffect } from 'react';
import { contentUrl } from './content-url.ts';
import { FilePreview } from './file-preview.tsx';
import { previewKind } from './preview.ts';
import { useFiles } from './use-files.ts';
import type { FilesOf } from './use-files.ts';

/** One file of a record by its id; what cannot be looked at, or is gone, is saved instead. */
export function RecordFilePreview({ of, id, onClose }: {
  of: FilesOf; id: number; onClose: () => void;
}) {
  const { data, error } = useFiles(of);
  const file = data?.items.find((each) => each.id === id);
  const isShown = file && previewKind(file) !== null;
  const isToSave = !isShown && Boolean(data ?? error);
  useEffect(() => {
    if (!isToSave) return;
    window.location.assign(contentUrl({ id }, false));
    onClose();
  }, [isToSave, id, onClose]);
  return isShown ? <FilePreview file={file} onClose={onClose} /> : null;
}
