// Bytes from the network to a new file: hashed on the way, on the disk before anybody names them.
import { createHash } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { tooLarge } from '#platform/http/streamed-body';
import { refuse } from '#platform/refuse';

export type ReceivedBytes = { sizeBytes: number; sha256: Buffer };

/**
 * Writes `source` into the new file `path` and forces it to the disk. On refusal or failure the
 * file is gone. The source is left open, so that the refusal still reaches its sender.
 */
export async function receiveBytes(
  source: Readable, path: string, bytesMax: number,
): Promise<ReceivedBytes> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    const received = await copyInto(file, source, bytesMax);
    await file.sync();
    return received;
  } catch (error) {
    await rm(path, { force: true });
    throw isCutOff(error) ? refuse('request.invalid', 'Передача файла оборвалась.') : error;
  } finally {
    await file.close();
  }
}

async function copyInto(
  file: FileHandle, source: Readable, bytesMax: number,
): Promise<ReceivedBytes> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of source.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    sizeBytes += bytes.length;
    if (sizeBytes > bytesMax) throw tooLarge(bytesMax);
    hash.update(bytes);
    await file.writeFile(bytes);
  }
  if (sizeBytes === 0) throw refuse('field.invalid', 'Файл пуст.', [EMPTY]);
  return { sizeBytes, sha256: hash.digest() };
}

const EMPTY = { field: 'file', reason: 'Файл пуст.' };

const CUT_OFF = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']);

function isCutOff(error: unknown): boolean {
  return CUT_OFF.has(String((error as { code?: unknown } | null)?.code));
}

/** A rename survives a loss of power only when its folder is written too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
