// Transport D: a file of snapshots, read by stream, applied in large batches, resumable by line.
// The same file again changes nothing: every line answers `duplicate`.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { kopecksFromDecimal } from '#contract/money';
import { inTransaction, one, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { systemContext } from '#platform/context';
import { applySorted, sortItems, type Inbox, type RawItem, type Sorted } from './apply-items.ts';
import { introduceBase, findBase, judgeBase } from './bases.ts';
import { holdItems } from './quarantine.ts';
import type { Origin } from './received.ts';
import { retryWaiting } from './retry-waiting.ts';
import { readNdjsonFile, type NdjsonClosing, type NdjsonEntry } from './wire/ndjson.ts';

// 1,000 items a transaction: 4,000 locks at most, well below PostgreSQL's default table of locks,
// and short enough that a payment beside it waits less than a second.
const BATCH_ITEMS = 1_000;

// A new base has no statistics, and the planner then reads whole tables for every batch; the
// database's own analysis comes a minute later and hardly ever afterwards.
const ANALYZED_AT_LINES = [4_000, 16_000, 64_000, 256_000, 1_000_000, 4_000_000];

export type HistoryProgress = { line: number; bytes: number; sizeBytes: number };
export type HistorySummary = {
  file: string;
  /** Items by status. */
  counts: Record<string, number>;
  /** Applied objects and Σ of their totals, decimal text, by type. */
  byType: Record<string, { count: number; sumKopecks: number }>;
  garbled: number;
  resumedAfterLine: number;
  end: NdjsonClosing['end'];
  endText: string | null;
};

export type HistoryOptions = {
  /** Zone of a base the file does not introduce. */
  timeZone?: string;
  onProgress?: (progress: HistoryProgress) => void;
};

export class HistoryProblem extends Error {}

type FileRow = { id: number; linesDone: number };

type Loading = {
  inbox: Inbox; path: string; name: string; baseId: number | null; file: FileRow | null;
  options: HistoryOptions;
  summary: HistorySummary; pending: RawItem[]; bytes: number; sizeBytes: number;
  /** The batch that is in the database now. */
  flight: Promise<void>;
};

async function openFile(db: Db, baseId: number, name: string, size: number): Promise<FileRow> {
  const known = await one<FileRow>(db,
    `select id, lines_done as "linesDone" from onec.history_file
     where base_id = $1 and path = $2 and size_bytes = $3 and state = 'running'
     order by id desc limit 1`, [baseId, name, size]);
  if (known) return known;
  const made = await one<FileRow>(db,
    `insert into onec.history_file (base_id, path, size_bytes, state)
     values ($1, $2, $3, 'running') returning id, 0::bigint as "linesDone"`,
    [baseId, name, size]);
  if (!made) throw new Error('History file was not recorded');
  return made;
}

/** The base of the file: what its hello says, else what its first item names. */
async function meetBase(loading: Loading, said: Record<string, unknown>): Promise<void> {
  const { inbox, options } = loading;
  const ib = String(said['ib'] ?? '');
  const epoch = String(said['epoch'] ?? '');
  if (!ib || !epoch) {
    throw new HistoryProblem('В первой строке файла нет базы (ib) и эпохи (epoch)');
  }
  const known = await findBase(inbox.db, ib);
  if (known && known.epoch !== epoch) {
    throw new HistoryProblem(`База «${ib}» известна с эпохой «${known.epoch}», а файл от эпохи `
      + `«${epoch}»: загрузка остановлена`);
  }
  const zone = said['timeZone'] ?? (known ? undefined : options.timeZone);
  const base = await introduceBase(inbox.db, {
    ib, epoch,
    configuration: text(said['configuration']), version: text(said['version']),
    platform: text(said['platform']), extension: text(said['extension']), timeZone: text(zone),
  }, inbox.now());
  const verdict = judgeBase(base, ib, epoch);
  if (!verdict.ok) throw new HistoryProblem(verdict.text);
  loading.baseId = base.id;
  loading.file = await openFile(inbox.db, base.id, loading.name, loading.sizeBytes);
  loading.summary.resumedAfterLine = loading.file.linesDone;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function takeEntry(loading: Loading, entry: NdjsonEntry): Promise<void> {
  if (entry.kind === 'closing') {
    loading.summary.end = entry.end;
    loading.summary.endText = entry.text ?? null;
    return;
  }
  if (entry.kind === 'hello') {
    const inner = entry.value['hello'];
    await meetBase(loading, (inner ?? entry.value) as Record<string, unknown>);
    return;
  }
  if (entry.kind === 'garbled') return holdGarbled(loading, entry);
  if (!loading.file) await meetBase(loading, (entry.value ?? {}) as Record<string, unknown>);
  if (entry.line <= (loading.file?.linesDone ?? 0)) return;
  loading.pending.push({ value: entry.value, line: entry.line });
  if (loading.pending.length >= BATCH_ITEMS) await flush(loading);
}

type Garbled = Extract<NdjsonEntry, { kind: 'garbled' }>;

async function holdGarbled(
  loading: Loading, { line, text: reason, raw }: Garbled,
): Promise<void> {
  loading.summary.garbled += 1;
  if (line <= (loading.file?.linesDone ?? 0)) return;
  await holdItems(loading.inbox.db, [{
    state: 'rejected', baseId: loading.baseId, ib: null, lane: 'backfill', type: null, uid: null,
    rev: null,
    messageId: '', code: 'field.invalid', reason, field: null, waitsFor: null, raw,
    file: loading.name, line,
  }], loading.inbox.now());
}

/** Reads and checks a batch while the one before it is in the database. */
async function flush(loading: Loading): Promise<void> {
  const { inbox, file, pending, name } = loading;
  if (!file || pending.length === 0) return;
  loading.pending = [];
  const origin: Origin = { kind: 'file', fileId: file.id, name };
  const sorted = await sortItems(inbox, pending, origin);
  await loading.flight;
  loading.flight = applyBatch(loading, file, { items: pending, origin, sorted });
  // A failure is met where the flight is awaited; until then it must not end the process.
  loading.flight.catch(() => undefined);
}

type Batch = { items: RawItem[]; origin: Origin; sorted: Sorted };

async function applyBatch(
  loading: Loading, file: FileRow, { items, origin, sorted }: Batch,
): Promise<void> {
  const { inbox, summary } = loading;
  const { results, arrived } = await applySorted(inbox, items, origin, sorted);
  if (arrived.length > 0) await retryWaiting(inbox, arrived);
  for (const [index, { status }] of results.entries()) {
    summary.counts[status] = (summary.counts[status] ?? 0) + 1;
    if (status === 'applied') addTotal(summary, items[index]?.value);
  }
  const doneBefore = file.linesDone;
  file.linesDone = items.at(-1)?.line ?? file.linesDone;
  await inbox.db.query('update onec.history_file set lines_done = $2 where id = $1',
    [file.id, file.linesDone]);
  if (ANALYZED_AT_LINES.some((line) => doneBefore < line && file.linesDone >= line)) {
    await inbox.db.query('analyze');
  }
  loading.options.onProgress?.({
    line: file.linesDone, bytes: loading.bytes, sizeBytes: loading.sizeBytes,
  });
}

type Totalled = { type: string; body?: { total?: string; lines?: { sum?: string }[] } };

/** A shipment has no total of its own: its lines are added. */
function addTotal(summary: HistorySummary, value: unknown): void {
  const { type, body } = value as Totalled;
  const row = summary.byType[type] ?? { count: 0, sumKopecks: 0 };
  row.count += 1;
  const sums = type === 'shipment' ? body?.lines?.map((line) => line.sum) : [body?.total];
  for (const sum of sums ?? []) row.sumKopecks += kopecksFromDecimal(sum ?? '0') ?? 0;
  summary.byType[type] = row;
}

async function close(loading: Loading): Promise<void> {
  const { inbox, file, summary, name } = loading;
  if (!file) throw new HistoryProblem(`В файле ${name} нет ни одного объекта`);
  const ctx = systemContext(inbox.db, 'import', inbox.now);
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      `update onec.history_file set state = $2, finished_at = $3, counts = $4 where id = $1`,
      [file.id, summary.end === 'broken' ? 'failed' : 'done', inbox.now(),
        JSON.stringify(summary.counts)]);
    await writeEvents(tx, ctx, [{
      kind: 'history.loaded', entity: 'exchange', entityId: file.id,
      data: { file: name, counts: summary.counts },
    }]);
  });
}

/** Loads one file; throws HistoryProblem when it is not for this installation. */
export async function importHistory(
  inbox: Inbox, path: string, options: HistoryOptions = {},
): Promise<HistorySummary> {
  const loading: Loading = {
    inbox, path, name: basename(path), baseId: null, file: null, options, pending: [], bytes: 0,
    flight: Promise.resolve(),
    sizeBytes: statSync(path).size,
    summary: {
      file: basename(path), counts: {}, byType: {}, garbled: 0, resumedAfterLine: 0,
      end: 'absent', endText: null,
    },
  };
  const entries = readNdjsonFile(path, { onBytes: (bytes) => { loading.bytes = bytes; } });
  try {
    for await (const batch of entries) {
      for (const entry of batch) await takeEntry(loading, entry);
    }
    await flush(loading);
  } finally {
    await loading.flight;
  }
  await close(loading);
  return loading.summary;
}
