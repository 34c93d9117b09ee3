// Takes a file of history from a browser: bytes to the disk, a row that waits, and the event that
// starts its job, all or nothing.
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { HISTORY_BYTES_MAX, HISTORY_ENDINGS, type HistoryFile } from '#contract/exchange';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { cleanFileName } from '#platform/files/file-name';
import { receiveBytes, syncFolder } from '#platform/files/receive-bytes';
import { refuse } from '#platform/refuse';
import { listHistoryFiles } from './list-history.ts';
import { HISTORY_WAITS, type HistoryInbox } from './load-history.ts';

export async function uploadHistory(
  ctx: Context, { uploadsDir }: HistoryInbox, given: string, bytes: () => Readable,
): Promise<HistoryFile> {
  const name = cleanFileName(given);
  if (!HISTORY_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) {
    throw refuse('media.unsupported',
      `Нужен файл с окончанием ${HISTORY_ENDINGS.join(', ')}: одна запись на строку.`);
  }
  const upload = randomUUID();
  const path = join(uploadsDir, upload);
  const { sizeBytes } = await receiveBytes(bytes(), `${path}.part`, HISTORY_BYTES_MAX);
  try {
    await rename(`${path}.part`, path);
    await syncFolder(dirname(path));
    const id = await recordUpload(ctx, { name, sizeBytes, upload });
    const [file] = await listHistoryFiles(ctx.db, id);
    return file!;
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

type Upload = { name: string; sizeBytes: number; upload: string };

function recordUpload(ctx: Context, { name, sizeBytes, upload }: Upload): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const row = await one<{ id: number }>(tx,
      `insert into onec.history_file
         (path, size_bytes, state, upload, uploaded_by, created_at, started_at)
       values ($1, $2, 'queued', $3, $4, $5, null) returning id`,
      [name, sizeBytes, upload, ctx.actor.employeeId, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: HISTORY_WAITS, entity: 'exchange', entityId: row!.id,
      data: { file: name, sizeBytes },
    }]);
    return row!.id;
  });
}
