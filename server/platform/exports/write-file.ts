// Rows as the bytes of a file: an XLSX workbook or CSV, never more than a page of it in memory.
import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import { choiceLabel } from '#contract/choice-labels';
import type { Group } from '#contract/lists';
import { decimalFromKopecks } from '#contract/money';
import { csvHead, csvLine } from '#platform/csv';
import type { Field } from '#platform/listing/catalogue';
import { wordsApart } from '#platform/listing/sums-apart';
import type { Cells } from './export-view.ts';

export type Sheet = {
  name: string;
  columns: { field: Field; header: string }[];
  lines: () => AsyncGenerator<SheetLine>;
  timeZone: string;
  /** The column that tells sums in other currencies in words, and the sum that it tells of. */
  apart?: { field: string; of: string } | undefined;
  /** Words under all rows, by field. */
  totals?: Readonly<Record<string, string>>;
};

/** A row, or the head of a group as the screen shows it. */
export type SheetLine = { cells: Cells } | { group: Group };

type Totals = { count: number; sums: Map<string, bigint> };

const FORMATS: Partial<Record<Field['type'], string>> = {
  money: '#,##0.00', percent: '0" %"', date: 'dd.mm.yyyy', moment: 'dd.mm.yyyy hh:mm',
};
const WIDTHS: Partial<Record<Field['type'], number>> = {
  text: 32, reference: 26, money: 16, date: 12, moment: 17,
};

export function writeSheet(format: string, sheet: Sheet): AsyncIterable<Uint8Array | string> {
  return format === 'csv' ? csvChunks(sheet) : xlsxChunks(sheet);
}

/** Strings are written as strings: a text that begins with «=» is never a formula. */
function xlsxChunks(sheet: Sheet): AsyncIterable<Uint8Array> {
  const read = valueReader(sheet);
  async function* rows(): AsyncGenerator<CellValue[]> {
    for await (const values of withTotals(sheet, read)) yield values;
  }
  return writeXlsxStream(rows(), {
    name: sheet.name.slice(0, 31),
    columns: sheet.columns.map(({ field, header }) => ({
      header, width: WIDTHS[field.type] ?? 14,
      ...(FORMATS[field.type] ? { numFmt: FORMATS[field.type]! } : {}),
    })),
    freezePane: { rows: 1 },
  }) as unknown as AsyncIterable<Uint8Array>;
}

async function* csvChunks(sheet: Sheet): AsyncGenerator<string> {
  const read = valueReader(sheet);
  yield csvHead(sheet.columns.map(({ header }) => header));
  let chunk = '';
  for await (const values of withTotals(sheet, read)) {
    chunk += csvLine(values.map((value, index) =>
      csvText(value, sheet.columns[index]!.field)));
    if (chunk.length < 64_000) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** The rows, and under them how many there were and the sums of the whole view. */
async function* withTotals(
  sheet: Sheet, read: (field: Field, value: unknown) => CellValue,
): AsyncGenerator<CellValue[]> {
  const totals: Totals = { count: 0, sums: new Map() };
  for await (const line of sheet.lines()) {
    if ('group' in line) {
      yield headOf(sheet, line.group);
      continue;
    }
    const { cells } = line;
    totals.count += 1;
    yield sheet.columns.map(({ field }) => {
      const value = cells[field.name] ?? null;
      if (field.type === 'money' && value !== null) {
        totals.sums.set(field.name, (totals.sums.get(field.name) ?? 0n) + BigInt(Number(value)));
      }
      return read(field, value);
    });
  }
  const told = Math.max(0, sheet.columns.findIndex(({ field }) => field.type !== 'money'));
  yield sheet.columns.map(({ field }, index) => {
    if (field.type === 'money') return Number(totals.sums.get(field.name) ?? 0n) / 100;
    const words = sheet.totals?.[field.name];
    if (words) return words;
    return index === told ? `Итого: ${totals.count}` : null;
  });
}

/** «Заявка: 60» in the first column, the exact sums of the group in theirs. */
function headOf({ columns, apart }: Sheet, group: Group): CellValue[] {
  const { title, count, sums } = group;
  return columns.map(({ field }, index) => {
    if (index === 0) return `${title ?? 'Не указано'}: ${count}`;
    if (field.name === apart?.field) return wordsApart(group.apart ?? [], apart.of) || null;
    const sum = sums[field.name];
    return sum === undefined ? null : sum / 100;
  });
}

/** A value as a cell: money in roubles, moments by the company's clock, words for choices. */
function valueReader({ timeZone }: Sheet): (field: Field, value: unknown) => CellValue {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone, dateStyle: 'short', timeStyle: 'medium',
  });
  return (field, value) => {
    if (value === null) return null;
    switch (field.type) {
      case 'money': return Number(value) / 100;
      case 'number':
      case 'percent': return Number(value);
      case 'date': return new Date(`${String(value).slice(0, 10)}T00:00:00Z`);
      case 'moment': return momentCell(clock, String(value));
      case 'flag': return value ? 'да' : 'нет';
      case 'choice': return wordsOf(field, value);
      case 'reference': return nameOf(value);
      default: return fitted(String(value));
    }
  };
}

/** A moment of no year of four digits stands as it is: one row must not fail the whole file. */
function momentCell(clock: Intl.DateTimeFormat, text: string): CellValue {
  const read = new Date(text);
  if (Number.isNaN(read.getTime())) return text;
  const shown = new Date(`${clock.format(read).replace(' ', 'T')}Z`);
  return Number.isNaN(shown.getTime()) ? text : shown;
}

/** Excel holds no more in a cell and offers to mend a workbook that does. */
const TEXT_MAX = 32_767;

const fitted = (text: string): string =>
  (text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX - 1).toWellFormed()}…`);

/** Of several choices each has its word. */
function wordsOf({ labels, choiceSource }: Field, value: unknown): string {
  return (Array.isArray(value) ? value : [value]).map((each) =>
    labels?.[String(each)] ?? choiceLabel(choiceSource, String(each))).join('; ');
}

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value
    ? String(value.name) : String(value);
}

function csvText(value: CellValue, { type }: Field): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const text = value.toISOString();
    const day = `${text.slice(8, 10)}.${text.slice(5, 7)}.${text.slice(0, 4)}`;
    return type === 'date' ? day : `${day} ${text.slice(11, 16)}`;
  }
  if (type === 'money' && typeof value === 'number') {
    return decimalFromKopecks(Math.round(value * 100)).replace('.', ',');
  }
  return typeof value === 'number' ? String(value).replace('.', ',') : String(value);
}
