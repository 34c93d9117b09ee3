import { fileContent } from '#contract/files';
import type { StoredFile } from '#contract/files';
import { urlOf } from '../../api/client.ts';

/** The bytes of a file: to be saved, or shown in place. */
export const contentUrl = (file: Pick<StoredFile, 'id'>, inline: boolean) =>
  urlOf(fileContent.path, { id: file.id }, inline ? { inline: '1' } : {});
