// `file`: one piece of a file. It counts only when it is whole on the disk; a piece that comes
// twice because its answer was lost is recognised by its bytes and counts once.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { SITE_CHUNK_BYTES } from '#contract/site-exchange';
import { inTransaction, one, type Db, type Tx } from '#platform/database';
import { receiveBytes, syncFolder, type ReceivedBytes } from '#platform/files/receive-bytes';
import { tooLarge } from '#platform/http/streamed-body';
import {
  findSiteFile, isArchive, isXml, pathOfPiece, SITE_FILE_BYTES_MAX, siteFileName,
  type SiteFileRow,
} from './files.ts';
import type { OpenSession } from './sessions.ts';

export type ChunkDoor = { db: Db; now: () => Date; uploadsDir: string };

/** Old clients ignore the limit that they were told. */
export const PIECE_BYTES_MAX = 20 * SITE_CHUNK_BYTES;
/** Pictures and the like: read to their end, so that 1C goes on, and not kept. */
const OTHER_FILES = 'Картинки и прочие файлы';

export type ReceivedChunk = {
  /** Null for what is not kept. */
  file: SiteFileRow | null;
  isRepeated: boolean;
  /** The bytes end as a whole file ends. */
  looksWhole: boolean;
};

export async function receiveChunk(
  door: ChunkDoor, session: OpenSession, given: string, body: Readable,
): Promise<ReceivedChunk> {
  const name = siteFileName(given);
  const upload = randomUUID();
  const path = pathOfPiece(door.uploadsDir, upload);
  const received = await receiveBytes(body, `${path}.part`, PIECE_BYTES_MAX);
  try {
    if (!isXml(name) && !isArchive(name)) {
      await countOther(door.db, session, received.sizeBytes, door.now());
      return { file: null, isRepeated: false, looksWhole: true };
    }
    await rename(`${path}.part`, path);
    await syncFolder(dirname(path));
    const looksWhole = await endsWhole(path, received.sizeBytes);
    const piece = { ...received, upload };
    const kept = await inTransaction(door.db, (tx) => keep(tx, session, name, piece));
    if (kept.isRepeated) await rm(path, { force: true });
    return { ...kept, looksWhole };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await rm(`${path}.part`, { force: true });
  }
}

type Piece = ReceivedBytes & { upload: string };

async function keep(
  tx: Tx, session: OpenSession, name: string, piece: Piece,
): Promise<{ file: SiteFileRow; isRepeated: boolean }> {
  // Two connections of one client: the second waits until the first has said where it put its own.
  await tx.query('select from onec.site_session where id = $1 for update', [session.id]);
  const file = await findSiteFile(tx, session.id, name);
  const known = file ? await edgesOf(tx, file.id) : null;
  if (file && known && known.last === hexOf(piece)) return { file, isRepeated: true };
  if (file && file.state === 'receiving') {
    // The first piece again, and not as the next one: 1C has begun the file anew.
    if (known && known.count > 1 && known.first === hexOf(piece)) {
      await tx.query('delete from onec.site_chunk where file_id = $1', [file.id]);
      await tx.query('update onec.history_file set size_bytes = 0 where id = $1', [file.id]);
      return { file: await append(tx, file.id, 0, piece), isRepeated: false };
    }
    return { file: await append(tx, file.id, known?.count ?? 0, piece), isRepeated: false };
  }
  const made = await one<{ id: number }>(tx,
    `insert into onec.history_file (base_id, path, size_bytes, state, session_id, started_at)
     values ((select id from onec.base where ib = $1), $2, 0, 'receiving', $3, null)
     returning id`, [session.ib, name, session.id]);
  return { file: await append(tx, made!.id, 0, piece), isRepeated: false };
}

const hexOf = ({ sha256 }: Piece): string => sha256.toString('hex');

type Edges = { count: number; first: string; last: string };

async function edgesOf(tx: Tx, fileId: number): Promise<Edges | null> {
  const edges = await one<Edges>(tx,
    `select count(*)::int as count,
       (array_agg(encode(sha256, 'hex') order by place))[1] as first,
       (array_agg(encode(sha256, 'hex') order by place desc))[1] as last
     from onec.site_chunk where file_id = $1`, [fileId]);
  return edges && edges.count > 0 ? edges : null;
}

async function append(
  tx: Tx, fileId: number, place: number, { sha256, sizeBytes, upload }: Piece,
): Promise<SiteFileRow> {
  await tx.query(
    `insert into onec.site_chunk (file_id, place, sha256, size_bytes, upload)
     values ($1, $2, $3, $4, $5)`, [fileId, place, sha256, sizeBytes, upload]);
  const row = await one<{ sizeBytes: number; sessionId: number; name: string }>(tx,
    `update onec.history_file set size_bytes = size_bytes + $2, touched_at = now() where id = $1
     returning size_bytes as "sizeBytes", session_id as "sessionId", path as name`,
    [fileId, sizeBytes]);
  if (row!.sizeBytes > SITE_FILE_BYTES_MAX) throw tooLarge(SITE_FILE_BYTES_MAX);
  return {
    id: fileId, ...row!, state: 'receiving', bytesDone: 0, error: null, archiveId: null,
    takesAll: false,
  };
}

async function countOther(
  db: Db, session: OpenSession, sizeBytes: number, now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.query('select from onec.site_session where id = $1 for update', [session.id]);
    const { rowCount } = await tx.query(
      `update onec.history_file set size_bytes = size_bytes + $2, lines_done = lines_done + 1
       where session_id = $1 and state = 'skipped'`, [session.id, sizeBytes]);
    if (rowCount) return;
    await tx.query(
      `insert into onec.history_file
         (base_id, path, size_bytes, lines_done, state, session_id, finished_at)
       values ((select id from onec.base where ib = $1), $2, $3, 1, 'skipped', $4, $5)`,
      [session.ib, OTHER_FILES, sizeBytes, session.id, now]);
  });
}

const ROOT_END = '</КоммерческаяИнформация>';
const TAIL_BYTES = 256;
const ENDS = [
  Buffer.from(ROOT_END, 'utf8'), Buffer.from(ROOT_END, 'utf16le'),
  Buffer.from(ROOT_END, 'utf16le').swap16(),
  Buffer.from([...ROOT_END].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 128 ? code : code - 0x350;
  })),
  // The end of a central directory.
  Buffer.from('PK\x05\x06', 'latin1'),
];

/** The whole end of a file may itself be cut in two pieces; then the clock takes it. */
async function endsWhole(path: string, sizeBytes: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(TAIL_BYTES, sizeBytes));
    await file.read(tail, 0, tail.length, sizeBytes - tail.length);
    return ENDS.some((end) => tail.includes(end));
  } finally {
    await file.close();
  }
}
