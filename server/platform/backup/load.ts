// Restores a verified backup, all of it or nothing: one transaction makes the tables as they were
// migrated then, fills them and checks the counts; files are put aside and swapped in just before
// the commit.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { getConstructionPlans } from 'pg-boss';
import { from as copyFrom } from 'pg-copy-streams';
import type { PoolClient } from 'pg';
import type { Db, Queryable } from '../database.ts';
import { applyMigration, pendingMigrations, readMigrations } from '../migrate.ts';
import {
  listPartitions, listSchemas, listTables, queueVersion, quote,
} from './catalogue.ts';
import { BackupProblem, type Manifest, type TableBackup, verifyBackup } from './manifest.ts';
import { createSwap } from './swap.ts';

export type LoadOptions = {
  db: Db;
  folder: string;
  filesDir: string;
  keyFile: string;
  /** Replace what is there; without it a database or files that exist are refused. */
  force: boolean;
  note?: (line: string) => void;
};

const QUEUE_SCHEMA = 'pgboss';

/** Restores and returns the manifest. On any error database, files and key are as before. */
export async function loadBackup(options: LoadOptions): Promise<Manifest> {
  const { db, note } = options;
  note?.('checking the backup');
  const manifest = await verifyBackup(options.folder);
  // Throws when the backup was taken by a newer program or by another line of migrations.
  const later = pendingMigrations(readMigrations(), manifest.migrations);
  refuseExistingFiles(options);
  const client = await db.connect();
  const swap = createSwap(options, manifest);
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await clearDatabase(client, options.force);
    await makeTables(client, manifest, later.length);
    await fillTables(client, manifest, options);
    await swap.prepare();
    await swap.swapIn();
    await client.query('commit');
  } catch (error) {
    await swap.swapBack();
    await client.query('rollback').catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
  await swap.forgetOld();
  await db.query('analyze');
  return manifest;
}

function refuseExistingFiles({ filesDir, force }: LoadOptions): void {
  if (force || !existsSync(filesDir) || readdirSync(filesDir).length === 0) return;
  throw new BackupProblem(`${filesDir} is not empty. --force replaces it and the database.`);
}

async function clearDatabase(client: PoolClient, force: boolean): Promise<void> {
  const schemas = await listSchemas(client as unknown as Queryable);
  if (schemas.length === 0) return;
  if (!force) {
    throw new BackupProblem(
      `The database is not empty (${schemas.join(', ')}). --force replaces it and the files.`,
    );
  }
  await client.query(`drop schema ${schemas.map(quote).join(', ')} cascade`);
}

async function makeTables(
  client: PoolClient, manifest: Manifest, laterCount: number,
): Promise<void> {
  const on = client as unknown as Queryable;
  const all = readMigrations();
  for (const migration of all.slice(0, all.length - laterCount)) {
    await applyMigration(on, migration);
  }
  if (manifest.queueVersion !== null) await makeQueue(client, manifest.queueVersion);
  const there = new Set((await listPartitions(on)).map(nameOf));
  for (const partition of manifest.partitions) {
    if (there.has(nameOf(partition))) continue;
    await client.query(
      `create table ${nameOf(partition)} partition of ${partition.parent} ${partition.bound}`,
    );
  }
}

/** The queue makes its tables itself; its script is run inside our transaction. */
async function makeQueue(client: PoolClient, version: number): Promise<void> {
  const script = getConstructionPlans(QUEUE_SCHEMA).replaceAll(/^\s*(BEGIN|COMMIT);\s*$/gm, '');
  await client.query(script);
  // The script sets a timeout of its own, too short for the copying that follows.
  await client.query('set local idle_in_transaction_session_timeout = 0');
  const made = await queueVersion(client as unknown as Queryable);
  if (made === version) return;
  throw new BackupProblem(
    `The backup holds jobs of queue version ${version}, this program has ${made}. ` +
      'Restore with the Verstak that made the backup, then upgrade.',
  );
}

async function fillTables(
  client: PoolClient, manifest: Manifest, options: LoadOptions,
): Promise<void> {
  const on = client as unknown as Queryable;
  const made = new Set((await listTables(on)).map(nameOf));
  const unknown = manifest.tables.map(nameOf).filter((name) => !made.has(name));
  if (unknown.length > 0) {
    throw new BackupProblem(`The backup has tables this program lacks: ${unknown.join(', ')}.`);
  }
  // Rows go in as they are: no trigger and no foreign key may act on a half-filled base.
  await client.query('set local session_replication_role = replica');
  // Migrations put presets in, which the backup brings as they were.
  await client.query(`truncate ${[...made].join(', ')} cascade`);
  for (const [index, table] of manifest.tables.entries()) {
    await fillTable(client, table, options.folder);
    options.note?.(`${index + 1}/${manifest.tables.length} ${table.schema}.${table.name}`);
  }
  for (const sequence of manifest.sequences) {
    await client.query(
      'select setval($1::regclass, $2, $3)', [nameOf(sequence), sequence.value, sequence.isCalled],
    );
  }
}

async function fillTable(
  client: PoolClient, table: TableBackup, folder: string,
): Promise<void> {
  const columns = table.columns.map(quote).join(', ');
  const sink = client.query(copyFrom(`copy ${nameOf(table)} (${columns}) from stdin`));
  const source = createReadStream(join(folder, table.path));
  await pipeline(source, createGunzip(), sink);
  if (sink.rowCount === table.rows) return;
  throw new BackupProblem(
    `${nameOf(table)} received ${sink.rowCount} rows instead of ${table.rows}.`,
  );
}

function nameOf(table: { schema: string; name: string }): string {
  return `${quote(table.schema)}.${quote(table.name)}`;
}
