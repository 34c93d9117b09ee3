// One file out of a ZIP archive, unpacked by the browser itself. Pure.

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 0xffff;
const DEFLATED = 8;

/** Where the list of files begins, and how many there are. */
function listing(view: DataView): { at: number; count: number } {
  const least = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = view.byteLength - END_BYTES; at >= least; at -= 1) {
    if (view.getUint32(at, true) === END) {
      return { at: view.getUint32(at + 16, true), count: view.getUint16(at + 10, true) };
    }
  }
  throw new Error('no ZIP archive');
}

/** The packed bytes of the file, and how they are packed; undefined when it is not there. */
function packedEntry(bytes: ArrayBuffer, name: string) {
  const view = new DataView(bytes);
  let { at, count } = listing(view);
  for (; count > 0; count -= 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('broken ZIP archive');
    const nameBytes = view.getUint16(at + 28, true);
    const label = new TextDecoder().decode(new Uint8Array(bytes, at + ENTRY_BYTES, nameBytes));
    if (label === name) {
      const local = view.getUint32(at + 42, true);
      const from = local + LOCAL_BYTES + view.getUint16(local + 26, true)
        + view.getUint16(local + 28, true);
      return {
        method: view.getUint16(at + 10, true),
        data: new Uint8Array(bytes, from, view.getUint32(at + 20, true)),
      };
    }
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

/**
 * Pieces of the file as text, as they are unpacked: what an archive says of its own size is not
 * believed, who reads stops. Throws when there is no such file and for a broken archive.
 */
export async function* textPieces(bytes: ArrayBuffer, name: string): AsyncGenerator<string> {
  const entry = packedEntry(bytes, name);
  if (!entry) throw new Error(`no ${name} in the archive`);
  const plain = new Blob([entry.data]).stream();
  const unpacked = entry.method === DEFLATED
    ? plain.pipeThrough(new DecompressionStream('deflate-raw')) : plain;
  const reader = unpacked.getReader();
  const decoder = new TextDecoder();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      yield decoder.decode(piece.value, { stream: true });
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
