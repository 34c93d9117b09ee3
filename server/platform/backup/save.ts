// A backup taken while everybody goes on working: one snapshot of the database, every table a
// compressed file, then the files and the key. What was committed at the snapshot is in, nothing
// else. Logical rather than physical, so that it also serves DATABASE_URL and a newer PostgreSQL.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { to as copyTo } from 'pg-copy-streams';
import type { PoolClient } from 'pg';
import type { Db, Queryable } from '../database.ts';
import { appliedMigrations } from '../migrate.ts';
import {
  listPartitions, listSequences, listTables, queueVersion, quote, type Table,
} from './catalogue.ts';
import {
  BackupProblem, FORMAT, type Manifest, type Part, type TableBackup, writeManifest,
} from './manifest.ts';

export type SaveOptions = {
  db: Db;
  /** Where the backup goes; must not exist or be empty. */
  folder: string;
  filesDir: string;
  keyFile: string;
  note?: (line: string) => void;
  /** A snapshot exported by another transaction, instead of a fresh one. */
  snapshot?: string;
};

// Level 1 packs our rows to a sixth at 150 MB/s; level 6 saves a tenth more and takes three times.
const GZIP_LEVEL = 1;

/** Writes the backup and returns its manifest. Leaves nothing behind when it fails. */
export async function saveBackup(options: SaveOptions): Promise<Manifest> {
  const { folder } = options;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new BackupProblem(`${folder} is not empty: name a new folder for each backup.`);
  }
  const draft = `${folder}.partial`;
  await rm(draft, { recursive: true, force: true });
  mkdirSync(join(draft, 'tables'), { recursive: true, mode: 0o700 });
  try {
    const database = await saveDatabase(options, draft);
    // After the snapshot: every file that its rows name is there by now.
    const files = await saveFiles(options.filesDir, draft);
    const key = await saveKey(options.keyFile, draft);
    const manifest: Manifest = {
      format: FORMAT, takenAt: new Date().toISOString(), ...database, files, key,
    };
    writeManifest(draft, manifest);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

type DatabasePart = Omit<Manifest, 'format' | 'takenAt' | 'files' | 'key'>;

async function saveDatabase(options: SaveOptions, draft: string): Promise<DatabasePart> {
  const client = await options.db.connect();
  const on = client as unknown as Queryable;
  try {
    await client.query('begin isolation level repeatable read read only');
    if (options.snapshot) await client.query(`set transaction snapshot '${options.snapshot}'`);
    await client.query('set local statement_timeout = 0');
    const tables = await listTables(on);
    if (tables.length === 0) throw new BackupProblem('The database is empty: nothing to back up.');
    // Held until the end, so that no old month is dropped under our hands.
    await client.query(`lock table ${tables.map(nameOf).join(', ')} in access share mode`);
    const saved: TableBackup[] = [];
    for (const table of tables) {
      saved.push(await saveTable(client, table, draft));
      options.note?.(`${saved.length}/${tables.length} ${table.schema}.${table.name}`);
    }
    const { rows } = await on.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    return {
      postgres: rows[0]?.version ?? '',
      migrations: await appliedMigrations(on),
      queueVersion: await queueVersion(on),
      tables: saved,
      partitions: await listPartitions(on),
      sequences: await listSequences(on),
    };
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function saveTable(
  client: PoolClient, table: Table, draft: string,
): Promise<TableBackup> {
  const path = `tables/${table.schema}.${table.name}.gz`;
  const columns = table.columns.map(quote).join(', ');
  const rows = client.query(copyTo(`copy ${nameOf(table)} (${columns}) to stdout`));
  const meter = createMeter();
  await pipeline(
    rows, createGzip({ level: GZIP_LEVEL }), meter.stream,
    createWriteStream(join(draft, path), { mode: 0o600 }),
  );
  return { ...table, path, rows: rows.rowCount, ...meter.result() };
}

async function saveFiles(filesDir: string, draft: string): Promise<Part[]> {
  if (!existsSync(filesDir)) return [];
  const parts: Part[] = [];
  const entries = readdirSync(filesDir, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = ['files', ...relative(filesDir, source).split(sep)].join('/');
    const part = await copyPart(source, draft, path);
    if (part) parts.push(part);
  }
  return parts;
}

async function saveKey(keyFile: string, draft: string): Promise<Part | null> {
  return existsSync(keyFile) ? copyPart(keyFile, draft, 'verstak.key') : null;
}

async function copyPart(source: string, draft: string, path: string): Promise<Part | null> {
  const goal = join(draft, path);
  mkdirSync(dirname(goal), { recursive: true, mode: 0o700 });
  const meter = createMeter();
  try {
    const sink = createWriteStream(goal, { mode: 0o600 });
    await pipeline(createReadStream(source), meter.stream, sink);
  } catch (error) {
    // Deleted by its owner since the folder was listed: the backup is right without it.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(source)) {
      await rm(goal, { force: true });
      return null;
    }
    throw error;
  }
  return { path, ...meter.result() };
}

function createMeter(): { stream: Transform; result(): { bytes: number; sha256: string } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}

function nameOf(table: { schema: string; name: string }): string {
  return `${quote(table.schema)}.${quote(table.name)}`;
}
