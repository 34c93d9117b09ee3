import { useQuery } from '@tanstack/react-query';
import { fileRemove, fileRestore, filesList } from '#contract/files';
import type { StoredFile } from '#contract/files';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

export type FilesOf = { entity: string; entityId: number };

export function refreshFiles(of: FilesOf): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keyOf(filesList, { query: of }) });
}

/** The files of a record, kept current while it is looked at. */
export function useFiles(of: FilesOf) {
  useChanges(of.entity, of.entityId, (changes) => {
    if (changes.some((change) => change.kind.startsWith('file.'))) void refreshFiles(of);
  });
  return useQuery(routeQuery(filesList, { query: of }));
}

async function restore(of: FilesOf, file: StoredFile): Promise<void> {
  try {
    await call(fileRestore, { params: { id: file.id } });
    toast(ruFiles.restored(file.name));
  } catch (error) {
    failToast(ruFiles.notRestored, error);
  }
  await refreshFiles(of);
}

/** Takes the file away at once; the toast brings it back. */
export async function removeFile(of: FilesOf, file: StoredFile): Promise<void> {
  try {
    await call(fileRemove, { params: { id: file.id } });
    toast(ruFiles.removed(file.name), { undo: () => void restore(of, file) });
  } catch (error) {
    failToast(ruFiles.notRemoved, error);
  }
  await refreshFiles(of);
}
