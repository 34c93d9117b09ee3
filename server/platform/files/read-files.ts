// The files of a record, and the bytes of one of them.
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { INLINE_TYPES, type StoredFile } from '#contract/files';
import type { Context } from '#platform/context';
import { requireAccess } from '#platform/entity-access';
import type { Wire } from '#platform/http/bind';
import { refuse } from '#platform/refuse';
import { dispositionOf } from './file-name.ts';
import {
  FILE_COLUMNS, requireFile, toStoredFiles, type FileRow, type FilesDeps,
} from './file-record.ts';
import { placeOf } from './store.ts';

const LIST_MAX = 500;
// Short: a right that was taken away must not live on in the cache of a browser for long.
const CACHE_SECONDS = 300;
/** Nothing in a shown file may run, load or talk to our pages. */
const INLINE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
  + "frame-ancestors 'self'; sandbox";
/** The browser's own viewer is a process apart from our pages, but refuses to run in a sandbox. */
const PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; "
  + "frame-ancestors 'self'";

export async function listFiles(
  ctx: Context, deps: FilesDeps, of: { entity: string; entityId: number },
): Promise<{ items: StoredFile[] }> {
  const entityId = await requireAccess(ctx, deps.entityAccess, of);
  const { rows } = await ctx.db.query<FileRow>({
    name: 'file-list',
    text: `select ${FILE_COLUMNS} from platform.file
      where entity = $1 and entity_id = $2 and deleted_at is null and not is_draft
      order by id desc limit ${LIST_MAX}`,
    values: [of.entity, entityId],
  });
  return { items: await toStoredFiles(ctx, deps, rows) };
}

/** The bytes as a stream, with the headers of the answer already said. */
export async function sendContent(
  ctx: Context, deps: FilesDeps, asked: { id: number; inline: boolean }, { reply }: Wire,
): Promise<Readable> {
  const row = await requireFile(ctx, deps, asked.id);
  const bytes = await openBytes(deps, row);
  const inline = asked.inline && INLINE_TYPES.includes(row.mediaType);
  reply.header('content-type', row.mediaType);
  reply.header('content-length', row.sizeBytes);
  reply.header('content-disposition', dispositionOf(inline ? 'inline' : 'attachment', row.name));
  reply.header('cache-control', `private, max-age=${CACHE_SECONDS}`);
  const isPdf = inline && row.mediaType === 'application/pdf';
  reply.header('content-security-policy', isPdf ? PDF_POLICY : INLINE_POLICY);
  // Our own card shows it in a frame; nobody else may.
  if (inline) reply.header('x-frame-options', 'SAMEORIGIN');
  reply.header('cross-origin-resource-policy', 'same-origin');
  return bytes;
}

async function openBytes(deps: FilesDeps, row: FileRow): Promise<Readable> {
  try {
    const file = await open(placeOf(deps.filesDir, row.sha256), 'r');
    return file.createReadStream();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw refuse('record.missing',
      'Содержимого файла нет на диске: его вернёт восстановление из резервной копии.');
  }
}
