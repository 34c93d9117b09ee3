// Where imports are tried: a database with its people, a queue, a folder for files, and numbers of
// companies that none has yet.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeInn } from '#contract/requisites';
import { IMPORT_QUEUE, listRows, type ImportDeps } from '#modules/imports';
import type { Context } from '#platform/context';
import { startQueues } from '#platform/jobs';
import { importDeps } from '#server/imports';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { createPeople, type People } from '#test/people';

/** Never stopped: the work of a test ends by itself. */
export const FOREVER: AbortSignal = new AbortController().signal;

const FIRST_INN = 100_000_000;

export type ImportDesk = {
  database: TestDatabase;
  people: People;
  uploadsDir: string;
  deps: () => ImportDeps;
  nextInn: () => string;
  close: () => Promise<void>;
};

export async function openImportDesk(): Promise<ImportDesk> {
  const database = await createTestDatabase();
  const { db } = database;
  const people = await createPeople(db);
  await seedPresets(db);
  const jobs = await startQueues(db, IMPORT_QUEUE);
  const uploadsDir = mkdtempSync(join(tmpdir(), 'verstak-imports-'));
  let innCount = FIRST_INN;
  return {
    database, people, uploadsDir,
    deps: () => importDeps(db, () => new Date(), { uploadsDir }),
    nextInn: () => completeInn(String(innCount += 1)),
    close: async () => {
      await jobs.stop();
      rmSync(uploadsDir, { recursive: true, force: true });
    },
  };
}

export const rowsOfImport = async (ctx: Context, id: number) =>
  (await listRows(ctx, { id, limit: 500 })).items;
