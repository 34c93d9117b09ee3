// What stands in an archive, and its bytes, unpacked as they are asked for.
import { createInflateRaw } from 'node:zlib';
import {
  dataStart, directoryEntries, directoryPlace, LOCAL_BYTES, STORED, TAIL_BYTES, type ZipEntry,
} from '#platform/files/zip-directory';

const CHUNK_BYTES = 256 * 1024;

/** Null when it is no archive. */
export function entriesOf(bytes: Uint8Array): ZipEntry[] | null {
  const place = directoryPlace(bytes.subarray(-TAIL_BYTES));
  if (!place) return null;
  return directoryEntries(bytes.subarray(place.start, place.start + place.bytes), place.count);
}

/** Whoever takes no more chunks stops the unpacking. Fails on more than the archive declares. */
export async function* unpack(bytes: Uint8Array, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const from = dataStart(bytes.subarray(entry.offset, entry.offset + LOCAL_BYTES), entry.offset);
  if (from === null) throw new Error(`${entry.name} has no header`);
  const packed = bytes.subarray(from, from + entry.packedBytes);
  if (entry.method === STORED) {
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
    if (total > entry.plainBytes) throw new Error(`${entry.name} is larger than declared`);
    yield chunk;
  }
}
