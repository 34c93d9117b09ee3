// The job of files that 1C has sent: one after the other for each account, in the order in which
// they were asked for. It may be killed at any moment and started twice: a file begins anew, and
// what of it is applied already answers «unchanged».
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { isDiskFull, NO_ROOM_YET } from '#platform/full-disk';
import { enqueue } from '#platform/jobs';
import type { CommercemlSummary } from '../commerceml/load-file.ts';
import { FileProblem } from '../commerceml/problem.ts';
import { whileHeld } from '../hold-lock.ts';
import type { HistoryInbox } from '../load-history.ts';
import {
  FILE_COLUMNS, isArchive, pathOfPiece, piecesOf, readPieces, type SiteFileRow,
} from './files.ts';
import { loadSiteFile } from './load-apart.ts';
import { unpackArchive } from './unpack-archive.ts';

export const SITE_QUEUE = 'onec-take-site-files';

const LOCK = 7_263_011;

/** In the transaction that makes a file wait: it is taken if and only if that commits. */
export const wakeSiteQueue = (tx: Tx, accountId: number): Promise<void> =>
  enqueue(tx, SITE_QUEUE, { accountId }, { onceKey: `site ${accountId}`, isSpare: true });

type Waiting = SiteFileRow & { ib: string };

/** What the process that 1C speaks to takes by itself, without the pace of the queue. */
const SMALL_BYTES = 256 * 1024;

/**
 * Takes the next file while 1C waits for its answer, if it is small; the job stays for whatever
 * happens to us meanwhile.
 */
export async function takeSmallFiles(inbox: HistoryInbox, accountId: number): Promise<void> {
  await takeSiteFiles(inbox, accountId, new AbortController().signal, SMALL_BYTES)
    // The job comes to the same trouble, says it in the log and tries again.
    .catch(() => undefined);
}

/** Returns when nothing of the account waits, or another process is at it. */
export async function takeSiteFiles(
  inbox: HistoryInbox, accountId: number, signal: AbortSignal, bytesMax = Infinity,
): Promise<void> {
  const next = async (): Promise<Waiting | undefined> => {
    const file = await nextFile(inbox.db, accountId);
    return file && file.sizeBytes <= bytesMax ? file : undefined;
  };
  // A file that was queued between our last look and the end of our lock is ours as well.
  while (await next()) {
    const wasMine = await whileHeld(inbox.db, { lockClass: LOCK, id: accountId }, async () => {
      for (;;) {
        const file = await next();
        if (!file) return;
        await takeFile(inbox, file, signal);
      }
    });
    if (!wasMine) return;
  }
}

function nextFile(db: Db, accountId: number): Promise<Waiting | undefined> {
  return one<Waiting>(db,
    `select ${FILE_COLUMNS}, a.ib from onec.history_file f
       join onec.site_session s on s.id = f.session_id
       join onec.site_account a on a.id = s.account_id
     where s.account_id = $1 and f.state in ('running', 'queued')
     order by f.state desc, f.touched_at, f.id limit 1`, [accountId]);
}

async function takeFile(inbox: HistoryInbox, file: Waiting, signal: AbortSignal): Promise<void> {
  const tries = await beginFile(inbox, file.id);
  const pieces = await piecesOf(inbox.db, file.id);
  const paths = pieces.map((upload) => pathOfPiece(inbox.uploadsDir, upload));
  try {
    if (isArchive(file.name)) await unpack(inbox, file, paths, signal);
    else await load(inbox, file, paths, signal);
  } catch (error) {
    if (isDiskFull(error)) await noteNoRoom(inbox.db, file.id);
    const isPoison = tries >= TRIES_MAX && !signal.aborted && !isDiskFull(error);
    const reason = reasonOf(error) ?? (isPoison ? POISON : null);
    if (reason === null) throw error;
    await closeFile(inbox, file, { state: 'failed', error: reason });
  }
  for (const path of paths) await rm(path, { force: true });
}

/** 1C hears it when it asks how far its file has come. */
async function noteNoRoom(db: Db, id: number): Promise<void> {
  await db.query(`update onec.history_file set error = $2, tries = greatest(0, tries - 1)
    where id = $1`, [id, NO_ROOM_YET]).catch(() => undefined);
}

