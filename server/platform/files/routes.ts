import {
  FILE_BYTES_MAX, fileContent, fileRemove, fileRestore, filesList, fileUpload,
} from '#contract/files';
import type { Bind } from '#platform/http/bind';
import { bodyStream } from '#platform/http/streamed-body';
import { addFile } from './add-file.ts';
import type { FilesDeps } from './file-record.ts';
import { listFiles, sendContent } from './read-files.ts';
import { removeFile, restoreFile } from './remove-file.ts';

export function fileRoutes(bind: Bind, deps: FilesDeps): void {
  bind(fileUpload, (ctx, { query }, { request }) =>
    addFile(ctx, deps, query, () => bodyStream(request, FILE_BYTES_MAX)));
  bind(filesList, (ctx, { query }) => listFiles(ctx, deps, query));
  // Bytes have no schema; the reply streams whatever readable it is given.
  bind(fileContent, async (ctx, { params, query }, wire) => await sendContent(
    ctx, deps, { id: params.id, inline: query.inline === '1' }, wire) as never);
  bind(fileRemove, (ctx, { params }) => removeFile(ctx, deps, params.id));
  bind(fileRestore, (ctx, { params }) => restoreFile(ctx, deps, params.id));
}
