// The job of an uploaded file of history. It may be killed at any moment and started twice: the
// row knows where to go on, and a lock lets one file be loaded at a time.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { isDiskFull, NO_ROOM_YET } from '#platform/full-disk';
import { sweepOlder } from '#platform/files/sweep-files';
import { Refusal } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { closeHistoryRow } from './history-rows.ts';
import { whileHeld } from './hold-lock.ts';
import { HistoryProblem, importHistory } from './import-history.ts';

export type HistoryInbox = Inbox & { uploadsDir: string };

/** The event whose handler is the job below. */
export const HISTORY_WAITS = 'history.queued';

/** One history at a time, whatever base it is of. */
const LOCK = { lockClass: 7_263_010, id: 0 };
const WAKE_AFTER = '5 minutes';

type Waiting = { id: number; name: string; upload: string; counts: Record<string, number> };

/** Returns when the file is loaded, has failed for good, or was loaded before. */
export async function loadUploadedHistory(
  inbox: HistoryInbox, id: number, signal: AbortSignal,
): Promise<void> {
  const wasMine = await whileHeld(inbox.db, LOCK, async () => {
    const file = await one<Waiting>(inbox.db,
      `update onec.history_file
       set state = 'running', started_at = coalesce(started_at, $2), touched_at = now(),
         error = null
       where id = $1 and upload is not null and state in ('queued', 'running')
       returning id, path as name, upload, counts`, [id, inbox.now()]);
    if (!file) return;
    const path = join(inbox.uploadsDir, file.upload);
    await loadOrFail(inbox, file, path, signal);
    await rm(path, { force: true });
  });
  if (!wasMine) throw new Error('Another history is being loaded');
}

async function loadOrFail(
  inbox: HistoryInbox, file: Waiting, path: string, signal: AbortSignal,
): Promise<void> {
  const fail = (error: string) =>
    closeHistoryRow(inbox, file, { name: file.name, state: 'failed', error });
  if (!existsSync(path)) {
    return fail('Файла больше нет на диске сервера: загрузите его снова, '
      + 'строки, что уже приняты, не удвоятся.');
  }
  try {
    await importHistory(inbox, path, { upload: { id: file.id, name: file.name }, signal });
  } catch (error) {
    if (error instanceof HistoryProblem) return fail(error.message);
    if (error instanceof Refusal) return fail(error.detail);
    if (!signal.aborted) await noteTrouble(inbox.db, file.id, error);
    throw error;
  }
}

/** Our own trouble: the log has the reason, the job comes again. */
async function noteTrouble(db: Db, id: number, error: unknown): Promise<void> {
  const words = isDiskFull(error) ? NO_ROOM_YET
    : 'Загрузка прервалась из-за сбоя и скоро продолжится.';
  await db.query('update onec.history_file set error = $2 where id = $1', [id, words])
    .catch(() => undefined);
}

/** A file that nobody loads although it waits: its job has run out of tries. */
export async function wakeUploadedHistory(inbox: Inbox): Promise<void> {
  await inTransaction(inbox.db, async (tx) => {
    const lock = await one<{ mine: boolean }>(tx,
      'select pg_try_advisory_xact_lock($1::int, $2::int) as mine', [LOCK.lockClass, LOCK.id]);
    if (!lock?.mine) return;
    const file = await one<{ id: number; name: string }>(tx,
      `update onec.history_file set touched_at = now() where id = (
         select id from onec.history_file
         where upload is not null and state in ('queued', 'running')
           and coalesce(touched_at, created_at) < now() - interval '${WAKE_AFTER}'
         order by id limit 1)
       returning id, path as name`);
    if (!file) return;
    await writeEvents(tx, systemContext(inbox.db, 'system', inbox.now), [{
      kind: HISTORY_WAITS, entity: 'exchange', entityId: file.id, data: { file: file.name },
    }]);
  });
}

/** Uploads that broke off, and files whose row needs them no more. */
export async function sweepUploadedHistory(inbox: HistoryInbox): Promise<number> {
  const { rows } = await inbox.db.query<{ upload: string }>(
    `select upload from onec.history_file
     where upload is not null and state in ('queued', 'running')`);
  return sweepOlder(inbox.uploadsDir, inbox.now(), new Set(rows.map(({ upload }) => upload)));
}
