// Text put together as UTF-8 at once: pieces joined as strings are flattened, measured and encoded
// afterwards, which took as long as everything else that a load of history does with its rows.

export type Utf8Writer = {
  /** Begins anew, leaving `reserved` bytes for whoever fills them in later. */
  start: (reserved?: number) => void;
  /** `escapes` as of `escapesOf`; without them text goes as it is. */
  put: (text: string, escapes?: Uint16Array) => void;
  /** A copy of what was written. */
  bytes: () => Buffer;
};

const ASCII = 0x80;
const START_BYTES = 256 * 1024;
/** Most bytes of UTF-8, or of an escape, for one unit of UTF-16. */
const UNIT_BYTES = 3;
const NONE = new Uint16Array(ASCII);

/** Table of escapes: each given character of ASCII becomes the two that stand for it. */
export function escapesOf(pairs: Record<string, string>): Uint16Array {
  const table = new Uint16Array(ASCII);
  for (const [from, to] of Object.entries(pairs)) {
    table[from.charCodeAt(0)] = (to.charCodeAt(0) << 8) | to.charCodeAt(1);
  }
  return table;
}

export function createUtf8Writer(): Utf8Writer {
  let out = Buffer.allocUnsafe(START_BYTES);
  let end = 0;
  function grow(bytes: number): void {
    if (end + bytes <= out.length) return;
    const larger = Buffer.allocUnsafe(2 * (end + bytes));
    out.copy(larger, 0, 0, end);
    out = larger;
  }
  return {
    start(reserved = 0) { end = reserved; },
    put(text, escapes = NONE) {
      grow(UNIT_BYTES * text.length);
      end = encode(text, escapes, out, end);
    },
    bytes: () => Buffer.from(out.subarray(0, end)),
  };
}

/** Writes at `at` and returns the place after the last byte. */
function encode(text: string, escapes: Uint16Array, out: Buffer, at: number): number {
  let end = at;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < ASCII) {
      const pair = escapes[unit] as number;
      if (pair !== 0) out[end++] = pair >> 8;
      out[end++] = pair === 0 ? unit : pair & 0xff;
    } else if (unit < 0x800) {
      out[end++] = 0xc0 | (unit >> 6);
      out[end++] = 0x80 | (unit & 0x3f);
    } else if (unit >= 0xd800 && unit < 0xe000) {
      const point = text.codePointAt(index) as number;
      // Half a pair has no UTF-8: it becomes the mark of what cannot be read, as everywhere.
      end = point < 0x10000 ? wide(0xfffd, out, end) : astral(point, out, end);
      if (point >= 0x10000) index += 1;
    } else {
      end = wide(unit, out, end);
    }
  }
  return end;
}

function wide(unit: number, out: Buffer, at: number): number {
  out[at] = 0xe0 | (unit >> 12);
  out[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
  out[at + 2] = 0x80 | (unit & 0x3f);
  return at + 3;
}

function astral(point: number, out: Buffer, at: number): number {
  out[at] = 0xf0 | (point >> 18);
  out[at + 1] = 0x80 | ((point >> 12) & 0x3f);
  out[at + 2] = 0x80 | ((point >> 6) & 0x3f);
  out[at + 3] = 0x80 | (point & 0x3f);
  return at + 4;
}
