// Transport D: a file of items, one a line, plain or gzip. Reading never throws for what is in
// the file: a bad line is an entry with its number, so that its neighbours are still applied.
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LINE_BYTES_MAX } from './limits.ts';
import { isFields, type Fields } from './reading.ts';
import { feed, finish, startLines, type LineState, type RawLine } from './ndjson-lines.ts';

export type NdjsonEntry =
  /** Only as the first line. */
  | { kind: 'hello'; line: number; value: Fields }
  | { kind: 'item'; line: number; value: unknown }
  /** A line that is not JSON, not UTF-8 or too long; `raw` is its beginning, for quarantine. */
  | { kind: 'garbled'; line: number; text: string; raw: string }
  | NdjsonClosing;

/** Always the last entry of a file. */
export type NdjsonClosing = {
  kind: 'closing';
  /** Lines with content, the end line excluded. */
  lines: number;
  items: number;
  /** Hex SHA-256 of the bytes of all lines before the end line, line feeds included. */
  sha256: string;
  /** absent: the sender wrote no end line; broken: the file is cut off or changed. */
  end: 'verified' | 'absent' | 'broken';
  /** Russian, when broken. */
  text?: string;
};

export type NdjsonOptions = {
  /** Resume: entries up to this line are counted and hashed but not parsed nor given. */
  afterLine?: number;
  lineBytesMax?: number;
  /** Bytes of the file read so far (compressed ones of a .gz), for a progress bar. */
  onBytes?: (bytes: number) => void;
};

/** Entries of a file in batches, one batch per chunk of the disk: one await for ~100 lines. */
export async function* readNdjsonFile(
  path: string,
  options: NdjsonOptions = {},
): AsyncGenerator<NdjsonEntry[]> {
  yield* readNdjson(createReadStream(path, { highWaterMark: 256 * 1024 }), options);
}

/** The same of any stream of bytes; gzip is known by its first two bytes, not by a name. */
export async function* readNdjson(
  source: Readable,
  options: NdjsonOptions = {},
): AsyncGenerator<NdjsonEntry[]> {
  const state = startLines(options.lineBytesMax ?? LINE_BYTES_MAX);
  const reading = { state, afterLine: options.afterLine ?? 0, items: 0 };
  let fault: string | null = null;
  try {
    for await (const chunk of plainBytes(source, options.onBytes)) {
      const entries = entriesOf(reading, feed(state, chunk));
      if (entries.length > 0) yield entries;
    }
  } catch (error) {
    if (!isCutOff(error)) throw error;
    fault = 'Архив gzip оборван или повреждён: файл пришёл не целиком';
  }
  const entries = entriesOf(reading, finish(state));
  // A last line without its line feed that is no JSON: the sender or the disk stopped in it.
  if (state.end === null && entries.at(-1)?.kind === 'garbled') {
    fault ??= 'Файл оборван на последней строке: он пришёл не целиком';
  }
  yield [...entries, closing(reading, fault)];
}

type FileReading = { state: LineState; afterLine: number; items: number };

function entriesOf(reading: FileReading, lines: RawLine[]): NdjsonEntry[] {
  const entries: NdjsonEntry[] = [];
  for (const raw of lines) {
    // The first line is looked at even when skipped, for a hello is not counted as an item.
    if (raw.line <= reading.afterLine && raw.line > 1) reading.items += 1;
    else {
      const entry = entryOf(raw);
      if (entry.kind !== 'hello') reading.items += 1;
      // A resumed reader still needs to know whose file it is.
      if (raw.line > reading.afterLine || entry.kind === 'hello') entries.push(entry);
    }
  }
  return entries;
}

const HELLO_KEYS = ['configuration', 'timeZone', 'platform', 'extension'];

function entryOf(raw: RawLine): NdjsonEntry {
  const { line, text, fault } = raw;
  if (fault !== null) return { kind: 'garbled', line, text: fault, raw: text.slice(0, 2000) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const said = 'Строка не разбирается как JSON: она оборвана или повреждена';
    return { kind: 'garbled', line, text: said, raw: text.slice(0, 2000) };
  }
  const hello = line === 1 ? helloOf(value) : null;
  return hello === null ? { kind: 'item', line, value } : { kind: 'hello', line, value: hello };
}

/** The contract says "a `hello` object": taken bare or under the key `hello`. */
function helloOf(value: unknown): Fields | null {
  if (!isFields(value)) return null;
  const inner = value['hello'];
  if (isFields(inner)) return inner;
  const isBare = 'ib' in value && !('uid' in value) && HELLO_KEYS.some((key) => key in value);
  return isBare ? value : null;
}

function closing({ state, items }: FileReading, fault: string | null): NdjsonClosing {
  const head = { kind: 'closing' as const, lines: state.contentLines, items, sha256: state.sha256 };
  if (fault !== null) return { ...head, end: 'broken', text: fault };
  const { end } = state;
  if (end === null) return { ...head, end: 'absent' };
  if (state.afterEnd) {
    return { ...head, end: 'broken', text: 'После строки конца файла есть ещё строки' };
  }
  const said = String(end['sha256']).toLowerCase();
  if (said !== state.sha256 && said !== state.markedSha256) {
    const text = 'Строки файла не сошлись с контрольной суммой последней строки: файл изменён';
    return { ...head, end: 'broken', text };
  }
  // A sender may count lines or items: they differ by the hello, which the hash covers anyway.
  const count = Number(end['count']);
  if (count === items || count === state.contentLines) return { ...head, end: 'verified' };
  const text = `В файле ${items} объектов, отправитель записал ${count}`;
  return { ...head, end: 'broken', text };
}

async function* plainBytes(
  source: Readable,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      onBytes?.(bytes);
      yield chunk;
    }
  };
  const chunks = counted();
  // Three bytes tell gzip and a byte order mark; a network may deliver fewer at first.
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 3) {
    const next = await chunks.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    yield head;
    yield* chunks;
  };
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (!isGzip) yield* all();
  // The pipeline destroys the source when the reader stops early; errors surface in the loop.
  else yield* pipeline(all, createGunzip({ chunkSize: 256 * 1024 }), () => {});
}

function isCutOff(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('Z_');
}
