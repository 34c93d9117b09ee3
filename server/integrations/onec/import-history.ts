// Transport D: a file of snapshots, read by stream, applied in large batches, resumable by line.
// The same file again changes nothing: every line answers `duplicate`.
import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { OnecResult } from '#contract/onec';
import { foreseeRows, sortItems, type Inbox, type RawItem } from './apply-items.ts';
import { findBase, guardEpoch, introduceBase, judgeBase } from './bases.ts';
import {
  advanceHistoryRow, closeHistoryRow, openHistoryRow, takeHistoryRow, type HistoryRow,
  type HistoryTotals,
} from './history-rows.ts';
import { startInLanes, type Flight } from './history-lanes.ts';
import { holdLock, type Hold } from './hold-lock.ts';
import { carriedBy, saidKopecks } from './history-proof/carried.ts';
import { countProof, type ProofOutcome } from './history-proof/count-proof.ts';
import type { Held } from './quarantine.ts';
import { rawOf, type Origin } from './received.ts';
import { retryWaiting } from './retry-waiting.ts';
import { readNdjsonFile, type NdjsonClosing, type NdjsonEntry } from './wire/ndjson.ts';

// 800 items a lane: 4,000 locks of both, well below PostgreSQL's default table of locks, and short
// enough that a payment beside it waits less than a second. The first portions are small, so that
// a wrong file is told at once.
const BATCH_ITEMS = 1_600;
const FIRST_ITEMS = 400;
const TELL_EVERY_MS = 1_000;
const FILE_LOCK = 7_105;
// So many unreadable lines before the first readable one: this is some other file.
const STRANGE_LINES_MAX = 100;

// A new base has no statistics, and the planner then reads whole tables for every batch; the
// database's own analysis comes a minute later and hardly ever afterwards. Only the columns that
// documents are found by: all of them took a tenth of a load.
const ANALYZED_AT_LINES = [4_000, 16_000, 64_000, 256_000, 1_000_000, 4_000_000];
const ANALYZE = `analyze onec.object (base_id, type, uid),
  payments.sales_order (base_id, uid, deal_id), payments.order_line (base_id, order_uid),
  payments.payment_stage (base_id, order_uid), payments.invoice (base_id, uid, order_uid),
  payments.payment (base_id, uid, company_uid),
  payments.payment_line (base_id, payment_uid, order_uid, invoice_uid),
  payments.shipment (base_id, uid), payments.shipment_line (base_id, shipment_uid, order_uid),
  deals.deal (id), deals.deal_reader (deal_id), customers.company_identity (base_id, uid),
  customers.company (id), staff.employee_identity (base_id, uid), onec.quarantine`;

export type HistoryProgress = { line: number; bytes: number; sizeBytes: number };
export type HistorySummary = {
  file: string;
  /** Items by status. */
  counts: Record<string, number>;
  /** Applied objects and Σ of their totals, decimal text, by type. */
  byType: HistoryTotals;
  garbled: number;
  resumedAfterLine: number;
  end: NdjsonClosing['end'];
  endText: string | null;
  /** Months and types of the file, and those where Verstak holds something else. */
  proof: ProofOutcome;
};

export type HistoryOptions = {
  /** Zone of a base the file does not introduce. */
  timeZone?: string;
  onProgress?: (progress: HistoryProgress) => void;
  /** An upload: its row, and its name on the sender's disk. */
  upload?: { id: number; name: string };
  /** Stops after the batch at hand; the next load goes on from there. */
  signal?: AbortSignal;
};

/** Why this file cannot be loaded here, in Russian. */
export class HistoryProblem extends Error {}

type Loading = {
  inbox: Inbox; path: string; name: string; baseId: number | null; file: HistoryRow | null;
  options: HistoryOptions;
  summary: HistorySummary; pending: RawItem[]; garbled: Garbled[];
  bytes: number; sizeBytes: number; toldAtMs: number;
  /** Of a file that a command reads in place: the same one may be named to two commands. */
  hold: Hold | null;
  /** The batch that went into the database last, and its lanes. */
  flight: Promise<unknown>;
  lanes: Flight | null;
  /** The note of how far the file has come, of the last batch and of the one before it. */
  note: Promise<void>;
  noteBefore: Promise<void>;
  batchItems: number;
};

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
    // The alarm is what a person confirms the new epoch by.
    await guardEpoch(inbox.db, known, epoch);
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
  if (!options.upload) await holdFile(loading, base.id);
  loading.file = options.upload
    ? await takeHistoryRow(inbox.db, options.upload.id, base.id)
    : await openHistoryRow(inbox.db,
      { baseId: base.id, name: loading.name, sizeBytes: loading.sizeBytes });
  const { linesDone, counts, totals } = loading.file;
  Object.assign(loading.summary, { resumedAfterLine: linesDone, counts, byType: totals });
}

