// `import`: a file that has come is taken by the durable job; 1C asks again until it hears how that
// ended. What has been asked twice is taken once.
import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, one, type Db } from '#platform/database';
import type { HistoryInbox } from '../load-history.ts';
import { failure, progress, success, type Answer } from './answer.ts';
import {
  FILE_COLUMNS, findSiteFile, isArchive, siteFileName, type SiteFileRow,
} from './files.ts';
import type { OpenSession } from './sessions.ts';
import { takeSmallFiles, wakeSiteQueue } from './take-files.ts';

/** Short enough for every proxy between, long enough that small files are answered at once. */
const WAITS = 60;
const WAIT_MS = 150;

/** `waits`: how often it looks before 1C is told how far it has come and asks again. */
export async function askImport(
  inbox: HistoryInbox, session: OpenSession, given: string, waits = WAITS,
): Promise<Answer> {
  const { db } = inbox;
  const { encoding } = session;
  const name = siteFileName(given);
  const asked = await startFile(db, session, name);
  if (!asked) return failure(encoding, `Файл «${name}» в этом сеансе не приходил`);
  for (let look = 0; look < waits; look += 1) {
    await takeSmallFiles(inbox, session.accountId);
    const ending = await readEnding(db, session, name);
    if (ending.state === 'done') return success(encoding);
    if (ending.state === 'failed') return failure(encoding, ending.text);
    // An archive has been opened: the next question is about the file itself.
    if (ending.state === 'unpacked') await startFile(db, session, name);
    else await sleep(WAIT_MS);
  }
  const { text } = await readEnding(db, session, name);
  return progress(encoding, text);
}

/** Puts the file, or the archives that may hold it, into the queue; false when there is nothing. */
export function startFile(db: Db, session: OpenSession, name: string): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await tx.query('select from onec.site_session where id = $1 for update', [session.id]);
    const file = await findSiteFile(tx, session.id, name);
    if (file && file.state !== 'receiving') return true;
    const { rowCount } = file
      ? await tx.query(
        `update onec.history_file set state = 'queued', touched_at = now(), takes_all = $2
         where id = $1`, [file.id, isArchive(name)])
      : await tx.query(
        `update onec.history_file set state = 'queued', touched_at = now()
         where session_id = $1 and state = 'receiving' and path like '%.zip'`, [session.id]);
    if (rowCount) {
      await wakeSiteQueue(tx, session.accountId);
      return true;
    }
    const archive = await one(tx,
      `select from onec.history_file where session_id = $1 and path like '%.zip'
         and state in ('queued', 'running')`, [session.id]);
    return archive !== undefined;
  });
}

type Ending = { state: 'done' | 'failed' | 'working' | 'unpacked'; text: string };

async function readEnding(db: Db, session: OpenSession, name: string): Promise<Ending> {
  const file = await findSiteFile(db, session.id, name);
  if (!file) return endingOfArchives(db, session, name);
  if (file.state === 'receiving') return { state: 'unpacked', text: `${name}: ждёт очереди` };
  if (file.state === 'done' && isArchive(name)) return endingOfAll(db, file);
  return endingOf(file);
}

function endingOf({ state, name, error, bytesDone, sizeBytes }: SiteFileRow): Ending {
  if (state === 'done') return { state, text: '' };
  if (state === 'failed') return { state, text: `${name}: ${error ?? 'не разобран'}` };
  const percent = Math.floor((100 * bytesDone) / Math.max(1, sizeBytes));
  if (state !== 'running') return { state: 'working', text: `${name}: ждёт очереди` };
  return { state: 'working', text: `${name}: ${error ?? `разобрано ${percent} %`}` };
}

/** All files of an archive together. */
async function endingOfAll(db: Db, archive: SiteFileRow): Promise<Ending> {
  const { rows } = await db.query<SiteFileRow>(
    `select ${FILE_COLUMNS} from onec.history_file f where f.archive_id = $1 order by f.id`,
    [archive.id]);
  if (rows.length === 0) return { state: 'failed', text: 'В архиве нет файлов XML' };
  const endings = rows.map(endingOf);
  return endings.find(({ state }) => state === 'working')
    ?? endings.find(({ state }) => state === 'failed') ?? { state: 'done', text: '' };
}

async function endingOfArchives(db: Db, session: OpenSession, name: string): Promise<Ending> {
  const { rows } = await db.query<SiteFileRow>(
    `select ${FILE_COLUMNS} from onec.history_file f
     where f.session_id = $1 and f.path like '%.zip' order by f.id`, [session.id]);
  const open = rows.find(({ state }) => state === 'queued' || state === 'running');
  if (open) {
    return { state: 'working', text: `${open.name}: ${open.error ?? 'архив распаковывается'}` };
  }
  const bad = rows.find(({ state }) => state === 'failed');
  const text = bad ? `${bad.name}: ${bad.error ?? 'архив не раскрылся'}`
    : `Файла «${name}» нет ни в одном архиве этого сеанса`;
  return { state: 'failed', text };
}
