// What stands in an archive, and its bytes, unpacked as they are asked for.
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const STORED = 0;
const CHUNK_BYTES = 256 * 1024;

/** Sizes are those that the archive declares. */
export type Entry = {
  name: string; isPacked: boolean; at: number; packedBytes: number; bytes: number;
};

/** Null when it is no archive. */
export function entriesOf(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lowest = Math.max(0, bytes.length - END_BYTES - COMMENT_MAX);
  let end = bytes.length - END_BYTES;
  while (end >= lowest && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < lowest) return null;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + ENTRY_BYTES <= end && view.getUint32(at, true) === ENTRY) {
    const nameBytes = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    entries.push({
      name: new TextDecoder().decode(name),
      isPacked: view.getUint16(at + 10, true) !== STORED,
      at: view.getUint32(at + 42, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Whoever takes no more chunks stops the unpacking. Fails on more than the archive declares. */
export async function* unpack(bytes: Uint8Array, entry: Entry): AsyncGenerator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = entry.at + LOCAL_BYTES + view.getUint16(entry.at + 26, true)
    + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packedBytes);
  if (!entry.isPacked) {
    for (let at = 0; at < packed.length; at += CHUNK_BYTES) {
      yield packed.subarray(at, at + CHUNK_BYTES);
    }
    return;
  }
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  inflate.end(packed);
  let total = 0;
  for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
    total += chunk.length;
    if (total > entry.bytes) throw new Error(`${entry.name} is larger than declared`);
    yield chunk;
  }
}
