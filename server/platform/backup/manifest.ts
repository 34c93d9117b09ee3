// What a backup folder holds. The manifest is written last, so a folder without one is not a
// backup; it names every part with its hash, so a damaged one is found before anything is touched.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const FORMAT = 1;
const MANIFEST = 'manifest.json';
const MANIFEST_HASH = 'manifest.sha256';

/** `path` is relative to the backup folder, with forward slashes. */
export type Part = { path: string; bytes: number; sha256: string };
export type TableBackup = Part & { schema: string; name: string; columns: string[]; rows: number };
export type PartitionBackup = { schema: string; name: string; parent: string; bound: string };
export type SequenceBackup = { schema: string; name: string; value: number; isCalled: boolean };
export type Manifest = {
  format: number;
  takenAt: string;
  postgres: string;
  migrations: { name: string; sha256: string }[];
  /** Version of the job queue's own schema; null when it was never started. */
  queueVersion: number | null;
  tables: TableBackup[];
  partitions: PartitionBackup[];
  sequences: SequenceBackup[];
  files: Part[];
  key: Part | null;
};

/** The backup is not one, or not whole. */
export class BackupProblem extends Error {}

export function writeManifest(folder: string, manifest: Manifest): void {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  writeFileSync(join(folder, MANIFEST_HASH), `${hashOf(text)}\n`);
  writeFileSync(join(folder, MANIFEST), text);
}

/** Reads the manifest and checks it and every part. Throws BackupProblem naming all damage. */
export async function verifyBackup(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  const problems: string[] = [];
  for (const part of partsOf(manifest)) {
    const problem = await problemOf(folder, part);
    if (problem) problems.push(problem);
  }
  if (problems.length > 0) {
    throw new BackupProblem(
      `The backup in ${folder} is damaged, nothing was changed:\n${problems.join('\n')}`,
    );
  }
  return manifest;
}

function readManifest(folder: string): Manifest {
  if (!existsSync(join(folder, MANIFEST)) || !existsSync(join(folder, MANIFEST_HASH))) {
    throw new BackupProblem(`${folder} holds no backup: it has no ${MANIFEST}.`);
  }
  const text = readFileSync(join(folder, MANIFEST), 'utf8');
  if (readFileSync(join(folder, MANIFEST_HASH), 'utf8').trim() !== hashOf(text)) {
    throw new BackupProblem(`${join(folder, MANIFEST)} is damaged, nothing was changed.`);
  }
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT) {
    throw new BackupProblem(
      `The backup has format ${manifest.format}, this program reads ${FORMAT}: ` +
        'use the Verstak that made it.',
    );
  }
  return manifest;
}

export function partsOf(manifest: Manifest): Part[] {
  const key = manifest.key ? [manifest.key] : [];
  return [...manifest.tables, ...manifest.files, ...key];
}

async function problemOf(folder: string, part: Part): Promise<string | null> {
  const path = join(folder, part.path);
  if (!existsSync(path)) return `${part.path} is missing`;
  const { size } = await stat(path);
  if (size !== part.bytes) return `${part.path} has ${size} bytes instead of ${part.bytes}`;
  return (await hashOfFile(path)) === part.sha256 ? null : `${part.path} has another content`;
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
