// Cells that stand over several rows: a person reads the text in each of them, the file keeps it in
// the first alone. Without it a deal of the second row would be of no company at all.
import { columnOf } from './xlsx-value.ts';

/** `from` and `to` are numbers of rows as Excel shows them. */
export type Merge = { column: number; from: number; to: number };

type Line = { line: number; values: unknown[] };

const MERGE = /<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]+)(\d+):[A-Z]+(\d+)"/gi;
/** Longer than any such element; one may lie on the border of two pieces. */
const BORDER_CHARS = 400;
/** More is no table of a person. */
const MERGES_MAX = 200_000;
/** ИНН, phones and the like: a smaller number is a sum that stands once for all its rows. */
const CODE_MIN = 1e8;

/** They stand behind the rows: the part is looked through once before it is read. */
export async function mergesOf(chunks: AsyncIterable<Uint8Array>): Promise<Merge[]> {
  const merges: Merge[] = [];
  let rest = '';
  for await (const chunk of chunks) {
    const { buffer, byteOffset, length } = chunk;
    const text = rest + Buffer.from(buffer, byteOffset, length).toString('latin1');
    let end = 0;
    for (const { 0: found, 1: column = '', 2: from, 3: to, index } of text.matchAll(MERGE)) {
      end = index + found.length;
      if (Number(to) > Number(from) && merges.length < MERGES_MAX) {
        merges.push({ column: columnOf(column), from: Number(from), to: Number(to) });
      }
    }
    rest = text.slice(Math.max(end, text.length - BORDER_CHARS));
  }
  return merges.toSorted((a, b) => a.from - b.from);
}

/** Texts of the first row go into the rows below that have something of their own. */
export function fillDown(merges: readonly Merge[]): (row: Line) => void {
  const open = new Map<number, { to: number; value: unknown }>();
  let next = 0;
  return ({ line, values }) => {
    const isFilled = values.some((value) => value !== null);
    for (const [column, { to, value }] of open) {
      if (line > to) open.delete(column);
      else if (isFilled && (values[column] ?? null) === null) put(values, column, value);
    }
    for (; next < merges.length && merges[next]!.from <= line; next += 1) {
      const { column, from, to } = merges[next]!;
      const value = values[column] ?? null;
      if (from === line && isRepeated(value)) open.set(column, { to, value });
    }
  };
}

const isRepeated = (value: unknown): boolean => typeof value === 'string'
  || (Number.isInteger(value) && Number(value) >= CODE_MIN);

function put(values: unknown[], column: number, value: unknown): void {
  while (values.length < column) values.push(null);
  values[column] = value;
}
