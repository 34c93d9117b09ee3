// Brings a database to the newest shape: numbered SQL files, each in a transaction of its own,
// each remembered with its hash. A file never changes after it landed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db, Queryable } from './database.ts';
import { one } from './database.ts';

export const MIGRATIONS_FOLDER = join(
  dirname(fileURLToPath(import.meta.url)), '..', 'migrations',
);

/** `name` is the file's name, `sha256` that of its text, in hex. */
export type Migration = { name: string; sha256: string; text: string };
export type AppliedMigration = { name: string; sha256: string };

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;
// Any number will do as long as nobody else locks by it.
const MIGRATION_LOCK = 7_263_001;

/** The database and the program's migrations do not belong together. */
export class MigrationProblem extends Error {}

/** All migrations of the program in order. Throws MigrationProblem on a bad or repeated number. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
  const numbers = new Set<string>();
  return names.map((name) => {
    const number = FILE_NAME.exec(name)?.[1];
    if (!number) throw new MigrationProblem(`${name} is not named like 0001-staff.sql.`);
    if (numbers.has(number)) throw new MigrationProblem(`Two migrations have number ${number}.`);
    numbers.add(number);
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/** What the database remembers, oldest first; empty for an empty database. */
export async function appliedMigrations(on: Queryable): Promise<AppliedMigration[]> {
  const there = await one<{ there: boolean }>(
    on, "select to_regclass('platform.migration') is not null as there",
  );
  if (!there?.there) return [];
  const { rows } = await on.query<AppliedMigration>(
    'select name, sha256 from platform.migration order by name',
  );
  return rows;
}

/** The migrations still to apply. Throws MigrationProblem when the two do not belong together. */
export function pendingMigrations(all: Migration[], applied: AppliedMigration[]): Migration[] {
  applied.forEach((row, index) => {
    const file = all[index];
    if (!file) {
      throw new MigrationProblem(
        `The database has ${row.name}, which this program does not know: ` +
          'it was migrated by a newer Verstak. Start that one, or restore a backup.',
      );
    }
    if (file.name !== row.name) {
      throw new MigrationProblem(
        `The database has ${row.name} where this program has ${file.name}.`,
      );
    }
    if (file.sha256 !== row.sha256) {
      throw new MigrationProblem(
        `${row.name} was changed after it had been applied. Bring the file back as it was ` +
          'and put the change into a new migration.',
      );
    }
  });
  return all.slice(applied.length);
}

/** Applies what is missing; safe to call from several processes at once. Returns the names. */
export async function migrate(db: Db, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const all = readMigrations(folder);
  const client = await db.connect();
  const on = client as unknown as Queryable;
  let broken: Error | undefined;
  try {
    await on.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const pending = pendingMigrations(all, await appliedMigrations(on));
    for (const migration of pending) await applyInTransaction(on, migration);
    return pending.map(({ name }) => name);
  } finally {
    await on.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
      .catch((error: Error) => { broken = error; });
    client.release(broken);
  }
}

async function applyInTransaction(on: Queryable, migration: Migration): Promise<void> {
  await on.query('begin');
  try {
    await applyMigration(on, migration);
    await on.query('commit');
  } catch (error) {
    await on.query('rollback');
    throw new MigrationProblem(
      `Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error },
    );
  }
}

/** Runs one file inside the caller's transaction and remembers it. */
export async function applyMigration(tx: Queryable, migration: Migration): Promise<void> {
  await tx.query(migration.text);
  // The first file makes the schema, so the table cannot be older than it.
  await tx.query(`
    create table if not exists platform.migration (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
  await tx.query(
    'insert into platform.migration (name, sha256) values ($1, $2)',
    [migration.name, migration.sha256],
  );
}
