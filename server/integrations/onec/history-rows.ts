// Rows of onec.history_file: how far a file has come, what became of it. What is written with
// every batch is enough to go on after kill -9.
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { Inbox } from './apply-items.ts';
import type { Carried } from './history-proof/carried.ts';
import { dropFormerParts, storeParts } from './history-proof/store-parts.ts';
import { holdItems, type Held } from './quarantine.ts';

export type HistoryTotals = Record<string, { count: number; sumKopecks: number }>;

/** A file being loaded; the counts are of the whole file, over all its resumptions. */
export type HistoryRow = {
  id: number;
  linesDone: number;
  counts: Record<string, number>;
  totals: HistoryTotals;
  garbled: number;
};

const COLUMNS = `id, lines_done as "linesDone", counts, totals, garbled`;

/** The row of a file that a command reads in place: an interrupted load is found again. */
export async function openHistoryRow(
  db: Db, file: { baseId: number; name: string; sizeBytes: number },
): Promise<HistoryRow> {
  const values = [file.baseId, file.name, file.sizeBytes];
  const known = await one<HistoryRow>(db,
    `select ${COLUMNS} from onec.history_file
     where base_id = $1 and path = $2 and size_bytes = $3 and state = 'running' and upload is null
     order by id desc limit 1`, values);
  if (known) return known;
  const made = await one<HistoryRow>(db,
    `insert into onec.history_file (base_id, path, size_bytes, state)
     values ($1, $2, $3, 'running') returning ${COLUMNS}`, values);
  if (!made) throw new Error('History file was not recorded');
  return made;
}

/** The row of an uploaded file, whose base is known now. */
export async function takeHistoryRow(db: Db, id: number, baseId: number): Promise<HistoryRow> {
  const row = await one<HistoryRow>(db,
    `update onec.history_file set base_id = $2 where id = $1 returning ${COLUMNS}`, [id, baseId]);
  if (!row) throw new Error(`History file ${id} vanished`);
  return row;
}

export type HistoryStep = {
  bytes: number;
  /** Lines that could not be read, up to here: held in the same transaction, so held once. */
  garbled: Held[];
  /** Objects of the lines up to here. */
  carried: Carried[];
  /** Whether screens are told. */
  tell: boolean;
};

/** Everything up to `row.linesDone` is applied. */
export async function advanceHistoryRow(
  inbox: Inbox, row: HistoryRow, { bytes, garbled, carried, tell }: HistoryStep,
): Promise<void> {
  await inTransaction(inbox.db, async (tx) => {
    // Nobody waits for the disk: a log that is kept up to here holds the waves before it too, and
    // one that is not makes the load go on from an earlier line. The end of the file does wait.
    const eased = tx.query('set local synchronous_commit = off');
    await holdItems(tx, garbled, inbox.now());
    await Promise.all([eased, storeParts(tx, row.id, carried)]);
    await tx.query({
      name: 'history-advance',
      text: `update onec.history_file set lines_done = $2, bytes_done = $3, counts = $4,
          totals = $5, garbled = $6, touched_at = now()
        where id = $1`,
      values: [row.id, row.linesDone, bytes, JSON.stringify(row.counts),
        JSON.stringify(row.totals), row.garbled],
    });
    if (!tell) return;
    await writeEvents(tx, systemContext(inbox.db, 'import', inbox.now), [{
      kind: 'history.progress', entity: 'exchange', entityId: row.id,
      data: { lines: row.linesDone, bytes },
    }]);
  });
}

/** A load that was killed is not at work: its row was touched by every portion. */
const SILENT_AFTER = '1 minute';

/** Whether a file is on its way into the database at this moment, by whatever process. */
export async function isHistoryLoading(db: Db): Promise<boolean> {
  const row = await one<{ loading: boolean }>(db, {
    name: 'history-loading',
    text: `select exists (select from onec.history_file
      where state = 'running' and session_id is null
        and coalesce(touched_at, created_at) > now() - interval '${SILENT_AFTER}') as loading`,
  });
  return row?.loading === true;
}

export type HistoryEnd = { name: string; state: 'done' | 'failed'; error: string | null };

export async function closeHistoryRow(
  inbox: Inbox, row: Pick<HistoryRow, 'id' | 'counts'>, end: HistoryEnd,
): Promise<void> {
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      `update onec.history_file set state = $2, error = $3, finished_at = $4,
         bytes_done = case when $2 = 'done' then size_bytes else bytes_done end
       where id = $1`,
      [row.id, end.state, end.error, inbox.now()]);
    if (end.state === 'done') await dropFormerParts(tx, row.id);
    await writeEvents(tx, systemContext(inbox.db, 'import', inbox.now), [{
      kind: end.state === 'done' ? 'history.loaded' : 'history.failed',
      entity: 'exchange', entityId: row.id,
      data: { file: end.name, counts: row.counts, ...(end.error ? { error: end.error } : {}) },
    }]);
  });
}
