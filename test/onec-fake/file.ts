// Writing transport D: one item a line, plain or gzip by the name, closed by a line that lets the
// reader notice a file cut off or changed.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export type NdjsonFile = {
  /** Without the line feed. `isItem` false for the hello line, which is not counted. */
  line: (text: string, isItem?: boolean) => void;
  /** Resolves when the file may take more: call it once per few thousand lines. */
  drained: () => Promise<void>;
  /** Writes the end line and closes; returns the number of items. */
  close: () => Promise<number>;
};

const CHUNK_CHARS = 256 * 1024;

export function openNdjson(path: string): NdjsonFile {
  const file = createWriteStream(path);
  // Level 1: history is written once and read once, its size is the business of the disk.
  const target = path.endsWith('.gz') ? createGzip({ level: 1, chunkSize: 256 * 1024 }) : file;
  if (target !== file) target.pipe(file);
  const hash = createHash('sha256');
  let pending = '';
  let count = 0;
  let isFull = false;

  const flush = () => {
    const bytes = Buffer.from(pending);
    hash.update(bytes);
    isFull = !target.write(bytes);
    pending = '';
  };
  const line = (text: string, isItem = true) => {
    pending += `${text}\n`;
    if (isItem) count += 1;
    if (pending.length > CHUNK_CHARS) flush();
  };
  const drained = async () => {
    if (isFull && target.writableNeedDrain) await once(target, 'drain');
  };
  const close = async () => {
    if (pending !== '') flush();
    target.end(`${JSON.stringify({ end: true, count, sha256: hash.digest('hex') })}\n`);
    await finished(file);
    return count;
  };
  return { line, drained, close };
}
