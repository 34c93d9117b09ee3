// Nightly: files of comments that nobody sent, bytes that no row needs any more, and uploads that
// never became whole.
import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_DRAFT_DAYS, FILE_UNDO_DAYS } from '#contract/files';
import { inTransaction, one, type Db } from '#platform/database';
import { INCOMING, lockBytes, placeOf } from './store.ts';

const DAY_MS = 24 * 60 * 60_000;
const HASH = /^[0-9a-f]{64}$/;

/** Returns how many files were removed from the disk. */
export async function sweepFiles(db: Db, filesDir: string, now: Date): Promise<number> {
  await db.query(`delete from platform.file where is_draft
    and created_at < $1::timestamptz - make_interval(days => $2)`, [now, FILE_DRAFT_DAYS]);
  if (!existsSync(filesDir)) return 0;
  let swept = await sweepOlder(join(filesDir, INCOMING), now);
  for (const folder of await readdir(filesDir)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of await readdir(join(filesDir, folder))) {
      if (HASH.test(name) && await sweepBytes(db, filesDir, name, now)) swept += 1;
    }
  }
  return swept;
}

/** Removes the files of a folder that nobody has written to for a day. */
export async function sweepOlder(
  folder: string, now: Date, keep: ReadonlySet<string> = new Set(),
): Promise<number> {
  if (!existsSync(folder)) return 0;
  let swept = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (keep.has(name) || !await isOld(path, now)) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}

async function isOld(path: string, now: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.isFile() && now.getTime() - found.mtimeMs > DAY_MS;
}

const NEEDED = `select exists (
  select 1 from platform.file where sha256 = $1 and (
    deleted_at is null or deleted_at > $2::timestamptz - make_interval(days => $3))) as needed`;

/** Asked under the lock of the bytes: an upload of equal bytes waits, or has made them young. */
async function sweepBytes(
  db: Db, filesDir: string, hex: string, now: Date,
): Promise<boolean> {
  const sha256 = Buffer.from(hex, 'hex');
  const place = placeOf(filesDir, sha256);
  if (!await isOld(place, now)) return false;
  return inTransaction(db, async (tx) => {
    await lockBytes(tx, sha256);
    const row = await one<{ needed: boolean }>(tx, NEEDED, [sha256, now, FILE_UNDO_DAYS]);
    if (row?.needed !== false || !await isOld(place, now)) return false;
    await rm(place, { force: true });
    return true;
  });
}
