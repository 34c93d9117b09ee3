// A workbook of companies, then one of open deals of them, from the upload to the way back: against
// plain inserts of the same rows in the same batches. The run of deals is stopped in its middle and
// resumed, so is its way back. `--deals` says how many rows, 100,000 at most; of more than 20,000
// the companies are plain rows and the deals alone are measured.
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
const COMPANIES_MAX = 20_000;
const BATCH = 40;
const INN_FROM = 100_000_000;
/** How often it is looked how far the work has come. */
const SAMPLE_MS = 2000;

type Subject = {
  noun: 'companies' | 'deals';
  headers: string[];
  rowOf: (index: number) => string[];
  /** One plain insert of the same record, without what makes it one of ours. */
  floor: { name: string; text: string; values: (row: string[]) => unknown[] };
};

const innOf = (index: number) => completeInn(String(INN_FROM + index));

const COMPANIES: Subject = {
  noun: 'companies', headers: ['Название', 'ИНН', 'Адрес', 'Телефон', 'Почта'],
  rowOf: (index) => [
    `ООО «Завод ${index}»`, innOf(index), `Казань, ул. Мира, ${index}`,
    `8 (912) ${String(index % 900 + 100)}-${String(index % 90 + 10)}-${String(index % 80 + 10)}`,
    `info${index}@zavod.ru`,
  ],
  floor: {
    name: 'bench-company',
    text: 'insert into customers.company (name, inn, address) values ($1, $2, $3)',
    values: (row) => [`Пол ${row[0]}`, null, row[2]],
  },
};

