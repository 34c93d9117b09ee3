// A large file is read in a thread whose memory is bounded: beside it the server stays small and
// its screens quick. Left alone, V8 on a machine with much memory lets 150 MB of garbage pile up
// over a file of 60 MB; the bounded thread needs 110 MB with all that it loads.
import { Worker } from 'node:worker_threads';
import { connectionOf } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import type { CommercemlSummary } from '../commerceml/load-file.ts';
import { FileProblem } from '../commerceml/problem.ts';
import { loadPieces, type PiecesTask } from './load-pieces.ts';
import type { ThreadEnd, ThreadTask } from './load-thread.ts';

/** The start of a thread costs as much as reading this. */
const APART_FROM_BYTES = 4 * 1024 * 1024;
export const SITE_THREAD = {
  url: new URL('./load-thread.ts', import.meta.url),
  limits: { maxOldGenerationSizeMb: 72, maxYoungGenerationSizeMb: 12 },
};

/** Takes the file where its size belongs; throws as `loadPieces` does. */
export async function loadSiteFile(
  inbox: Inbox, task: PiecesTask & { sizeBytes: number }, signal: AbortSignal,
): Promise<CommercemlSummary> {
  const connection = connectionOf(inbox.db);
  if (task.sizeBytes < APART_FROM_BYTES || !connection) return loadPieces(inbox, task, signal);
  const end = await runThread({ ...task, connection, aheadMs: aheadOf(inbox) }, signal);
  if (end.kind === 'done') return end.summary;
  if (end.kind === 'problem') throw new FileProblem(end.reason);
  // A document of 10,000 lines is larger than the bound: here there is room for it.
  if (end.kind === 'burst') return loadPieces(inbox, task, signal);
  throw Object.assign(new Error(end.message), { code: end.code });
}

/** Tests live at moments of their own. */
const aheadOf = ({ now }: Inbox): number => now().getTime() - new Date().getTime();

/** A thread that is stopped leaves no more behind than a killed process: the file begins anew. */
async function runThread(task: ThreadTask, signal: AbortSignal): Promise<ThreadEnd> {
  signal.throwIfAborted();
  const thread = new Worker(
    SITE_THREAD.url, { workerData: task, resourceLimits: SITE_THREAD.limits });
  const { promise, resolve, reject } = Promise.withResolvers<ThreadEnd>();
  const stop = () => reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  thread.once('message', resolve);
  thread.once('error', (error) => {
    if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ kind: 'burst' });
    else reject(error);
  });
  thread.once('exit', () => reject(new Error('The thread ended without a word')));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;
