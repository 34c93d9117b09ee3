// A cell as it was in the file, in a form that JSON keeps: text, number, flag, or a date of Excel.
export type DateCell = { date: string };
export type Cell = string | number | boolean | DateCell | null;

/** A row of the sheet that is not blank; `line` is its number as Excel shows it. */
export type FileRow = { line: number; cells: Cell[] };

/** A formula whose value is not in the file; written like the faults of Excel, which it is not. */
export const UNCOUNTED = '#НЕ ПОСЧИТАНО!';

/** What Excel itself allows in a cell. */
const TEXT_MAX = 32_767;

export function cellOf(value: string | number | boolean | Date | null | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return dateCell(value);
  if (typeof value !== 'string') return value;
  // Zero bytes and halves of letters cannot be stored; nobody has typed them.
  const text = value.slice(0, TEXT_MAX).replaceAll('\0', '').toWellFormed().trim();
  return text === '' ? null : text;
}

function dateCell(value: Date): Cell {
  if (Number.isNaN(value.getTime())) return null;
  const text = value.toISOString();
  return { date: text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16) };
}

/** As a person reads it; null is an empty cell. */
export function textOf(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'object') return russianDate(cell.date);
  if (typeof cell === 'boolean') return cell ? 'да' : 'нет';
  return typeof cell === 'number' ? numberText(cell) : cell;
}

const russianDate = (iso: string): string => {
  const day = `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`;
  return iso.length > 10 ? `${day} ${iso.slice(11, 16)}` : day;
};

/** Excel keeps 15 digits; sums of fractions leave a tail behind them that nobody has typed. */
const numberText = (value: number): string =>
  String(Number(value.toPrecision(15))).replace('.', ',');

export const isBlank = (cells: readonly Cell[]): boolean => cells.every((cell) => cell === null);
