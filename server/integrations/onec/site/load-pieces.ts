// One file of a session from its pieces into the database; here, or in a thread of its own.
import type { Db } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import { type CommercemlSummary, loadFile } from '../commerceml/load-file.ts';
import { meetBase } from '../commerceml/meet-base.ts';
import { readNames } from '../commerceml/names.ts';
import { rowMapper } from '../commerceml/to-rows.ts';
import { readPieces } from './files.ts';

export type PiecesTask = {
  ib: string; fileId: number; sessionId: number; name: string; paths: string[];
};

/** Throws FileProblem when the base may not exchange, and whatever the database throws. */
export async function loadPieces(
  inbox: Inbox, { ib, fileId, sessionId, name, paths }: PiecesTask, signal?: AbortSignal,
): Promise<CommercemlSummary> {
  const base = await meetBase(inbox, ib);
  const map = rowMapper(base.ib, await readNames(inbox.db, base.id));
  let bytes = 0;
  const source = readPieces(paths, (read) => { bytes = read; });
  return loadFile({ inbox, base, map, name, fileId, isLive: true }, source, {
    ...(signal ? { signal } : {}),
    onNamed: (uids) => noteSeen(inbox.db, sessionId, uids),
    onBatch: async () => {
      await inbox.db.query(
        'update onec.history_file set bytes_done = $2, touched_at = now() where id = $1',
        [fileId, bytes]);
    },
  });
}

async function noteSeen(db: Db, sessionId: number, uids: string[]): Promise<void> {
  await db.query(
    `insert into onec.site_seen (session_id, uid) select $1, unnest($2::uuid[])
     on conflict do nothing`, [sessionId, uids]);
}