/** A file that fails again and again must not block what waits behind it; kills count too. */
const TRIES_MAX = 20;
const POISON = 'Внутренняя ошибка при разборе: причина в журнале сервера';

async function beginFile(inbox: HistoryInbox, id: number): Promise<number> {
  const row = await one<{ tries: number }>(inbox.db,
    `update onec.history_file set state = 'running', started_at = coalesce(started_at, $2),
       touched_at = now(), tries = tries + 1, error = null
     where id = $1 returning tries`, [id, inbox.now()]);
  return row!.tries;
}

/** What the file itself is to blame for; null is our own trouble, and the job comes again. */
function reasonOf(error: unknown): string | null {
  if (error instanceof FileProblem) return error.message;
  return (error as { code?: unknown } | null)?.code === 'ENOENT'
    ? 'Файла больше нет на диске сервера: выгрузите его из 1С ещё раз' : null;
}

async function unpack(
  inbox: HistoryInbox, file: Waiting, paths: string[], signal: AbortSignal,
): Promise<void> {
  const [first = ''] = paths;
  if (paths.length === 1) {
    await unpackArchive(inbox, file, first, signal);
    return;
  }
  // The directory stands at the end: pieces are put together before they are read.
  const whole = `${first}.zip`;
  try {
    await pipeline(readPieces(paths, () => undefined), createWriteStream(whole));
    await unpackArchive(inbox, file, whole, signal);
  } finally {
    await rm(whole, { force: true });
  }
}

async function load(
  inbox: HistoryInbox, file: Waiting, paths: string[], signal: AbortSignal,
): Promise<void> {
  const { id: fileId, ib, sessionId, name, sizeBytes } = file;
  const summary = await loadSiteFile(
    inbox, { ib, fileId, sessionId, name, sizeBytes, paths }, signal);
  await closeFile(inbox, file, {
    state: summary.complete ? 'done' : 'failed',
    error: summary.complete ? null : summary.quarantined.at(-1)?.reason ?? 'Файл не дочитан',
    summary,
  });
}

/** «import___<guid>.xml» and «import0_1.xml» are the same file of two sessions. */
const STEM = '(___[0-9a-f-]{36}|[0-9_]+)?[.]xml$';

/** A file that broke off has come whole with a later session: it is waited for no more. */
async function settleBroken(tx: Tx, inbox: HistoryInbox, file: Waiting): Promise<void> {
  await tx.query(
    `update onec.quarantine q set state = 'settled', settlement = 'superseded', settled_at = $3
     from onec.site_session s join onec.base b on b.ib = $4
     where s.id = $1 and q.base_id = b.id and q.type = 'file' and q.state = 'rejected'
       and regexp_replace(q.file, $5, '') = regexp_replace($2, $5, '')
       and q.received_at < s.started_at`,
    [file.sessionId, file.name, inbox.now(), file.ib, STEM]);
}

type FileEnd = {
  state: 'done' | 'failed'; error: string | null; summary?: CommercemlSummary;
};

async function closeFile(
  inbox: HistoryInbox, file: Waiting, { state, error, summary }: FileEnd,
): Promise<void> {
  const counts = {
    ...summary?.objects,
    ...(summary && summary.quarantined.length > 0 ? { held: summary.quarantined.length } : {}),
    ...(summary && summary.notices.length > 0 ? { notices: summary.notices.length } : {}),
  };
  const isNews = state === 'failed' || Object.keys(counts).some((key) => !/\.unchanged$/.test(key));
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      `update onec.history_file set state = $2, error = $3, finished_at = $4, counts = $5,
         is_full = $6, touched_at = now(),
         bytes_done = case when $2 = 'done' then size_bytes else bytes_done end
       where id = $1`,
      [file.id, state, error, inbox.now(), JSON.stringify(counts),
        state === 'done' && (summary?.isFull ?? false)]);
    if (state === 'done') await settleBroken(tx, inbox, file);
    // A base that says the same every quarter of an hour must not fill the journal.
    if (!isNews) return;
    await writeEvents(tx, systemContext(inbox.db, '1c', inbox.now), [{
      kind: state === 'done' ? 'exchange.fileTaken' : 'exchange.fileFailed', entity: 'exchange',
      entityId: file.id, data: { file: file.name, counts, ...(error ? { error } : {}) },
    }]);
  });
}
