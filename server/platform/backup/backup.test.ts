import assert from 'node:assert/strict';
import {
  appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '#test/database';
import { type Db, inTransaction, type Queryable } from '../database.ts';
import { enqueue, startJobs } from '../jobs.ts';
import { ensurePartitions } from '../partitions.ts';
import { listSequences, listTables, quote } from './catalogue.ts';
import { loadBackup } from './load.ts';
import { saveBackup } from './save.ts';

const home = mkdtempSync(join(tmpdir(), 'verstak-backup-'));
after(() => rmSync(home, { recursive: true }));

type Place = { database: TestDatabase; filesDir: string; keyFile: string };

function place(name: string, database: TestDatabase): Place {
  const dataDir = join(home, name);
  mkdirSync(dataDir);
  return { database, filesDir: join(dataDir, 'files'), keyFile: join(dataDir, 'verstak.key') };
}

const save = ({ database: { db }, filesDir, keyFile }: Place, folder: string, snapshot?: string) =>
  saveBackup({ db, filesDir, keyFile, folder, snapshot });
const load = ({ database: { db }, filesDir, keyFile }: Place, folder: string, force = false) =>
  loadBackup({ db, filesDir, keyFile, folder, force });

async function original(name: string): Promise<Place> {
  const made = place(name, await createTestDatabase());
  await ensurePartitions(made.database.db, ['platform.event'], new Date('2026-11-01T00:00:00Z'));
  mkdirSync(join(made.filesDir, 'ab'), { recursive: true });
  writeFileSync(join(made.filesDir, 'ab', 'счёт.pdf'), 'a file');
  writeFileSync(made.keyFile, Buffer.alloc(32, 7));
  await write(made.database.db, 20);
  const jobs = await startJobs(made.database.db, {
    jobs: [{ name: 'backup.test', run: () => Promise.resolve() }],
    recurring: [], timeZone: 'UTC', work: false, onError: (error) => assert.fail(error as Error),
  });
  await inTransaction(made.database.db, (tx) => enqueue(tx, 'backup.test', { waits: true }));
  await jobs.stop();
  return made;
}

/** Two rows that only make sense together, with everything that text formats stumble over. */
async function write(db: Db, rounds: number, from = 0): Promise<void> {
  for (let round = from; round < from + rounds; round += 1) {
    const value = JSON.stringify({ round, text: 'tab\t newline\n \\N "quoted" Насос' });
    await db.query(`
      with event as (
        insert into platform.event (kind, entity, entity_id, at, data, source)
        values ('backup.test', 'deal', $1::int, now() - $1::int * interval '1 hour', $2, 'system')
      )
      insert into platform.setting (name, value) values ('backup.test.' || $1::int, $2::jsonb)`,
    [round, value]);
  }
}

async function hashes(on: Queryable): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { schema, name, columns } of await listTables(on)) {
    const { rows } = await on.query<{ hash: string }>(`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash
      from (select ${columns.map(quote).join(', ')} from ${quote(schema)}.${quote(name)}) t`);
    found[`${schema}.${name}`] = rows[0]?.hash ?? '';
  }
  return found;
}

test('a backup taken under writes, restored elsewhere, equals its snapshot', async () => {
  const from = await original('writes');
  const { db } = from.database;
  let writing = true;
  let written = 1000;
  const writers = [1, 2, 3].map(async () => {
    while (writing) {
      written += 1;
      await write(db, 1, written);
    }
  });
  const witness = await db.connect();
  await witness.query('begin isolation level repeatable read');
  const { rows } = await witness.query('select pg_export_snapshot() as id');
  const folder = join(home, 'backup of writes');
  const manifest = await save(from, folder, rows[0].id);
  const expected = await hashes(witness as unknown as Queryable);
  await witness.query('commit');
  witness.release();
  writing = false;
  await Promise.all(writers);
  assert.notDeepEqual(await hashes(db), expected, 'the writers did write meanwhile');
  assert.ok(manifest.partitions.some(({ name }) => name === 'event_2026_11'));

  const to = place('writes-restored', await createEmptyDatabase());
  await load(to, folder);
  assert.deepEqual(await hashes(to.database.db), expected);
  assert.equal(readFileSync(join(to.filesDir, 'ab', 'счёт.pdf'), 'utf8'), 'a file');
  assert.deepEqual(readFileSync(to.keyFile), Buffer.alloc(32, 7));
  assert.equal(readdirSync(join(home, 'writes-restored')).length, 2, 'nothing else is left');
  const { rows: [order] } = await to.database.db.query<{ past: boolean }>(
    'select bool_and(tx < pg_current_xact_id()) as past from platform.event');
  assert.equal(order?.past, true, 'the log of events goes on after the restored ones');
  // The restored base goes on where the old one stopped: its counters are not behind its rows.
  await write(to.database.db, 5, 5000);
  const before = new Map((manifest.sequences).map((s) => [`${s.schema}.${s.name}`, s.value]));
  for (const { schema, name, value } of await listSequences(to.database.db)) {
    assert.ok(value >= (before.get(`${schema}.${name}`) ?? 0));
  }
});

