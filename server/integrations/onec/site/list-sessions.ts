// Sessions as the monitor shows them, the newest first, each with its files.
import type { SiteSession } from '#contract/site-exchange';
import type { Db } from '#platform/database';

const PAGE = 20;
const FILES_MAX = 100;

const SESSIONS = `
  select s.id, a.login, a.ib, s.kind, s.address, s.schema_version as "schemaVersion",
    s.started_at as "startedAt", s.seen_at as "seenAt", s.ended_at as "endedAt",
    s.request_count as requests, s.given_count as given, s.confirmed_count as confirmed,
    s.withdrawn_count as withdrawn, s.error,
    coalesce((select json_agg(json_build_object('id', f.id, 'name', f.path,
        'sizeBytes', f.size_bytes, 'bytesDone', f.bytes_done, 'state', f.state,
        'counts', case when f.state = 'skipped' then jsonb_build_object('pictures', f.lines_done)
          else f.counts - 'held' end, 'held', coalesce((f.counts->>'held')::int, 0),
        'isFull', f.is_full, 'error', f.error) order by f.id)
      from (select * from onec.history_file h where h.session_id = s.id
        order by h.id limit ${FILES_MAX}) f), '[]') as files
  from onec.site_session s join onec.site_account a on a.id = s.account_id
  where $1::int is null or s.id < $1
  order by s.id desc limit ${PAGE + 1}`;

export async function listSessions(
  db: Db, before: number | null,
): Promise<{ items: SiteSession[]; hasMore: boolean }> {
  const { rows } = await db.query<SiteSession>(SESSIONS, [before]);
  return { items: rows.slice(0, PAGE), hasMore: rows.length > PAGE };
}
