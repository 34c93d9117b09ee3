// Reads a file on a thread of its own: a workbook of 100,000 rows is seconds of work, and whoever
// waits for a card must not wait for it. The memory of the thread is bounded by who starts it.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { IMPORT_COLUMNS_MAX } from '#contract/imports';
import type { FileRow } from './cells.ts';
import { csvRows, encodingOf, findDelimiter, OpenQuote, textsOf } from './csv.ts';
import { openBook, UNPACKED_MAX, unpackedSize, xlsxRows } from './xlsx.ts';

export type ThreadTask = { path: string; format: 'xlsx' | 'csv'; sheet: number; batch: number };

/** About the file, before its rows. */
export type FileForm = {
  sheets: string[]; encoding: string | null; delimiter: string | null;
};

export type ThreadMessage =
  | { kind: 'form'; form: FileForm }
  | { kind: 'rows'; rows: FileRow[] }
  | { kind: 'end' }
  /** `reason` is for the person who has uploaded the file. */
  | { kind: 'refused'; reason: string };

/** One more than are taken, to see that there are more: a row of 16,384 is no burden then. */
const CELLS_MAX = IMPORT_COLUMNS_MAX + 1;

class Unreadable extends Error {}

const port = parentPort!;
const say = (message: ThreadMessage) => port.postMessage(message);

/** The next batch leaves when the last one is stored, so that they do not pile up in between. */
const heard = () => new Promise<void>((resolve) => { port.once('message', () => resolve()); });

async function openRows(
  { path, format, sheet }: ThreadTask,
): Promise<{ form: FileForm; rows: AsyncIterable<FileRow> | Iterable<FileRow> }> {
  if (format === 'csv') {
    const encoding = encodingOf(path);
    const [start = ''] = textsOf(path, encoding);
    const delimiter = findDelimiter(start);
    const rows = csvRows(textsOf(path, encoding), delimiter);
    return { form: { sheets: [], encoding, delimiter }, rows };
  }
  const bytes = new Uint8Array(readFileSync(path));
  const size = unpackedSize(bytes);
  if (size === null) {
    throw new Unreadable('Это не книга Excel: файл повреждён или переименован. '
      + 'Откройте его в Excel и сохраните как «Книга Excel (.xlsx)».');
  }
  if (size > UNPACKED_MAX) {
    throw new Unreadable('Книга слишком велика в распакованном виде: разделите её на части.');
  }
  const book = await openBook(bytes);
  const chosen = book.sheets[sheet];
  if (!chosen) throw new Unreadable('В книге нет листа с данными.');
  return {
    form: { sheets: book.sheets.map(({ name }) => name), encoding: null, delimiter: null },
    rows: xlsxRows(book, chosen),
  };
}

async function work(task: ThreadTask): Promise<void> {
  const { form, rows } = await openRows(task);
  say({ kind: 'form', form });
  let batch: FileRow[] = [];
  for await (const { line, cells } of rows) {
    batch.push({ line, cells: cells.slice(0, CELLS_MAX) });
    if (batch.length < task.batch) continue;
    say({ kind: 'rows', rows: batch });
    await heard();
    batch = [];
  }
  if (batch.length > 0) {
    say({ kind: 'rows', rows: batch });
    await heard();
  }
  say({ kind: 'end' });
}

work(workerData as ThreadTask).catch((error: unknown) => {
  const isTold = error instanceof Unreadable || error instanceof OpenQuote;
  say({ kind: 'refused', reason: isTold ? error.message
    : 'Файл не читается: он повреждён, защищён паролем или записан не в XLSX. '
      + 'Откройте его в Excel и сохраните как «Книга Excel (.xlsx)» без пароля.' });
});
