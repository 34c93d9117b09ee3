// An upload: the bytes first, the row after, so that no row ever names bytes that are not there.
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FILE_BYTES_MAX, type FileUpload, type StoredFile } from '#contract/files';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { requireAccess } from '#platform/entity-access';
import { cleanFileName, mediaTypeOf } from './file-name.ts';
import { FILE_COLUMNS, toStoredFiles, type FileRow, type FilesDeps } from './file-record.ts';
import { tellAdded } from './publish-drafts.ts';
import { receiveBytes } from './receive-bytes.ts';
import { incomingPath, lockBytes, putInPlace } from './store.ts';

/** Whoever may speak about a record may hang a file on it. */
export async function addFile(
  ctx: Context, deps: FilesDeps, input: FileUpload, bytes: () => Readable,
): Promise<StoredFile> {
  const { entity } = input;
  const entityId = await requireAccess(ctx, deps.entityAccess, { ...input, action: 'comment' });
  const name = cleanFileName(input.name);
  const mediaType = mediaTypeOf(name);
  const isDraft = input.draft !== undefined;
  const part = incomingPath(deps.filesDir);
  const { sizeBytes, sha256 } = await receiveBytes(bytes(), part, FILE_BYTES_MAX);
  try {
    const row = await inTransaction(ctx.db, async (tx) => {
      await lockBytes(tx, sha256);
      await putInPlace(deps.filesDir, part, sha256);
      const written = await one<FileRow>(tx,
        `insert into platform.file
           (name, media_type, size_bytes, sha256, entity, entity_id, created_by, created_at,
            is_draft)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${FILE_COLUMNS}`,
        [name, mediaType, sizeBytes, sha256, entity, entityId,
          ctx.actor.employeeId, ctx.now(), isDraft]);
      if (!isDraft) await tellAdded(tx, ctx, [written!]);
      return written!;
    });
    const [file] = await toStoredFiles(ctx, deps, [row]);
    return file!;
  } finally {
    await rm(part, { force: true });
  }
}
