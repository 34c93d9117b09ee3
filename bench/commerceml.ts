// A catalogue of CommerceML read and written, against the bare parser over the same file; memory of
// each in a process of its own. `--deals` says how many
// products, 69,000 make 60 MB.
import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { introduceBase, SITE_THREAD } from '#integrations/onec';
import type { Db } from '#platform/database';
import { closeTestDatabases, createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { catalogueParts } from '#test/onec-fake/site-files';
import type { Report } from './figures.ts';
import type { BenchOptions } from './main.ts';

const PRODUCTS_MAX = 69_000;
const RSS_MAX_MB = 200;
const WORKER = new URL('./commerceml-worker.ts', import.meta.url).pathname;
const run = promisify(execFile);

type Measured = { ms: number; rssMb: number };

async function measure(...args: string[]): Promise<Measured> {
  const { stdout } = await run(process.execPath, [WORKER, ...args]);
  return JSON.parse(stdout) as Measured;
}

/** A file of «Обмен с сайтом», as a session would have brought it. */
async function openFile(db: Db): Promise<number> {
  const { id } = await introduceBase(
    db, { ib: 'bench', epoch: 'commerceml', configuration: 'CommerceML' }, new Date());
  const { rows } = await db.query<{ id: number }>(
    `insert into onec.history_file (base_id, path, size_bytes, state)
     values ($1, 'import.xml', 0, 'running') returning id`, [id]);
  return rows[0]!.id;
}

async function writeCatalogue(path: string, products: number): Promise<number> {
  const parts = function* (): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.08">\n';
    yield* catalogueParts({ products });
    yield '\n</КоммерческаяИнформация>\n';
  };
  await pipeline(Readable.from(parts()), createWriteStream(path));
  return statSync(path).size;
}

export async function commerceml({ deals }: BenchOptions): Promise<Report> {
  const products = Math.min(deals, PRODUCTS_MAX);
  const folder = mkdtempSync(join(tmpdir(), 'verstak-bench-commerceml-'));
  const path = join(folder, 'import.xml');
  try {
    const megabytes = await writeCatalogue(path, products) / 1024 / 1024;
    const { db, url } = await createTestDatabase();
    await seedPresets(db);
    const floor = await measure('floor', path);
    const task = JSON.stringify({
      ...SITE_THREAD, connection: { connectionString: url }, aheadMs: 0, ib: 'bench', sessionId: 0,
      fileId: await openFile(db), name: 'import.xml', paths: [path],
    });
    const first = await measure('ours', task);
    const again = await measure('ours', task);
    const rate = ({ ms }: Measured) => `${(1000 * megabytes / ms).toFixed(1)} MB/s`;
    const figure = (name: string, ours: Measured) => ({
      name,
      ours: `${(ours.ms / 1000).toFixed(1)} s, ${rate(ours)}, ${Math.round(ours.rssMb)} MB rss`,
      floor: `${(floor.ms / 1000).toFixed(1)} s, ${rate(floor)}, ${Math.round(floor.rssMb)} MB rss`,
      ratio: floor.ms / ours.ms, target: `≤ ${RSS_MAX_MB} MB rss`,
      met: ours.rssMb <= RSS_MAX_MB,
    });
    return {
      title: `CommerceML: ${products} products, ${Math.round(megabytes)} MB`,
      figures: [
        figure('read and written', first), figure('the same file again', again),
      ],
      notes: [
        'the floor only parses: no tree, no rows, no database',
        `ours is the server's thread with its limits (${JSON.stringify(SITE_THREAD.limits)}) in a `
        + 'process that holds nothing else; beside the server it adds what it takes',
        'each figure is a process of its own; PostgreSQL beside it is not in its memory',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await closeTestDatabases();
  }
}
