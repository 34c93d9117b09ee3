// A short table that is already at hand as an XLSX workbook: figures as numbers, days as days.
import { writeXlsxStream, type CellValue } from 'hucre/xlsx';

export type TableColumn = { header: string; kind: 'text' | 'number' | 'money' | 'day' };

const FORMATS: Partial<Record<TableColumn['kind'], string>> = {
  money: '#,##0.00', day: 'dd.mm.yyyy',
};
const WIDTHS: Record<TableColumn['kind'], number> = { text: 32, number: 10, money: 18, day: 12 };

/** Kopecks and `YYYY-MM-DD` become what Excel counts with; a text is never a formula. */
function cellOf(kind: TableColumn['kind'], value: string | number | null): CellValue {
  if (value === null) return null;
  if (kind === 'money') return Number(value) / 100;
  return kind === 'day' ? new Date(`${value}T00:00:00Z`) : value;
}

export function writeTable(
  name: string, columns: TableColumn[], rows: AsyncIterable<(string | number | null)[]>,
): AsyncIterable<Uint8Array> {
  async function* cells(): AsyncGenerator<CellValue[]> {
    for await (const row of rows) {
      yield columns.map(({ kind }, index) => cellOf(kind, row[index] ?? null));
    }
  }
  return writeXlsxStream(cells(), {
    name: name.slice(0, 31),
    columns: columns.map(({ header, kind }) => ({
      header, width: WIDTHS[kind], ...(FORMATS[kind] ? { numFmt: FORMATS[kind] } : {}),
    })),
    freezePane: { rows: 1 },
  }) as unknown as AsyncIterable<Uint8Array>;
}
