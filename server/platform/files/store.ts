// Bytes on disk under their SHA-256: files/ab/ab12…; equal uploads are one file.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Queryable } from '#platform/database';
import { syncFolder } from './receive-bytes.ts';

/** Uploads that are not whole yet; the same disk, so that a rename completes them. */
export const INCOMING = 'incoming';

export function placeOf(filesDir: string, sha256: Buffer): string {
  const hex = sha256.toString('hex');
  return join(filesDir, hex.slice(0, 2), hex);
}

export const incomingPath = (filesDir: string): string =>
  join(filesDir, INCOMING, `${randomUUID()}.part`);

/** Whoever adds or sweeps these bytes does it alone, until the transaction ends. */
export async function lockBytes(tx: Queryable, sha256: Buffer): Promise<void> {
  await tx.query({
    name: 'file-bytes-lock',
    text: `select pg_advisory_xact_lock(hashtextextended('file:' || $1, 0))`,
    values: [sha256.toString('hex')],
  });
}

/**
 * Moves a received file to its place. An equal one is replaced by it and so becomes young again,
 * which keeps the sweep away. A transaction that runs again finds its work done.
 */
export async function putInPlace(filesDir: string, part: string, sha256: Buffer): Promise<void> {
  const place = placeOf(filesDir, sha256);
  if (!existsSync(part) && existsSync(place)) return;
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await rename(part, place);
  await syncFolder(dirname(place));
}
