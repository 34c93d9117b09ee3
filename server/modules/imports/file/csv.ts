// Text tables as people get them: from Excel in windows-1251 with semicolons, from sites in UTF-8
// with commas, copied from a sheet with tabs.
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

export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  if (first === 0xef && second === 0xbb && third === 0xbf) return decoded(bytes, 'utf-8');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decoded(bytes, 'windows-1251');
  }
}

const decoded = (bytes: Uint8Array, encoding: string) =>
  ({ text: new TextDecoder(encoding).decode(bytes), encoding });

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

export function* csvRows(text: string, delimiter: string): Generator<FileRow> {
  let line = 0;
  for (const values of streamCsvRows(text.replace(SAID, ''), { delimiter })) {
    line += 1;
    const cells = values.map((value) =>
      cellOf(typeof value === 'string' ? value.replace(DISARMED, '') : value));
    if (!isBlank(cells)) yield { line, cells };
  }
}
