// Files of history as the monitor shows them.
import type { HistoryFile } from '#contract/exchange';
import type { Db } from '#platform/database';

const LIST_MAX = 50;

const FILES = `
  select f.id, f.path as name, b.ib, f.state, f.size_bytes as "sizeBytes",
    f.bytes_done as "bytesDone", f.lines_done as "linesDone", f.counts, f.totals, f.garbled,
    (select case when count(*) > 0 then json_build_object('months', count(*)::int,
        'differ', (count(*) filter (where m.missing + m.waiting + m.differs > 0))::int) end
      from onec.history_month m where m.file_id = f.id) as proof,
    f.error, f.upload is not null as "isUpload",
    case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end
      as "uploadedBy",
    f.created_at as "createdAt", f.started_at as "startedAt", f.finished_at as "finishedAt"
  from onec.history_file f
    left join onec.base b on b.id = f.base_id
    left join staff.employee e on e.id = f.uploaded_by
  where f.session_id is null and ($1::int is null or f.id = $1)
  order by f.id desc limit ${LIST_MAX}`;

/** The newest files; with `id` that one alone. */
export async function listHistoryFiles(db: Db, id: number | null = null): Promise<HistoryFile[]> {
  const { rows } = await db.query<HistoryFile>(FILES, [id]);
  return rows;
}
