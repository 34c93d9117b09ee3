// The directory at the end of a ZIP archive. Pure: whoever reads the bytes, from memory or from a
// file, hands over its parts. What an archive says of itself is only a claim.

const END_SIGN = 0x06054b50;
const ENTRY_SIGN = 0x02014b50;
const LOCAL_SIGN = 0x04034b50;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const ENTRY_BYTES = 46;
const LOCKED_BIT = 1;
/** The name is UTF-8; without it 1C writes the code page of DOS. */
const UTF8_BIT = 0x800;

/** The end of an archive that holds where its directory is. */
export const TAIL_BYTES = END_BYTES + COMMENT_MAX;
/** Of the header that an entry begins with. */
export const LOCAL_BYTES = 30;
export const STORED = 0;
export const DEFLATED = 8;

export type ZipEntry = {
  /** As the archive has it, folders and all: only a label, never a path on our disk. */
  name: string;
  method: number;
  /** Closed by a password. */
  isLocked: boolean;
  packedBytes: number;
  plainBytes: number;
  /** Where its local header begins. */
  offset: number;
};

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the directory lies, as the last bytes of the archive say; null when it is no archive. */
export function directoryPlace(
  tail: Uint8Array,
): { start: number; bytes: number; count: number } | null {
  const view = viewOf(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END_SIGN) continue;
    return {
      start: view.getUint32(at + 16, true), bytes: view.getUint32(at + 12, true),
      count: view.getUint16(at + 10, true),
    };
  }
  return null;
}

/** The `count` entries of a directory; null when it is broken. */
export function directoryEntries(bytes: Uint8Array, count: number): ZipEntry[] | null {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY_SIGN) return null;
    const short = (offset: number) => view.getUint16(at + offset, true);
    const long = (offset: number) => view.getUint32(at + offset, true);
    const nameEnd = at + ENTRY_BYTES + short(28);
    const decoder = new TextDecoder(short(8) & UTF8_BIT ? 'utf-8' : 'ibm866');
    entries.push({
      name: decoder.decode(bytes.subarray(at + ENTRY_BYTES, nameEnd)),
      method: short(10), isLocked: (short(8) & LOCKED_BIT) !== 0,
      packedBytes: long(20), plainBytes: long(24), offset: long(42),
    });
    at = nameEnd + short(30) + short(32);
  }
  return entries;
}

/** Where the packed bytes begin, by the local header at `offset`; null when there is none. */
export function dataStart(local: Uint8Array, offset: number): number | null {
  if (local.length < LOCAL_BYTES) return null;
  const view = viewOf(local);
  if (view.getUint32(0, true) !== LOCAL_SIGN) return null;
  return offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}
