// The thread of a large file, with two connections of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, type Connection } from '#platform/database';
import type { CommercemlSummary } from '../commerceml/load-file.ts';
import { FileProblem } from '../commerceml/problem.ts';
import { loadPieces, type PiecesTask } from './load-pieces.ts';

export type ThreadTask = PiecesTask & {
  connection: Connection;
  /** How far the caller's clock is ahead of the machine's. */
  aheadMs: number;
};

export type ThreadEnd =
  | { kind: 'done'; summary: CommercemlSummary }
  /** The file is to blame, in words for a person. */
  | { kind: 'problem'; reason: string }
  | { kind: 'failed'; message: string; code: unknown }
  /** It did not fit into the memory of the thread. */
  | { kind: 'burst' };

async function run({ connection, aheadMs, ...task }: ThreadTask): Promise<ThreadEnd> {
  const db = openDatabase(connection, 2);
  const now = () => new Date(new Date().getTime() + aheadMs);
  try {
    return { kind: 'done', summary: await loadPieces({ db, now }, task) };
  } catch (error) {
    if (error instanceof FileProblem) return { kind: 'problem', reason: error.message };
    const { message, code } = error as Error & { code?: unknown };
    return { kind: 'failed', message, code };
  } finally {
    await db.end();
  }
}

parentPort?.postMessage(await run(workerData as ThreadTask));
