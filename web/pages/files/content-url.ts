import { fileContent } from '#contract/files';
import type { StoredFile } from '#contract/files';
import { urlOf } from '../../api/client.ts';
import { ruFiles } from '../../texts/ru-files.ts';

/** The bytes of a file: to be saved, or shown in place. */
export const contentUrl = (file: Pick<StoredFile, 'id'>, inline: boolean) =>
  urlOf(fileContent.path, { id: file.id }, inline ? { inline: '1' } : {});

/** Read here, to be shown as a text or a table. */
export async function bytesOf(
  file: Pick<StoredFile, 'id'>, signal: AbortSignal,
): Promise<ArrayBuffer> {
  const answer = await fetch(contentUrl(file, false), { signal });
  if (!answer.ok) throw new Error(ruFiles.previewFailed);
  return answer.arrayBuffer();
}
