// Bytes → numbered lines, with a running hash. Pure and synchronous: chunks go in, lines come out.
import { createHash, type Hash } from 'node:crypto';

export type RawLine = {
  /** From 1, as an editor shows it; empty lines are numbered but not given. */
  line: number;
  text: string;
  /** Russian, when the line cannot be read as text. */
  fault: string | null;
};

export type LineState = {
  lineBytesMax: number;
  line: number;
  contentLines: number;
  /** Pieces of the line that has not ended yet. */
  parts: Buffer[];
  partBytes: number;
  isTooLong: boolean;
  hash: Hash;
  /** The same with the byte order mark, which a sender that hashes its own file counts in. */
  markedHash: Hash | null;
  /** Hex, of everything before the end line; set by `finish`. */
  sha256: string;
  markedSha256: string | null;
  /** The end line, when it has been seen. */
  end: { [key: string]: unknown } | null;
  /** Content after the end line: the file was appended to. */
  afterEnd: boolean;
  isFirstChunk: boolean;
};

export function startLines(lineBytesMax: number): LineState {
  return {
    lineBytesMax, line: 0, contentLines: 0, parts: [], partBytes: 0, isTooLong: false,
    hash: createHash('sha256'), markedHash: null, sha256: '', markedSha256: null,
    end: null, afterEnd: false, isFirstChunk: true,
  };
}

/** Lines that ended within this chunk. */
export function feed(state: LineState, chunk: Buffer): RawLine[] {
  const bytes = state.isFirstChunk ? withoutMark(state, chunk) : chunk;
  state.isFirstChunk = false;
  const lines: RawLine[] = [];
  let start = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, start)) {
    keep(state, bytes.subarray(start, at + 1));
    endLine(state, lines);
    start = at + 1;
  }
  if (start < bytes.length) keep(state, Buffer.from(bytes.subarray(start)));
  return lines;
}

/** The last line, when the file does not end with a line feed. */
export function finish(state: LineState): RawLine[] {
  const lines: RawLine[] = [];
  if (state.partBytes > 0 || state.isTooLong) endLine(state, lines);
  if (state.end === null) closeHash(state);
  return lines;
}

/** A line longer than the limit is hashed and forgotten, not gathered in memory. */
function keep(state: LineState, part: Buffer): void {
  state.partBytes += part.length;
  if (state.isTooLong) {
    count(state, part);
    return;
  }
  state.parts.push(part);
  if (state.partBytes <= state.lineBytesMax) return;
  state.isTooLong = true;
  const [first] = state.parts;
  for (const piece of state.parts) count(state, piece);
  state.parts = first === undefined ? [] : [first.subarray(0, 2000)];
}

const END = /^\s*\{[^{}]*"end"\s*:\s*true\b[^{}]*\}\s*$/;
const decoder = new TextDecoder('utf-8', { fatal: true });

function endLine(state: LineState, lines: RawLine[]): void {
  const { parts, isTooLong } = state;
  const bytes = parts.length === 1 ? parts[0] as Buffer : Buffer.concat(parts);
  state.line += 1;
  state.parts = [];
  state.partBytes = 0;
  state.isTooLong = false;
  if (isTooLong) {
    push(state, lines, {
      line: state.line, text: bytes.toString('utf8'),
      fault: `Строка длиннее ${state.lineBytesMax} байт`,
    });
    return;
  }
  const raw = decoded(state.line, bytes);
  if (raw.text.trim() === '' && raw.fault === null) {
    count(state, bytes);
    return;
  }
  const end = raw.text.length < 500 && END.test(raw.text) ? parsed(raw.text) : null;
  if (end !== null && state.end === null) {
    closeHash(state);
    state.end = end;
    return;
  }
  count(state, bytes);
  push(state, lines, raw);
}

function push(state: LineState, lines: RawLine[], raw: RawLine): void {
  if (state.end !== null) state.afterEnd = true;
  state.contentLines += 1;
  lines.push(raw);
}

function decoded(line: number, bytes: Buffer): RawLine {
  try {
    return { line, text: decoder.decode(bytes), fault: null };
  } catch {
    return { line, text: bytes.toString('utf8'), fault: 'Строка не в кодировке UTF-8' };
  }
}

function parsed(text: string): { [key: string]: unknown } | null {
  try {
    return JSON.parse(text) as { [key: string]: unknown };
  } catch {
    return null;
  }
}

/** 1C writes a byte order mark by default. */
function withoutMark(state: LineState, chunk: Buffer): Buffer {
  const isMarked = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
  if (!isMarked) return chunk;
  state.markedHash = createHash('sha256').update(chunk.subarray(0, 3));
  return chunk.subarray(3);
}

/** What stands after the end line is not of the file that was hashed. */
function count(state: LineState, bytes: Buffer): void {
  if (state.end !== null) return;
  state.hash.update(bytes);
  state.markedHash?.update(bytes);
}

function closeHash(state: LineState): void {
  state.sha256 = state.hash.digest('hex');
  state.markedSha256 = state.markedHash?.digest('hex') ?? null;
}
