// Text tables as people get them: from Excel in windows-1251 with semicolons, from sites in UTF-8
// with commas, copied from a sheet with tabs.
import { closeSync, openSync, readSync } from 'node:fs';
import { streamCsvRows } from 'hucre/csv';
import { cellOf, type FileRow, isBlank } from './cells.ts';

const DELIMITERS = [';', '\t', ',', '|'] as const;
/** Enough lines to tell what stands between their cells. */
const PROBED_CHARS = 64_000;
const PROBED_LINES = 30;
/** Our own CSV puts an apostrophe before what would be a formula. */
const DISARMED = /^'(?=[=+\-@\t\r])/;
/** Excel itself writes which sign it has taken. */
const SAID = /^sep=(.)\r?\n/;

const CHUNK_BYTES = 256 * 1024;

/** The file piece after piece; whoever takes no more closes it. */
function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const bytes = Buffer.alloc(CHUNK_BYTES);
      const count = readSync(file, bytes);
      if (count === 0) return;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Text in Russian that is no UTF-8 is as good as never valid as such. */
export function encodingOf(path: string): string {
  const [start = new Uint8Array()] = chunksOf(path);
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const bytes of chunksOf(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1251';
    throw error;
  }
}

export function* textsOf(path: string, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (const bytes of chunksOf(path)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** The sign that cuts most lines into equally many cells, and into the most of them. */
export function findDelimiter(text: string): string {
  const said = SAID.exec(text)?.[1];
  if (said) return said;
  const lines = text.slice(0, PROBED_CHARS).replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, PROBED_LINES);
  const scores = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = mostFrequent(counts.filter((count) => count > 0));
    return { delimiter, score: counts.filter((count) => count === usual).length * 100 + usual };
  });
  const cutting = scores.filter(({ score }) => score % 100 > 0);
  return cutting.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ';';
}

function mostFrequent(counts: readonly number[]): number {
  const groups = Map.groupBy(counts, (count) => count);
  return [...groups].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 0;
}

/** A quote that is opened and never closed takes all that follows it into one cell. */
export class OpenQuote extends Error {}

export function* csvRows(texts: Iterable<string>, delimiter: string): Generator<FileRow> {
  let line = 0;
  const refuse = () => new OpenQuote(`В строке ${line + 1} кавычка открыта и нигде не закрыта: `
    + 'всё после неё стало бы одной ячейкой. Закройте её и загрузите файл снова.');
  for (const text of wholeLines(withoutSaid(texts), delimiter, refuse)) {
    for (const values of streamCsvRows(text, { delimiter, skipBom: false })) {
      line += 1;
      const cells = values.map((value) =>
        cellOf(typeof value === 'string' ? value.replace(DISARMED, '') : value));
      if (!isBlank(cells)) yield { line, cells };
    }
  }
}

function* withoutSaid(texts: Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const text of texts) {
    yield isFirst ? text.replace(SAID, '') : text;
    isFirst = false;
  }
}

/** The same text cut where a row ends: a line break between quotes is a part of its cell. */
function* wholeLines(
  texts: Iterable<string>, delimiter: string, refuse: () => Error,
): Generator<string> {
  const scan = lineScan(delimiter);
  let rest = '';
  for (const text of texts) {
    rest += text;
    const end = scan.endOf(rest);
    if (end > 0) yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  if (scan.isOpen(rest)) throw refuse();
  if (rest !== '') yield rest;
}

/** Tells where the last row of a text ends. Goes on where it stopped in what was left of it. */
function lineScan(delimiter: string) {
  let at = 0;
  let isQuoted = false;
  let length = 0;
  const step = (sign: string, next: string): number => {
    if (isQuoted) {
      if (sign !== '"') length += 1;
      else if (next === '"') length += 1;
      else isQuoted = false;
      return sign === '"' && next === '"' ? 2 : 1;
    }
    if (sign === '"' && length === 0) isQuoted = true;
    else length = sign === delimiter || sign === '\n' || sign === '\r' ? 0 : length + 1;
    return 1;
  };
  const endOf = (text: string): number => {
    let end = 0;
    // The last sign waits for the next one, which may belong to it.
    while (at < text.length - 1) {
      const sign = text[at]!;
      const next = text[at + 1]!;
      at += step(sign, next);
      if (!isQuoted && (sign === '\n' || (sign === '\r' && next !== '\n'))) end = at;
    }
    at -= end;
    return end;
  };
  /** Of what is left when nothing follows: its last sign may be the quote that closes. */
  const isOpen = (rest: string): boolean => isQuoted && rest.slice(at) !== '"';
  return { endOf, isOpen };
}
