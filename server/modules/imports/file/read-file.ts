// The rows of an uploaded file, read by a thread that may fail, hang or burst without harm.
import { Worker } from 'node:worker_threads';
import { refuseField } from '#platform/refuse';
import type { FileRow } from './cells.ts';
import type { FileForm, ThreadMessage, ThreadTask } from './reader-thread.ts';

/** A workbook's texts are held: 100 MB for 100,000 rows of five, most of these at their longest. */
const HEAP_MB = 768;
/** Unpacking the largest permitted file takes a quarter of it on a busy machine. */
const SILENCE_MS = 120_000;
const THREAD = new URL('./reader-thread.ts', import.meta.url);

export type FilePlace = Omit<ThreadTask, 'batch'>;
export type OpenFile = { form: FileForm; rows: AsyncGenerator<FileRow[]> };

const unreadable = (reason: string) => refuseField('file', reason);

type Inbox = { next: () => Promise<ThreadMessage>; close: () => Promise<unknown> };

function startThread(task: ThreadTask): Inbox {
  const thread = new Worker(THREAD, {
    workerData: task, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const waiting: ThreadMessage[] = [];
  let wake: (() => void) | undefined;
  const put = (message: ThreadMessage) => {
    waiting.push(message);
    wake?.();
  };
  thread.on('message', put);
  thread.on('error', () => put({
    kind: 'refused', reason: 'Файл не помещается в память: разделите его на части.',
  }));
  const next = async () => {
    for (;;) {
      const message = waiting.shift();
      if (message) return message;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      wake = resolve;
      const timer = setTimeout(
        () => reject(unreadable('Файл читается слишком долго: разделите его.')), SILENCE_MS);
      await promise.finally(() => clearTimeout(timer));
    }
  };
  const ask = () => thread.postMessage('next');
  return {
    next: async () => {
      const message = await next();
      if (message.kind === 'rows') ask();
      return message;
    },
    close: () => thread.terminate(),
  };
}

/** Opens the sheet and gives its rows in batches; refuses a file that cannot be read. */
export async function openFile(place: FilePlace, batch: number): Promise<OpenFile> {
  const thread = startThread({ ...place, batch });
  const first = await thread.next().catch(async (error: unknown) => {
    await thread.close();
    throw error;
  });
  if (first.kind !== 'form') {
    await thread.close();
    throw unreadable(first.kind === 'refused' ? first.reason : 'Файл пуст.');
  }
  async function* rows(): AsyncGenerator<FileRow[]> {
    try {
      for (;;) {
        const message = await thread.next();
        if (message.kind === 'refused') throw unreadable(message.reason);
        if (message.kind !== 'rows') return;
        yield message.rows;
      }
    } finally {
      await thread.close();
    }
  }
  return { form: first.form, rows: rows() };
}

/** The first rows of the sheet, for guessing and for samples. */
export async function lookInto(
  place: FilePlace, count: number,
): Promise<{ form: FileForm; rows: FileRow[] }> {
  const { form, rows } = await openFile(place, count);
  for await (const batch of rows) return { form, rows: batch };
  return { form, rows: [] };
}