const DEALS: Subject = {
  noun: 'deals', headers: ['Название', 'ИНН компании', 'Сумма', 'Комментарий'],
  rowOf: (index) => [
    `Насос для цеха ${index}`, innOf(index), String(10_000 + index), `Заявка ${index}`,
  ],
  floor: {
    name: 'bench-deal',
    text: `insert into work.task (title, assignee_id, note, created_at, updated_at)
      select $1, e.id, $2, now(), now() from staff.employee e order by e.id limit 1`,
    values: (row) => [row[0], row[3]],
  },
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function floorOf(db: Db, { floor }: Subject, rows: string[][]): Promise<number> {
  return timed(async () => {
    for (let at = 0; at < rows.length; at += BATCH) {
      await inTransaction(db, async (tx) => {
        for (const row of rows.slice(at, at + BATCH)) {
          await tx.query({ name: floor.name, text: floor.text, values: floor.values(row) });
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
    const world = { db, uploadsDir, count };
    if (count > COMPANIES_MAX) await plainCompanies(db, count);
    const subjects = count > COMPANIES_MAX ? [DEALS] : [COMPANIES, DEALS];
    const parts: Pick<Measured, 'figures' | 'notes'>[] = [];
    const done: Measured[] = [];
    for (const subject of subjects) done.push(await measure(ctx, world, subject));
    parts.push(...done);
    for (const each of done.toReversed()) parts.push(await takeBack(ctx, world, each));
    return {
      title: `Import of ${count} ${subjects.map(({ noun }) => noun).join(' and of as many ')}`,
      figures: parts.flatMap(({ figures }) => figures),
      notes: [
        ...parts.flatMap(({ notes }) => notes),
        'the floor inserts one bare row a record: no phone, history, right, duplicate or trial',
        `memory at its highest ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
      ],
    };
  } finally {
    await jobs.stop();
    rmSync(uploadsDir, { recursive: true, force: true });
    await closeTestDatabases();
  }
}

/** What the deals are told by, in one statement. */
async function plainCompanies(db: Db, count: number): Promise<void> {
  await db.query(`insert into customers.company (name, inn)
    select c.name, c.inn from unnest($1::text[], $2::text[]) as c (name, inn)`,
  [Array.from({ length: count }, (_, index) => COMPANIES.rowOf(index)[0]),
    Array.from({ length: count }, (_, index) => innOf(index))]);
  await db.query('analyze customers.company');
}

type World = { db: Db; uploadsDir: string; count: number };
type Measured = { id: number; subject: Subject; figures: Figure[]; notes: string[] };

const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** How many rows are past a part of the work, looked at while it goes on. */
async function sampled(
  db: Db, importId: number, where: string, work: () => Promise<unknown>,
): Promise<{ ms: number; tempo: string }> {
  const samples: { ms: number; done: number }[] = [];
  const startedAt = performance.now();
  const look = async () => {
    const { rows: [row] } = await db.query<{ done: number }>(
      `select count(*)::int as done from imports.import_row where import_id = $1 and ${where}`,
      [importId]);
    samples.push({ ms: performance.now() - startedAt, done: row!.done });
  };
  const timer = setInterval(() => void look().catch(() => undefined), SAMPLE_MS);
  const ms = await timed(work).finally(() => clearInterval(timer));
  await look();
  return { ms, tempo: tempoOf(samples) };
}

/** Rows a second of the first and of the last fifth: a work that grows slower shows it here. */
function tempoOf(samples: { ms: number; done: number }[]): string {
  const total = samples.at(-1)!.done;
  const at = (share: number) => samples.find(({ done }) => done >= total * share)!;
  const rate = (from: { ms: number; done: number }, to: { ms: number; done: number }) =>
    Math.round(1000 * (to.done - from.done) / Math.max(1, to.ms - from.ms));
  const first = rate({ ms: 0, done: 0 }, at(0.2));
  return `first fifth ${first} rows/s, last fifth ${rate(at(0.8), samples.at(-1)!)}`;
}

async function measure(ctx: Context, world: World, subject: Subject): Promise<Measured> {
  const { db, uploadsDir, count } = world;
  const deps = importDeps(db, ctx.now, { uploadsDir });
  const rows = Array.from({ length: count }, (_, index) => subject.rowOf(index));
  const floorMs = await floorOf(db, subject, rows);
  const bytes = await xlsxOf([subject.headers, ...rows]);
  let id = 0;
  const uploadMs = await timed(async () => {
    ({ id } = await upload(ctx, deps, { noun: subject.noun, bytes }));
  });
  const check = await sampled(db, id, `status <> 'waiting'`, async () => {
    await startCheck(ctx, deps, id);
    await workImport(deps, id, new AbortController().signal);
  });
  const run = await sampled(db, id, `status = 'created'`, async () => {
    await startRun(ctx, deps, id);
    await stopHalfway(db, id, { where: `status = 'created'`, count },
      (signal) => workImport(deps, id, signal));
    await workImport(deps, id, new AbortController().signal);
  });
  const { counts: { created, error } } = await readImport(ctx, deps, id);
  const { noun } = subject;
  return {
    id, subject,
    figures: [
      { name: `${noun}: upload until columns are shown`, ours: `${seconds(uploadMs)} s` },
      figureOf(`${noun}: file read, every row tried`, { count, floorMs }, check.ms),
      figureOf(`${noun}: run, stopped halfway and resumed`, { count, floorMs }, run.ms),
    ],
    notes: [
      `${noun}: ${created} created, ${error} refused; the workbook has ${
        Math.round(bytes.length / 1024)} KB`,
      `${noun} tried: ${check.tempo}; run: ${run.tempo}`,
    ],
  };
}

const figureOf = (
  name: string, { count, floorMs }: { count: number; floorMs: number }, ms: number,
): Figure => ({
  name, ours: `${seconds(ms)} s, ${Math.round(1000 * count / ms)} rows/s`,
  floor: `${seconds(floorMs)} s`, ratio: floorMs / ms,
});

/** Aborts the worker when half of the rows are done, as a restart of the server does. */
async function stopHalfway(
  db: Db, id: number, { where, count }: { where: string; count: number },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const timer = setInterval(() => {
    void db.query<{ done: number }>(`select count(*)::int as done from imports.import_row
      where import_id = $1 and ${where}`, [id])
      .then(({ rows: [row] }) => (row!.done >= count / 2 ? stop.abort() : undefined))
      .catch(() => undefined);
  }, SAMPLE_MS);
  await work(stop.signal).catch(() => undefined).finally(() => clearInterval(timer));
}

async function takeBack(
  ctx: Context, world: World, { id, subject }: Measured,
): Promise<Pick<Measured, 'figures' | 'notes'>> {
  const { db, uploadsDir, count } = world;
  const deps = importDeps(db, ctx.now, { uploadsDir });
  const where = 'undo_status is not null';
  const before = await livingOf(db, subject);
  const undo = await sampled(db, id, where, async () => {
    await startUndo(ctx, deps, id);
    await stopHalfway(db, id, { where, count }, (signal) => workImport(deps, id, signal));
    await workImport(deps, id, new AbortController().signal);
  });
  const { counts: { undone, kept } } = await readImport(ctx, deps, id);
  return {
    figures: [{
      name: `${subject.noun}: way back, stopped halfway and resumed`,
      ours: `${seconds(undo.ms)} s, ${Math.round(1000 * count / undo.ms)} rows/s`,
    }],
    notes: [
      `${subject.noun}: ${undone} taken back, ${kept} kept, of ${before} records are left ${
        await livingOf(db, subject)}; ${undo.tempo}`,
    ],
  };
}

/** Records that a person still finds. */
async function livingOf(db: Db, { noun }: Subject): Promise<number> {
  const { rows: [row] } = await db.query<{ count: number }>(noun === 'deals'
    ? 'select count(*)::int as count from deals.deal'
    : `select count(*)::int as count from customers.company
      where deleted_at is null and name like 'ООО «Завод %'`);
  return row!.count;
}
