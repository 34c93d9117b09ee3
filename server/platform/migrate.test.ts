import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { createEmptyDatabase, createTestDatabase } from '#test/database';
import { one } from './database.ts';
import { describeSchema } from './describe-schema.ts';
import {
  appliedMigrations, migrate, MigrationProblem, MIGRATIONS_FOLDER, readMigrations,
} from './migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'verstak-migrations-'));
after(() => rmSync(folder, { recursive: true }));
const FIRST = '0001-first.sql';
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const clear = () => rmSync(folder, { recursive: true });

function begin(): void {
  clear();
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true, filter: (path) => !path.endsWith('.sql') });
  write(FIRST, 'create schema platform; create table platform.thing (id int);');
}

test('applies what is missing once, and remembers it', async () => {
  begin();
  const { db } = await createEmptyDatabase();
  assert.deepEqual(await appliedMigrations(db), []);
  assert.deepEqual(await migrate(db, folder), [FIRST]);
  write('0002-second.sql', 'alter table platform.thing add column name text;');
  assert.deepEqual(await migrate(db, folder), ['0002-second.sql']);
  assert.deepEqual(await migrate(db, folder), []);
  const names = (await appliedMigrations(db)).map(({ name }) => name);
  assert.deepEqual(names, [FIRST, '0002-second.sql']);
});

test('several starts at once migrate once', async () => {
  begin();
  const { db } = await createEmptyDatabase();
  const results = await Promise.all([1, 2, 3].map(() => migrate(db, folder)));
  assert.equal(results.flat().length, 1);
});

test('a failing file leaves nothing of itself behind', async () => {
  begin();
  write('0002-bad.sql', 'create table platform.half (id int); select 1 / 0;');
  const { db } = await createEmptyDatabase();
  await assert.rejects(migrate(db, folder), /0002-bad\.sql failed: division by zero/);
  const half = await one<{ there: string | null }>(
    db, "select to_regclass('platform.half') as there",
  );
  assert.deepEqual(half, { there: null });
  assert.deepEqual((await appliedMigrations(db)).map(({ name }) => name), [FIRST]);
});

test('refuses a changed file, a newer database and a file from another branch', async () => {
  begin();
  const { db } = await createEmptyDatabase();
  write('0002-second.sql', 'select 1;');
  await migrate(db, folder);
  write('0002-second.sql', 'select 2;');
  await assert.rejects(migrate(db, folder), /0002-second\.sql was changed after it had been/);
  rmSync(join(folder, '0002-second.sql'));
  await assert.rejects(migrate(db, folder), /was migrated by a newer Verstak/);
  write('0002-other.sql', 'select 1;');
  await assert.rejects(migrate(db, folder), /has 0002-second\.sql where this program has/);
});

test('refuses two files of one number and a nameless one', () => {
  begin();
  write('0001-twice.sql', '');
  assert.throws(() => readMigrations(folder), MigrationProblem);
  begin();
  write('later.sql', '');
  assert.throws(() => readMigrations(folder), /not named like/);
});

test('server/schema.sql shows what the migrations make', async () => {
  const { db } = await createTestDatabase();
  const file = readFileSync(join(MIGRATIONS_FOLDER, '..', 'schema.sql'), 'utf8');
  const shown = file.slice(file.indexOf('\n\n') + 2).split('\n');
  const real = (await describeSchema(db)).split('\n');
  const at = real.findIndex((line, index) => line !== shown[index]);
  assert.deepEqual([shown[at], shown.length], [real[at], real.length],
    `line ${at + 1} differs: run \`node tools/run.mjs tools/dump-schema.ts\` and commit the file`);
});