/** By what its row is found by: the row itself is not there yet, or tells of another's progress. */
async function holdFile(loading: Loading, baseId: number): Promise<void> {
  const { inbox, name, sizeBytes } = loading;
  const id = hash('md5', `${baseId} ${sizeBytes} ${name}`, 'buffer').readInt32BE();
  loading.hold = await holdLock(inbox.db, FILE_LOCK, id);
  if (loading.hold) return;
  throw new HistoryProblem(`Файл ${name} сейчас загружает другая команда`);
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Most lines are taken at once: there are millions, and a promise for each is not free. */
function takeEntry(loading: Loading, entry: NdjsonEntry): Promise<void> | null {
  if (entry.kind === 'closing') {
    loading.summary.end = entry.end;
    loading.summary.endText = entry.text ?? null;
    return null;
  }
  if (entry.kind === 'hello') {
    const inner = entry.value['hello'];
    return meetBase(loading, (inner ?? entry.value) as Record<string, unknown>);
  }
  if (entry.kind === 'item' && !loading.file) return takeFirst(loading, entry);
  return takeLine(loading, entry);
}

type Line = Exclude<NdjsonEntry, { kind: 'hello' | 'closing' }>;

async function takeFirst(loading: Loading, entry: Item): Promise<void> {
  const value = (entry.value ?? {}) as Record<string, unknown>;
  const isNamed = Boolean(value['ib'] && value['epoch']);
  if (isNamed) await meetBase(loading, value);
  await takeLine(loading, isNamed ? entry : nameless(entry));
}

function takeLine(loading: Loading, entry: Line): Promise<void> | null {
  if (entry.line <= loading.summary.resumedAfterLine) return null;
  if (!loading.file && loading.garbled.length >= STRANGE_LINES_MAX) {
    throw new HistoryProblem(
      `Файл ${loading.name} не похож на выгрузку из 1С: в нём нет строк JSON`);
  }
  if (entry.kind === 'garbled') loading.garbled.push(entry);
  else loading.pending.push({ value: entry.value, line: entry.line });
  const isFull = loading.pending.length + loading.garbled.length >= loading.batchItems;
  return isFull ? flush(loading) : null;
}

type Garbled = Extract<NdjsonEntry, { kind: 'garbled' }>;
type Item = Extract<NdjsonEntry, { kind: 'item' }>;

/** A bad first line must not stop the file: the next one may say whose it is. */
const nameless = ({ line, value }: Item): Garbled => ({
  kind: 'garbled', line, text: 'В строке нет базы (ib) или эпохи (epoch)',
  raw: rawOf(value).slice(0, 2000),
});

function heldGarbled(loading: Loading, { line, text: reason, raw }: Garbled): Held {
  return {
    state: 'rejected', baseId: loading.baseId, ib: null, lane: 'backfill', type: null, uid: null,
    rev: null, messageId: '', code: 'field.invalid', reason, field: null, waitsFor: null, raw,
    file: loading.name, line,
  };
}

/**
 * Reads and checks a batch while those before it are in the database. It goes in as soon as one of
 * them has a free lane, see history-lanes.ts; killed in between, the load tells those lines
 * `duplicate`.
 */
async function flush(loading: Loading): Promise<void> {
  const { inbox, file, pending, name } = loading;
  const garbled = loading.garbled.map((entry) => heldGarbled(loading, entry));
  if (!file || pending.length + garbled.length === 0) return;
  loading.pending = [];
  loading.garbled = [];
  loading.batchItems = Math.min(BATCH_ITEMS, 2 * loading.batchItems);
  const { bytes } = loading;
  const origin: Origin = { kind: 'file', fileId: file.id, name };
  const sorted = { ...await sortItems(inbox, pending, origin), origin };
  await foreseeRows(inbox, sorted);
  const before = loading.lanes;
  if (!before?.isPlain) await loading.flight;
  await loading.noteBefore;
  loading.options.signal?.throwIfAborted();
  const { note } = loading;
  loading.noteBefore = note;
  const lanes = startInLanes(inbox, { items: pending, sorted }, before);
  const flight = landBatch(inbox, lanes, { items: pending, garbled, bytes });
  Object.assign(loading, { lanes, flight });
  loading.note = Promise.all([flight, note])
    .then(([landed]) => noteBatch(loading, file, landed));
  // A failure is met where these are awaited; until then it must not end the process.
  flight.catch(() => undefined);
  loading.note.catch(() => undefined);
}

type Batch = { items: RawItem[]; garbled: Held[]; bytes: number };
type Landed = Batch & { results: OnecResult[] };

async function landBatch(inbox: Inbox, { landed }: Flight, batch: Batch): Promise<Landed> {
  const { results, arrived } = await landed;
  if (arrived.length > 0) await retryWaiting(inbox, arrived);
  return { ...batch, results };
}

async function noteBatch(
  loading: Loading, file: HistoryRow, { items, garbled, bytes, results }: Landed,
): Promise<void> {
  const { inbox } = loading;
  countResults(file, items, results);
  const doneBefore = file.linesDone;
  file.linesDone = Math.max(items.at(-1)?.line ?? 0, garbled.at(-1)?.line ?? 0);
  file.garbled += garbled.length;
  const carried = items.flatMap(({ value, line }) => carriedBy(value, line ?? 0) ?? []);
  await advanceHistoryRow(inbox, file, { bytes, garbled, carried, tell: isTimeToTell(loading) });
  if (ANALYZED_AT_LINES.some((line) => doneBefore < line && file.linesDone >= line)) {
    await inbox.db.query(ANALYZE);
  }
  loading.options.onProgress?.({
    line: file.linesDone, bytes: loading.bytes, sizeBytes: loading.sizeBytes,
  });
}

function countResults(file: HistoryRow, items: RawItem[], results: OnecResult[]): void {
  const foreign = results.find(({ code }) => code === 'epoch.changed');
  if (foreign) throw new HistoryProblem(`${foreign.text ?? ''}: загрузка остановлена`);
  for (const [index, { status }] of results.entries()) {
    file.counts[status] = (file.counts[status] ?? 0) + 1;
    if (status === 'applied') addTotal(file.totals, items[index]?.value);
  }
}

/** Screens are told once a second, however fast the batches are. */
function isTimeToTell(loading: Loading): boolean {
  const nowMs = performance.now();
  if (nowMs - loading.toldAtMs < TELL_EVERY_MS) return false;
  loading.toldAtMs = nowMs;
  return true;
}

function addTotal(totals: HistoryTotals, value: unknown): void {
  const { type, body } = value as { type: string; body?: object };
  const row = totals[type] ?? { count: 0, sumKopecks: 0 };
  row.count += 1;
  row.sumKopecks += saidKopecks(type, body);
  totals[type] = row;
}

async function close(loading: Loading): Promise<void> {
  const { inbox, file, summary, name } = loading;
  if (!file) throw new HistoryProblem(`В файле ${name} нет ни одного объекта`);
  summary.garbled = file.garbled;
  summary.proof = await countProof(inbox, file.id);
  const broken = summary.end === 'broken';
  await closeHistoryRow(inbox, file, {
    name, state: broken ? 'failed' : 'done', error: broken ? summary.endText : null,
  });
}

/** Loads one file; throws HistoryProblem when it is not for this installation. */
export async function importHistory(
  inbox: Inbox, path: string, options: HistoryOptions = {},
): Promise<HistorySummary> {
  const name = options.upload?.name ?? basename(path);
  const loading: Loading = {
    inbox, path, name, baseId: null, file: null, hold: null, options,
    pending: [], garbled: [], bytes: 0,
    flight: Promise.resolve(), lanes: null, note: Promise.resolve(), noteBefore: Promise.resolve(),
    toldAtMs: 0, batchItems: FIRST_ITEMS,
    sizeBytes: statSync(path).size,
    summary: {
      file: name, counts: {}, byType: {}, garbled: 0, resumedAfterLine: 0,
      end: 'absent', endText: null, proof: { months: 0, differ: 0 },
    },
  };
  try {
    await readAll(loading);
    await close(loading);
  } finally {
    await loading.hold?.release();
  }
  return loading.summary;
}

async function readAll(loading: Loading): Promise<void> {
  const entries = readNdjsonFile(loading.path, {
    onBytes: (bytes) => { loading.bytes = bytes; },
  });
  try {
    for await (const batch of entries) {
      for (const entry of batch) {
        const work = takeEntry(loading, entry);
        if (work) await work;
      }
    }
    await flush(loading);
  } finally {
    // Nothing may be at work when the load is given up.
    await Promise.allSettled([loading.flight, loading.noteBefore, loading.note]);
  }
  await loading.note;
}
