// A workbook of Excel as tables of texts, read in the browser: nothing is sent or stored for it.
import { readXls, readXlsx } from 'hucre/xlsx';
import { ruFiles } from '../../texts/ru-files.ts';

export type ShownSheet = { name: string; rows: string[][] };

/** What a window can show; the file itself has the rest. */
const ROWS_MAX = 500;
const COLUMNS_MAX = 50;
const SHEETS_MAX = 20;

type Value = string | number | boolean | Date | null | undefined;

function dayText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const [day = '', clock = ''] = value.toISOString().split('T');
  const shown = day.split('-').toReversed().join('.');
  return clock.startsWith('00:00:00') ? shown : `${shown} ${clock.slice(0, 5)}`;
}

/** Excel keeps 15 digits; what comes after them nobody has typed. */
const numberText = (value: number) =>
  Number(value.toPrecision(15)).toLocaleString('ru-RU', { maximumFractionDigits: 10 });

function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dayText(value);
  if (typeof value === 'boolean') return value ? ruFiles.yes : ruFiles.no;
  return typeof value === 'number' ? numberText(value) : value;
}

/** Rows and columns that hold nothing at the end are left out. */
function trimmed(rows: string[][]): string[][] {
  const last = rows.findLastIndex((row) => row.some(Boolean));
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex(Boolean) + 1));
  return rows.slice(0, last + 1).map((row) =>
    Array.from({ length: width }, (_, at) => row[at] ?? ''));
}

/** Workbooks of Excel before 2007 begin so, whatever they are called. */
const isOld = (bytes: Uint8Array) => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** The sheets that Excel shows; throws for what is no workbook. */
export async function readWorkbook(bytes: ArrayBuffer): Promise<ShownSheet[]> {
  const data = new Uint8Array(bytes);
  const { sheets } = isOld(data) ? await readXls(data) : await readXlsx(data, {
    sheets: ({ hidden, veryHidden }, index) => !hidden && !veryHidden && index < SHEETS_MAX,
    maxRows: ROWS_MAX,
  });
  return sheets.slice(0, SHEETS_MAX).map(({ name, rows }) => ({
    name,
    // An old workbook leaves out the rows that are empty.
    rows: trimmed(Array.from(rows.slice(0, ROWS_MAX), (row: Value[] | undefined) =>
      Array.from((row ?? []).slice(0, COLUMNS_MAX), textOf))),
  }));
}
