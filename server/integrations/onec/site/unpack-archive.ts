// An archive becomes files of its session, each a single piece. Bombs, strange paths and strange
// sizes end in a reason: nothing of such an archive is taken.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { inTransaction, type Tx } from '#platform/database';
import type { ZipEntry } from '#platform/files/zip-directory';
import { FileProblem } from '../commerceml/problem.ts';
import type { HistoryInbox } from '../load-history.ts';
import {
  isXml, pathOfPiece, SITE_FILE_BYTES_MAX, siteFileName, type SiteFileRow,
} from './files.ts';
import { openZipEntry, readZipEntries } from './zip.ts';

/** XML of 1C packs 10 to 60 times; a bomb packs a thousand times. */
const RATIO_MAX = 200;
const RATIO_FROM_BYTES = 1024 * 1024;
const FILES_MAX = 500;

type Unpacked = { name: string; upload: string; sizeBytes: number; sha256: Buffer };

/** Returns how many files came out. Throws FileProblem when the archive cannot be taken. */
export async function unpackArchive(
  inbox: HistoryInbox, archive: SiteFileRow, path: string, signal: AbortSignal,
): Promise<number> {
  const entries = (await readZipEntries(path)).filter(
    ({ name, plainBytes }) => isXml(safeName(name)) && plainBytes > 0);
  if (entries.length > FILES_MAX) throw new FileProblem(`В архиве больше ${FILES_MAX} файлов XML`);
  const done: Unpacked[] = [];
  try {
    let left = SITE_FILE_BYTES_MAX;
    for (const entry of entries) {
      signal.throwIfAborted();
      const one = await unpackEntry(inbox, path, entry, left);
      left -= one.sizeBytes;
      done.push(one);
    }
    await inTransaction(inbox.db, (tx) => record(tx, inbox, archive, done));
    return done.length;
  } catch (error) {
    for (const { upload } of done) await rm(pathOfPiece(inbox.uploadsDir, upload), { force: true });
    throw error;
  }
}

function safeName(name: string): string {
  if (name.includes('\0')) throw new FileProblem('В архиве есть файл с недопустимым именем');
  return siteFileName(name);
}

async function unpackEntry(
  inbox: HistoryInbox, path: string, entry: ZipEntry, bytesMax: number,
): Promise<Unpacked> {
  const name = safeName(entry.name);
  const upload = randomUUID();
  const target = pathOfPiece(inbox.uploadsDir, upload);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(target, 'wx', 0o600);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const part of await openZipEntry(path, entry) as Readable) {
      const bytes = part as Buffer;
      sizeBytes += bytes.length;
      refuseBomb(entry, name, sizeBytes, bytesMax);
      hash.update(bytes);
      await file.writeFile(bytes);
    }
    await file.sync();
    if (sizeBytes !== entry.plainBytes) {
      throw new FileProblem(`Файл «${name}» в архиве повреждён: размер не совпал`);
    }
    return { name, upload, sizeBytes, sha256: hash.digest() };
  } catch (error) {
    await rm(target, { force: true });
    if (error instanceof FileProblem || !isZlibError(error)) throw error;
    throw new FileProblem(`Файл «${name}» в архиве повреждён`);
  } finally {
    await file.close();
  }
}

const isZlibError = (error: unknown): boolean =>
  /^Z_/.test(String((error as { code?: unknown } | null)?.code));

function refuseBomb(
  { packedBytes }: ZipEntry, name: string, sizeBytes: number, bytesMax: number,
): void {
  if (sizeBytes > bytesMax) {
    throw new FileProblem(`Архив раскрывается больше чем в ${SITE_FILE_BYTES_MAX >> 20} МБ`);
  }
  if (sizeBytes > RATIO_FROM_BYTES && sizeBytes > packedBytes * RATIO_MAX) {
    throw new FileProblem(`Файл «${name}» сжат больше чем в ${RATIO_MAX} раз: похоже на бомбу`);
  }
}

/** The archive is done in the transaction that its files appear in: a killed job begins anew. */
async function record(
  tx: Tx, inbox: HistoryInbox, archive: SiteFileRow, files: Unpacked[],
): Promise<void> {
  // `import` may have asked for everything while it was being unpacked.
  const { rows } = await tx.query<{ takesAll: boolean }>(
    `update onec.history_file set state = 'done', finished_at = $2, bytes_done = size_bytes,
       counts = jsonb_build_object('unpacked', $3::int)
     where id = $1 returning takes_all as "takesAll"`,
    [archive.id, inbox.now(), files.length]);
  const state = rows[0]?.takesAll ? 'queued' : 'receiving';
  for (const { name, upload, sizeBytes, sha256 } of files) {
    const made = await tx.query<{ id: number }>(
      `insert into onec.history_file
         (base_id, path, size_bytes, state, session_id, archive_id, started_at, touched_at)
       select f.base_id, $2, $3, $4, f.session_id, f.id, null, now()
       from onec.history_file f where f.id = $1 returning id`,
      [archive.id, name, sizeBytes, state]);
    await tx.query(
      `insert into onec.site_chunk (file_id, place, sha256, size_bytes, upload)
       values ($1, 0, $2, $3, $4)`, [made.rows[0]!.id, sha256, sizeBytes, upload]);
  }
}
