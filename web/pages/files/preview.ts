// How a file can be looked at without saving it, and its text in the right letters. Pure.
import { FILE_TYPES } from '#contract/files';
import type { StoredFile } from '#contract/files';

/** More than this is slow to draw and nobody reads it in a window. */
const TEXT_BYTES_MAX = 512 * 1024;
const ROWS_MAX = 500;
/** Packed; unpacked it is ten times that. */
const WORKBOOK_BYTES_MAX = 2 * 1024 * 1024;
/** Mostly pictures, which are left packed. */
const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;
const WORKBOOKS = [FILE_TYPES['xlsx'], FILE_TYPES['xls']];

/** Null: only to be saved. */
export function previewKind(file: Pick<StoredFile, 'mediaType' | 'isInline' | 'sizeBytes'>) {
  const { mediaType, isInline, sizeBytes } = file;
  if (isInline) return mediaType === 'application/pdf' ? 'pdf' as const : 'picture' as const;
  if (WORKBOOKS.includes(mediaType)) {
    return sizeBytes > WORKBOOK_BYTES_MAX ? null : 'workbook' as const;
  }
  if (mediaType === FILE_TYPES['docx']) {
    return sizeBytes > DOCUMENT_BYTES_MAX ? null : 'document' as const;
  }
  if (sizeBytes > TEXT_BYTES_MAX) return null;
  if (mediaType === 'text/csv') return 'table' as const;
  return mediaType === 'text/plain' || mediaType === 'text/markdown' ? 'text' as const : null;
}

/** UTF-8 when it is that; old Windows programs write windows-1251. */
export function textOfBytes(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** Rows of a CSV: quotes doubled inside quotes, the separator that the first line has most of. */
export function rowsOfCsv(text: string): string[][] {
  const head = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const separator = [';', '\t', ','].toSorted(
    (a, b) => head.split(b).length - head.split(a).length)[0]!;
  const part = new RegExp(`("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(${separator}|\\r?\\n|$)`, 'gy');
  const rows: string[][] = [[]];
  for (const [, cell = '', end = ''] of text.matchAll(part)) {
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '' || rows.length > ROWS_MAX) break;
    if (end !== separator) rows.push([]);
  }
  return rows.filter((row) => row.some((each) => each.trim() !== '')).slice(0, ROWS_MAX);
}

/** As Excel shows it, a number stands at the right; a day or an article does not. */
export const isNumberText = (text: string): boolean =>
  /^[-−]?\d[\d\s]*(?:[.,]\d+)?\s?[%₽]?$/.test(text.trim());

export type FileVersions = { newest: StoredFile; older: StoredFile[] };

/** Files of one name are versions of one document; the list comes newest first. */
export function versionsOf(files: StoredFile[]): FileVersions[] {
  const groups = new Map<string, StoredFile[]>();
  for (const file of files) {
    const key = file.name.toLowerCase();
    groups.set(key, [...groups.get(key) ?? [], file]);
  }
  return [...groups.values()].map(([newest, ...older]) => ({ newest: newest!, older }));
}
