import { writeCsv } from '../../table/tsv.ts';

/** Saves rows as a file that Excel opens by a double click. */
export function downloadCsv(fileName: string, rows: string[][]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([writeCsv(rows)], { type: 'text/csv' }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
