// A workbook of companies from the upload to the way back, against plain inserts of the same rows
// in the same batches. `--deals` says how many rows, 100,000 at most.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeInn } from '#contract/requisites';
import {
  IMPORT_QUEUE, readImport, startCheck, startRun, startUndo, workImport,
} from '#modules/imports';
import type { Context } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { startJobs } from '#platform/jobs';
import { importDeps } from '#server/imports';
import { closeTestDatabases, createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets } from '#test/factory';
import { upload, xlsxOf } from '#test/import-file';
import type { Figure, Report } from './figures.ts';
import type { BenchOptions } from './main.ts';

const ROWS_MAX = 100_000;
const BATCH = 40;
const INN_FROM = 100_000_000;

const rowOf = (index: number) => [
  `ООО «Завод ${index}»`, completeInn(String(INN_FROM + index)), `Казань, ул. Мира, ${index}`,
  `8 (912) ${String(index % 900 + 100)}-${String(index % 90 + 10)}-${String(index % 80 + 10)}`,
  `info${index}@zavod.ru`,
];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function floorOf(db: Db, rows: string[][]): Promise<number> {
  return timed(async () => {
    for (let at = 0; at < rows.length; at += BATCH) {
      await inTransaction(db, async (tx) => {
        for (const row of rows.slice(at, at + BATCH)) {
          await tx.query({
            name: 'bench-company',
            text: 'insert into customers.company (name, inn, address) values ($1, $2, $3)',
            values: [`Пол ${row[0]}`, null, row[2]],
          });
        }
      });
    }
  });
}

/** Rows a second of each part, and what plain inserts of the same rows take. */
export async function importRows({ deals }: BenchOptions): Promise<Report> {
  const count = Math.min(deals, ROWS_MAX);
  const { db } = await createTestDatabase();
  const uploadsDir = mkdtempSync(join(tmpdir(), 'verstak-bench-import-'));
  const jobs = await startJobs(db, {
    jobs: [{ name: IMPORT_QUEUE, run: () => Promise.resolve() }], recurring: [],
    timeZone: 'Europe/Moscow', work: false, onError: () => undefined,
  });
  try {
    await seedPresets(db);
    const departmentId = await addDepartment(db);
    const { ctx } = await addPerson(db, { departmentId, role: 'administrator' });
    const rows = Array.from({ length: count }, (_, index) => rowOf(index));
    const floorMs = await floorOf(db, rows);
    return await measure(ctx, { db, uploadsDir, rows, floorMs });
  } finally {
    await jobs.stop();
    rmSync(uploadsDir, { recursive: true, force: true });
    await closeTestDatabases();
  }
}

type World = { db: Db; uploadsDir: string; rows: string[][]; floorMs: number };

async function measure(
  ctx: Context, { db, uploadsDir, rows, floorMs }: World,
): Promise<Report> {
  const deps = importDeps(db, ctx.now, { uploadsDir });
  const bytes = await xlsxOf([['Название', 'ИНН', 'Адрес', 'Телефон', 'Почта'], ...rows]);
  let id = 0;
  const work = () => workImport(deps, id, new AbortController().signal);
  const uploadMs = await timed(async () => {
    ({ id } = await upload(ctx, deps, { noun: 'companies', bytes }));
  });
  const checkMs = await timed(async () => { await startCheck(ctx, deps, id); await work(); });
  const runMs = await timed(async () => { await startRun(ctx, deps, id); await work(); });
  const { counts: { created, error } } = await readImport(ctx, deps, id);
  const undoMs = await timed(async () => { await startUndo(ctx, deps, id); await work(); });
  const figure = (name: string, ms: number): Figure => ({
    name, ours: `${(ms / 1000).toFixed(1)} s, ${Math.round(1000 * rows.length / ms)} rows/s`,
    floor: `${(floorMs / 1000).toFixed(1)} s`, ratio: floorMs / ms,
  });
  return {
    title: `Import of ${rows.length} companies`,
    figures: [
      { name: 'upload until columns are shown', ours: `${(uploadMs / 1000).toFixed(1)} s` },
      figure('file read and every row tried', checkMs), figure('run', runMs),
      figure('way back', undoMs),
    ],
    notes: [
      `${created} created, ${error} refused`,
      `the workbook has ${Math.round(bytes.length / 1024)} KB`,
      'the floor inserts the company alone: no phone, address, history, right or duplicate',
      `memory at the end ${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB`,
    ],
  };
}
