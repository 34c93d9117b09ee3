// The thread of a large file: it takes what the server would take, and is stopped like a process.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { one, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { catalogueXml } from '#test/onec-fake/site-files';
import { introduceBase } from '../bases.ts';
import { meetBase } from '../commerceml/meet-base.ts';
import { FileProblem } from '../commerceml/problem.ts';
import { loadSiteFile } from './load-apart.ts';

const PRODUCTS = 30;
/** As large as it says: the size decides where a file is read. */
const LARGE = 100 * 1024 * 1024;
const now = () => new Date('2026-03-02T09:00:00Z');

async function task(db: Db, ib: string, path: string) {
  const { id } = (await one<{ id: number }>(db, `
    insert into onec.history_file (base_id, path, size_bytes, state)
    values ((select id from onec.base where ib = $1), 'import.xml', 1, 'running') returning id`,
  [ib]))!;
  return { ib, fileId: id, sessionId: 0, name: 'import.xml', paths: [path], sizeBytes: LARGE };
}

test('a large file is taken in its thread; a foreign base and a stop end it', async (t) => {
  const { db } = await createTestDatabase();
  await seedPresets(db);
  const folder = mkdtempSync(join(tmpdir(), 'verstak-apart-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'import.xml');
  writeFileSync(path, catalogueXml({ products: PRODUCTS }));
  const inbox = { db, now };
  await meetBase(inbox, 'site');
  const alive = new AbortController();
  const summary = await loadSiteFile(inbox, await task(db, 'site', path), alive.signal);
  assert.deepEqual([summary.complete, summary.objects['product.applied']], [true, PRODUCTS]);
  await introduceBase(db, { ib: 'pushes', epoch: '1' }, now());
  const foreign = await task(db, 'pushes', path);
  await assert.rejects(loadSiteFile(inbox, foreign, alive.signal),
    (error) => error instanceof FileProblem && /присылает данные сама/.test(error.message));
  const again = loadSiteFile(inbox, await task(db, 'site', path), alive.signal);
  alive.abort(new Error('the server stops'));
  await assert.rejects(again, /the server stops/);
});
