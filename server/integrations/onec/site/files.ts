// Files of a session: rows of the exchange's file table with the pieces that they came in.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { cleanFileName } from '#platform/files/file-name';
import { one, type Queryable } from '#platform/database';

/** Folder of pieces below the uploads, so that nobody else sweeps it. */
export const PIECES_FOLDER = 'commerceml';

/** A full catalogue with prices of a large distributor has 60–200 MB. */
export const SITE_FILE_BYTES_MAX = 1024 * 1024 * 1024;

export type SiteFileState = 'receiving' | 'queued' | 'running' | 'done' | 'failed' | 'skipped';

export type SiteFileRow = {
  id: number; sessionId: number; name: string; state: SiteFileState; sizeBytes: number;
  bytesDone: number; error: string | null; archiveId: number | null; takesAll: boolean;
};

export const FILE_COLUMNS = `f.id, f.session_id as "sessionId", f.path as name, f.state,
  f.size_bytes as "sizeBytes", f.bytes_done as "bytesDone", f.error, f.archive_id as "archiveId",
  f.takes_all as "takesAll"`;

/** Case and folders do not tell two files apart: Windows writes them as it likes. */
export const siteFileName = (given: string): string => cleanFileName(given).toLowerCase();

export const isArchive = (name: string): boolean => name.endsWith('.zip');
export const isXml = (name: string): boolean => name.endsWith('.xml');

/** The newest file of the session under this name. */
export function findSiteFile(
  on: Queryable, sessionId: number, name: string,
): Promise<SiteFileRow | undefined> {
  return one<SiteFileRow>(on,
    `select ${FILE_COLUMNS} from onec.history_file f
     where f.session_id = $1 and f.path = $2 order by f.id desc limit 1`, [sessionId, name]);
}

/** The pieces of a file on the disk, in order. */
export async function piecesOf(on: Queryable, fileId: number): Promise<string[]> {
  const { rows } = await on.query<{ upload: string }>(
    'select upload from onec.site_chunk where file_id = $1 order by place', [fileId]);
  return rows.map(({ upload }) => upload);
}

export const pathOfPiece = (uploadsDir: string, upload: string): string =>
  join(uploadsDir, PIECES_FOLDER, upload);

/** The bytes of a file, piece after piece; `read` is told how far it has come. */
export async function* readPieces(
  paths: readonly string[], read: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for (const path of paths) {
    for await (const part of createReadStream(path)) {
      bytes += (part as Buffer).length;
      read(bytes);
      yield part as Buffer;
    }
  }
}
