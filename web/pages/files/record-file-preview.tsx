import { useEffect, useState } from 'react';
import { contentUrl } from './content-url.ts';
import { FilePreview } from './file-preview.tsx';
import { previewKind } from './preview.ts';
import { refreshFiles, useFiles } from './use-files.ts';
import type { FilesOf } from './use-files.ts';

/** One file of a record by its id; what cannot be looked at, or is gone, is saved instead. */
export function RecordFilePreview({ of: { entity, entityId }, id, onClose }: {
  of: FilesOf; id: number; onClose: () => void;
}) {
  const { data } = useFiles({ entity, entityId });
  // A list from before may lack a file of a moment ago: only a new one says that it is gone.
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    void refreshFiles({ entity, entityId }).finally(() => setAsked(true));
  }, [entity, entityId]);
  const file = data?.items.find((each) => each.id === id);
  const isShown = file && previewKind(file) !== null;
  const isToSave = !isShown && (file !== undefined || isAsked);
  useEffect(() => {
    if (!isToSave) return;
    window.location.assign(contentUrl({ id }, false));
    onClose();
  }, [isToSave, id, onClose]);
  return isShown ? <FilePreview file={file} onClose={onClose} /> : null;
}