test('a backup taken of its own snapshot holds both halves of every write', async () => {
  const from = await original('halves');
  let writing = true;
  const writer = (async () => {
    for (let round = 100; writing; round += 1) await write(from.database.db, 1, round);
  })();
  const folder = join(home, 'backup of halves');
  await save(from, folder);
  writing = false;
  await writer;
  const to = place('halves-restored', await createEmptyDatabase());
  await load(to, folder);
  const { rows } = await to.database.db.query<{ lone: number }>(`
    select count(*)::int as lone from (
      select entity_id::text as id from platform.event where kind = 'backup.test') e
    full join (
      select substr(name, 13) as id from platform.setting where name like 'backup.test.%') s
      using (id)
    where e.* is null or s.* is null`);
  assert.deepEqual(rows, [{ lone: 0 }]);
});

test('a damaged backup changes nothing and says what is damaged', async () => {
  const from = await original('damaged');
  const folder = join(home, 'backup damaged');
  await save(from, folder);
  appendFileSync(join(folder, 'tables', 'platform.setting.gz'), 'x');
  rmSync(join(folder, 'files', 'ab', 'счёт.pdf'));
  const to = place('damaged-restored', await createEmptyDatabase());
  await assert.rejects(load(to, folder), (error: Error) => {
    assert.match(error.message, /platform\.setting\.gz has \d+ bytes instead of/);
    assert.match(error.message, /files\/ab\/счёт\.pdf is missing/);
    return true;
  });
  assert.deepEqual(await listTables(to.database.db), []);
  assert.equal(existsSync(to.filesDir), false);
  writeFileSync(join(folder, 'manifest.json'), '{}');
  await assert.rejects(load(to, folder), /manifest\.json is damaged/);
  await assert.rejects(load(to, home), /holds no backup/);
});

test('what is there is replaced only with --force, and kept when the restore fails', async () => {
  const from = await original('force');
  const folder = join(home, 'backup force');
  const manifest = await save(from, folder);
  const expected = await hashes(from.database.db);
  await write(from.database.db, 3, 500);
  writeFileSync(join(from.filesDir, 'newer'), 'newer');
  await assert.rejects(load(from, folder), /files is not empty\. --force replaces it/);
  rmSync(join(from.filesDir), { recursive: true });
  const kept = await hashes(from.database.db);
  await assert.rejects(load(from, folder), /The database is not empty .*--force/);
  // A restore that fails late: a whole backup with one row fewer than its manifest says.
  const [table] = manifest.tables.filter(({ name }) => name === 'setting');
  const { writeManifest } = await import('./manifest.ts');
  table!.rows += 1;
  writeManifest(folder, manifest);
  await assert.rejects(load(from, folder, true), /received \d+ rows instead of/);
  assert.deepEqual(await hashes(from.database.db), kept);
  assert.equal(existsSync(from.filesDir), false);
  table!.rows -= 1;
  writeManifest(folder, manifest);
  await load(from, folder, true);
  assert.deepEqual(await hashes(from.database.db), expected);
  assert.equal(existsSync(join(from.filesDir, 'newer')), false);
  assert.equal(existsSync(join(from.filesDir, 'ab', 'счёт.pdf')), true);
});

test('an occupied target folder and an empty database are refused', async () => {
  const from = await original('refused');
  await assert.rejects(save(from, home), /is not empty: name a new folder/);
  const empty = place('refused-empty', await createEmptyDatabase());
  await assert.rejects(save(empty, join(home, 'of nothing')), /The database is empty/);
  assert.equal(existsSync(join(home, 'of nothing.partial')), false);
});
