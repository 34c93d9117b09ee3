// Text put together as UTF-8 at once: pieces joined as strings are flattened, measured and encoded
// afterwards, which took as long as everything else that a load of history does with its rows.

export type Utf8Writer = {
  /** Begins anew, leaving `reserved` bytes for whoever fills them in later. */
  start: (reserved?: number) => void;
  /** `escapes` as of `escapesOf`; without them text goes as it is. */
  put: (text: string, escapes?: Uint16Array) => void;
  /** As `put`, but false, and nothing is written, when the text holds a sign of `stopsOf`. */
  putPlain: (text: string, stops: Uint16Array) => boolean;
  /** One sign of ASCII by its code. */
  putSign: (code: number) => void;
  /** A number as JavaScript writes it. */
  putNumber: (value: number) => void;
  /** A copy of what was written. */
  bytes: () => Buffer;
  /** What was written, until the next `start`. */
  view: () => Buffer;
};

const ASCII = 0x80;
const START_BYTES = 256 * 1024;
/** Most bytes of UTF-8, or of an escape, for one unit of UTF-16. */
const UNIT_BYTES = 3;
const NONE = new Uint16Array(ASCII);
const STOP = 0xffff;
/** Longer numbers are put together as text. */
const DIGITS_MAX = 1e9;

/** Table of escapes: each given character of ASCII becomes the two that stand for it. */
export function escapesOf(pairs: Record<string, string>): Uint16Array {
  const table = new Uint16Array(ASCII);
  for (const [from, to] of Object.entries(pairs)) {
    table[from.charCodeAt(0)] = (to.charCodeAt(0) << 8) | to.charCodeAt(1);
  }
  return table;
}

/** Table of signs of ASCII that plain text does not hold. */
export function stopsOf(signs: string): Uint16Array {
  const table = new Uint16Array(ASCII);
  for (const sign of signs) table[sign.charCodeAt(0)] = STOP;
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
  function put(text: string, escapes: Uint16Array = NONE): void {
    grow(UNIT_BYTES * text.length);
    end = encode(text, escapes, out, end);
  }
  return {
    start(reserved = 0) { end = reserved; },
    put,
    putPlain(text, stops) {
      grow(UNIT_BYTES * text.length);
      const after = encode(text, stops, out, end);
      if (after !== STOPPED) end = after;
      return after !== STOPPED;
    },
    putSign(code) {
      grow(1);
      out[end++] = code;
    },
    putNumber(value) {
      if (!Number.isInteger(value) || value < 0 || value >= DIGITS_MAX) put(String(value));
      else {
        grow(UNIT_BYTES * 9);
        end = digits(value, out, end);
      }
    },
    bytes: () => Buffer.from(out.subarray(0, end)),
    view: () => out.subarray(0, end),
  };
}

/** Writes a whole number of at most nine digits. */
function digits(value: number, out: Buffer, at: number): number {
  let size = 1;
  for (let limit = 10; value >= limit; limit *= 10) size += 1;
  let left = value | 0;
  for (let index = at + size - 1; index >= at; index -= 1) {
    const rest = (left / 10) | 0;
    out[index] = 0x30 + left - 10 * rest;
    left = rest;
  }
  return at + size;
}

const STOPPED = -1;

/** Writes at `at` and returns the place after the last byte, or STOPPED. */
function encode(text: string, escapes: Uint16Array, out: Buffer, at: number): number {
  let end = at;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < ASCII) {
      const pair = escapes[unit] as number;
      if (pair === 0) {
        out[end++] = unit;
        continue;
      }
      if (pair === STOP) return STOPPED;
      out[end++] = pair >> 8;
      out[end++] = pair & 0xff;
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
