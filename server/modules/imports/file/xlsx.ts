// Workbooks of Excel, row by row. Before a byte is unpacked the archive says how much it will be.
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { cellOf, type FileRow, isBlank } from './cells.ts';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
/** A sheet of 100,000 rows and 50 columns is about 300 MB of XML; more is a bomb or a mistake. */
export const UNPACKED_MAX = 600 * 1024 * 1024;

/** Sum of the sizes that the archive declares; null when it is no archive. */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lowest = Math.max(0, bytes.length - END_BYTES - COMMENT_MAX);
  let end = bytes.length - END_BYTES;
  while (end >= lowest && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < lowest) return null;
  let total = 0;
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= end && view.getUint32(at, true) === ENTRY) {
    total += view.getUint32(at + 24, true);
    const extra = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    at += 46 + extra.reduce((sum, length) => sum + length, 0);
  }
  return total;
}

/** Names of the sheets that a person sees, each with its place in the workbook. */
export async function sheetNames(
  bytes: Uint8Array,
): Promise<{ index: number; name: string }[]> {
  const found: { index: number; name: string }[] = [];
  await readXlsx(bytes, {
    sheets: ({ name, hidden, veryHidden }, index) => {
      if (!hidden && !veryHidden) found.push({ index, name });
      return false;
    },
  });
  return found;
}

export async function* xlsxRows(bytes: Uint8Array, sheet: number): AsyncGenerator<FileRow> {
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    const cells = values.map(cellOf);
    if (!isBlank(cells)) yield { line: index + 1, cells };
  }
}
