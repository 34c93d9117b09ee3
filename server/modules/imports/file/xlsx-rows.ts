// The rows of a sheet as its XML is unpacked.
import { UNCOUNTED } from './cells.ts';
import { columnOf, dateOf, unescaped } from './xlsx-value.ts';
import { fillDown, type Merge } from './merged-cells.ts';
import { type Attributes, type PartHandlers, partReader } from './xml-parts.ts';

export type SheetValue = string | number | boolean | Date | null;
/** `line` is the number of the row as Excel shows it. */
export type SheetRow = { line: number; values: SheetValue[] };

export type SheetFrame = {
  strings: readonly string[];
  dateStyles: ReadonlySet<number>;
  is1904: boolean;
  merges: readonly Merge[];
};

/** What Excel itself can hold. */
const COLUMNS_MAX = 16_384;

export async function* sheetRows(
  chunks: AsyncIterable<Uint8Array>, frame: SheetFrame,
): AsyncGenerator<SheetRow> {
  let rows: SheetRow[] = [];
  const fill = fillDown(frame.merges);
  const reader = partReader(rowHandlers(frame, (row) => {
    fill(row);
    rows.push(row);
  }));
  for await (const chunk of chunks) {
    reader.write(chunk);
    yield* rows;
    rows = [];
  }
  reader.end();
  yield* rows;
}

type OpenCell = {
  column: number; type: string; style: number; text: string;
  /** A program that counts nothing has written a formula: what it comes to stands nowhere. */
  isCounted: boolean;
};

function rowHandlers(frame: SheetFrame, take: (row: SheetRow) => void): PartHandlers {
  let row: SheetRow = { line: 0, values: [] };
  let cell: OpenCell | null = null;
  let isValue = false;
  let isSpoken = false;
  return {
    open: (name, attributes) => {
      if (name === 'row') row = { line: Number(attributes['r'] ?? row.line + 1), values: [] };
      else if (name === 'c') cell = openCell(attributes, row.values.length);
      else if (name === 'v' || name === 't') isValue = true;
      else if (name === 'rPh') isSpoken = true;
      if (cell && name === 'f') cell.isCounted = false;
      if (cell && name === 'v') cell.isCounted = true;
    },
    text: (text) => {
      if (cell && isValue && !isSpoken) cell.text += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'rPh') isSpoken = false;
      else if (name === 'c' && cell) {
        put(row.values, cell.column, valueOf(cell, frame));
        cell = null;
      } else if (name === 'row') take(row);
    },
  };
}

function openCell({ r = '', t = '', s }: Attributes, next: number): OpenCell {
  const column = columnOf(r);
  if (column >= COLUMNS_MAX) throw new Error(`No sheet has a column ${r}`);
  return {
    column: column < 0 ? next : column, type: t, style: Number(s ?? -1), text: '', isCounted: true,
  };
}

function put(values: SheetValue[], column: number, value: SheetValue): void {
  while (values.length < column) values.push(null);
  values[column] = value;
}

function valueOf(cell: OpenCell, frame: SheetFrame): SheetValue {
  const { type, text } = cell;
  if (!cell.isCounted) return UNCOUNTED;
  switch (type) {
    case 's': return frame.strings[Number(text)] ?? null;
    case 'str':
    case 'inlineStr': return unescaped(text);
    case 'b': return text === '1' || text.toLowerCase() === 'true';
    case 'd': return new Date(text.endsWith('Z') ? text : `${text}Z`);
    case 'e': return text;
    default: return numberOf(cell, frame);
  }
}

function numberOf({ style, text }: OpenCell, frame: SheetFrame): SheetValue {
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) return text;
  return frame.dateStyles.has(style) ? dateOf(number, frame.is1904) : number;
}
