// What a person does to a sheet, each act one new sheet; the acts before can be taken back. Pure.
import type { Seller } from '#contract/vat';
import { formatSum } from '../../ui/format.ts';
import { emptyRow, newKey } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';
import type { SheetColumn } from './sheet-columns.ts';

/** Rows and columns from–to, both included. */
export type Block = { top: number; bottom: number; left: number; right: number };

export type Past = { now: OfferSheet; undo: OfferSheet[]; redo: OfferSheet[] };

/** A sheet of 2,000 rows shares unchanged rows with the next; a hundred steps cost little. */
const STEPS_MAX = 100;

export function begin(now: OfferSheet): Past {
  return { now, undo: [], redo: [] };
}

export function step(past: Past, next: OfferSheet): Past {
  if (next === past.now) return past;
  return { now: next, undo: [...past.undo, past.now].slice(-STEPS_MAX), redo: [] };
}

export function undo(past: Past): Past {
  const before = past.undo.at(-1);
  return before
    ? { now: before, undo: past.undo.slice(0, -1), redo: [...past.redo, past.now] } : past;
}

export function redo(past: Past): Past {
  const after = past.redo.at(-1);
  return after
    ? { now: after, undo: [...past.undo, past.now], redo: past.redo.slice(0, -1) } : past;
}

type Fresh = { seller: Seller; vatIncluded: boolean };

const withRows = (sheet: OfferSheet, rows: OfferRow[]): OfferSheet => ({ ...sheet, rows });

/** Texts put from a cell on; rows that are not there yet are made. */
export function putTexts(
  sheet: OfferSheet, texts: string[][],
  at: { row: number; column: number }, how: Fresh & { columns: SheetColumn[] },
): OfferSheet {
  const rows = [...sheet.rows];
  for (const [down, cells] of texts.entries()) {
    const place = at.row + down;
    while (rows.length <= place) rows.push(emptyRow(how.seller, how.vatIncluded));
    rows[place] = cells.reduce((row, text, right) =>
      how.columns[at.column + right]?.put?.(row, text) ?? row, rows[place]!);
  }
  return withRows(sheet, rows);
}

/** One act over every cell of the block; headings of sections are left alone. */
function eachCell(
  sheet: OfferSheet, block: Block, columns: SheetColumn[],
  change: (row: OfferRow, column: SheetColumn) => OfferRow,
): OfferSheet {
  return withRows(sheet, sheet.rows.map((row, place) => (
    place < block.top || place > block.bottom || row.isSection ? row
      : columns.slice(block.left, block.right + 1).reduce(change, row))));
}

export function clearCells(sheet: OfferSheet, block: Block, columns: SheetColumn[]): OfferSheet {
  return eachCell(sheet, block, columns, (row, column) =>
    (column.edit === 'vat' ? row : column.put?.(row, '') ?? row));
}

/** Ctrl+D: the first row of the block goes down; of a single row, the row above it. */
export function fillDown(sheet: OfferSheet, block: Block, columns: SheetColumn[]): OfferSheet {
  const source = sheet.rows[block.top === block.bottom ? block.top - 1 : block.top];
  if (!source) return sheet;
  return eachCell(sheet, block, columns, (row, column) => {
    const next = column.put?.(row, column.text(source)) ?? row;
    const { productId, costKopecks, productVatRate } = source;
    return column.edit === 'product' ? { ...next, productId, costKopecks, productVatRate } : next;
  });
}

export function insertRows(sheet: OfferSheet, at: number, rows: OfferRow[]): OfferSheet {
  return withRows(sheet, sheet.rows.toSpliced(at, 0, ...rows));
}

export function removeRows(sheet: OfferSheet, { top, bottom }: Block): OfferSheet {
  return withRows(sheet, sheet.rows.toSpliced(top, bottom - top + 1));
}

export function duplicateRows(sheet: OfferSheet, { top, bottom }: Block): OfferSheet {
  const copies = sheet.rows.slice(top, bottom + 1).map((row) => ({ ...row, key: newKey() }));
  return insertRows(sheet, bottom + 1, copies);
}

/** Moves the rows by one place up (−1) or down (1); at the edge nothing moves. */
export function shiftRows(sheet: OfferSheet, { top, bottom }: Block, by: -1 | 1): OfferSheet {
  if (top + by < 0 || bottom + by >= sheet.rows.length) return sheet;
  const moved = sheet.rows.slice(top, bottom + 1);
  return withRows(sheet, sheet.rows.toSpliced(top, moved.length).toSpliced(top + by, 0, ...moved));
}

/**
 * The sheet as a file for the customer: every shown column but what goods cost us, numbers as Excel
 * reads them, sums of sections beside their headings.
 */
export function fileOf(
  { rows }: OfferSheet, columns: SheetColumn[], sectionSums: ReadonlyMap<string, number>,
): string[][] {
  const shown = columns.filter(({ isInner }) => !isInner);
  const cell = (row: OfferRow, column: SheetColumn) => {
    const sum = column.id === 'sum' ? sectionSums.get(row.key) : undefined;
    const text = sum === undefined ? column.text(row) : formatSum(sum);
    return column.align ? text.replace(/\s/g, '') : text;
  };
  return [shown.map(({ title }) => title),
    ...rows.map((row) => shown.map((column) => cell(row, column)))];
}

/** Puts the rows before the row that stands at `to`; within themselves they do not move. */
export function moveRows(sheet: OfferSheet, { top, bottom }: Block, to: number): OfferSheet {
  if (to >= top && to <= bottom + 1) return sheet;
  const moved = sheet.rows.slice(top, bottom + 1);
  const rest = sheet.rows.toSpliced(top, moved.length);
  return withRows(sheet, rest.toSpliced(to > bottom ? to - moved.length : to, 0, ...moved));
}

/** Texts of the block, for the clipboard. */
export function textsOf(sheet: OfferSheet, block: Block, columns: SheetColumn[]): string[][] {
  return sheet.rows.slice(block.top, block.bottom + 1).map((row) =>
    columns.slice(block.left, block.right + 1).map((column) => column.text(row)));
}
