// By the clock: files that nobody takes although they wait, files of old clients that never ask,
// and what sessions have left behind.
import { sweepOlder } from '#platform/files/sweep-files';
import { inTransaction } from '#platform/database';
import type { HistoryInbox } from '../load-history.ts';
import { pathOfPiece } from './files.ts';
import { SESSION_IDLE_MINUTES } from './sessions.ts';
import { wakeSiteQueue } from './take-files.ts';

/** Answers of 1C come without a question to import them; the next piece comes within seconds. */
const SALE_SILENT_SECONDS = 60;
/** Longer than a worker's heartbeat: until then the job of a killed one comes again by itself. */
const STUCK_SECONDS = 120;

/** Returns how many accounts were woken. */
export async function wakeSiteFiles(inbox: HistoryInbox): Promise<number> {
  return inTransaction(inbox.db, async (tx) => {
    await tx.query(`
      update onec.history_file f set state = 'queued', takes_all = true
      from onec.site_session s
      where s.id = f.session_id and s.kind = 'sale' and f.state = 'receiving'
        and f.touched_at < now() - interval '${SALE_SILENT_SECONDS} seconds'`);
    const { rows } = await tx.query<{ accountId: number }>(`
      update onec.history_file f set touched_at = now() from onec.site_session s
      where s.id = f.session_id and (f.state = 'queued' and f.touched_at
          < now() - interval '${SALE_SILENT_SECONDS} seconds'
        or f.state = 'running' and f.touched_at < now() - interval '${STUCK_SECONDS} seconds')
      returning s.account_id as "accountId"`);
    const accounts = new Set(rows.map(({ accountId }) => accountId));
    for (const accountId of accounts) await wakeSiteQueue(tx, accountId);
    return accounts.size;
  });
}

/** Ends sessions that 1C has left, and forgets what only their end needed. */
export async function sweepSiteSessions(inbox: HistoryInbox): Promise<number> {
  await inbox.db.query(`
    update onec.site_session set ended_at = seen_at where ended_at is null
      and seen_at < $1::timestamptz - interval '${SESSION_IDLE_MINUTES} minutes'`, [inbox.now()]);
  await inbox.db.query(`delete from onec.site_seen where session_id in (
    select id from onec.site_session where ended_at is not null)`);
  await inbox.db.query(`
    update onec.history_file f set state = 'failed', finished_at = $1,
      error = 'Файл прислан и не разобран: 1С не вызвала import'
    from onec.site_session s
    where s.id = f.session_id and f.state = 'receiving' and s.kind = 'catalog'
      and s.ended_at < $1::timestamptz - interval '1 hour'`, [inbox.now()]);
  const { rows } = await inbox.db.query<{ upload: string }>(`
    select c.upload from onec.site_chunk c join onec.history_file f on f.id = c.file_id
    where f.state in ('receiving', 'queued', 'running')`);
  return sweepOlder(pathOfPiece(inbox.uploadsDir, ''), inbox.now(),
    new Set(rows.map(({ upload }) => upload)));
}
