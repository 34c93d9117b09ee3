import type { ClipboardEvent, KeyboardEvent } from 'react';
import { readTsv, writeTsv } from './tsv.ts';
import { ru } from '../texts/ru.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { announce } from '../ui/announce.ts';
import { toast } from '../ui/toast-store.ts';
import { pasteOnto } from './cells.ts';
import type { CellTexts, RowCells, Span } from './cells.ts';
import type { DataColumn } from './column.ts';
import type { Cell } from './grid-keys.ts';

/** What a paste needs to know of marks; `at` is a line of the grid, which may be no row. */
export type CellMarks<Row> = {
  /** More than one record is marked: typing over a marked row is meant for all of them. */
  isMany: boolean;
  hasAt: (at: number) => boolean;
  /** The marked rows that are loaded, or the one at this line when it stands alone. */
  chosen: (at: number) => Row[];
};

/** Where written cells go; the list that owns the rows knows. */
export type CellWriting = {
  /** Rows with cells of their own, as they were pasted or typed. */
  write: (rows: RowCells[]) => void;
  /** The same cells for everything that is marked, loaded or not. */
  fill: (cells: CellTexts) => void;
};

type CellsOf<Row> = {
  columns: DataColumn<Row>[];
  /** Lines of the grid; a head of a group is a line without a row. */
  rows: readonly (Row | undefined)[];
  marks: CellMarks<Row>;
  writing: CellWriting | undefined;
};

const isCtrl = (event: KeyboardEvent, code: string): boolean =>
  (event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === code;

export function textOf<Row>(column: DataColumn<Row>, row: Row): string {
  const text = column.copy ?? column.edit?.text;
  if (text) return text(row);
  const shown = column.cell(row);
  return typeof shown === 'string' ? shown : '';
}

/** 1C keeps what it owns: said in words, whatever was typed or pasted over it. */
function tellLocked(headers: string[]): void {
  const text = ruLists.locked(headers);
  announce(text);
  toast(text);
}

/** Typing where nothing is typed: a digit over a sum of 1C is answered, a letter may be a key. */
export function refuseOnec(
  { isOnec, header }: { isOnec?: boolean; header: string }, text: string | null,
): boolean {
  if (!isOnec || (text && !/\d/.test(text))) return false;
  tellLocked([header]);
  return true;
}

/** The rows that a block writes; what it may not write, and what it has no row for, is said. */
function pasteOf<Row>(
  columns: DataColumn<Row>[], block: string[][], target: { ids: number[]; span: Span },
): RowCells[] {
  const { rows, locked, fixed, left } = pasteOnto(block, {
    ...target,
    columns: columns.map(({ id, header, edit, isOnec = false }) =>
      ({ id, header, isEditable: edit !== undefined, isOnec })),
  });
  if (locked.length > 0) tellLocked(locked);
  if (fixed.length > 0) toast(ruLists.fixed(fixed));
  if (left > 0) toast(ruLists.pasteLeft(left));
  return rows;
}

/** What goes to the server of what was typed. */
const sentBy = <Row>(columns: DataColumn<Row>[], cells: CellTexts): CellTexts =>
  Object.fromEntries(Object.entries(cells).map(([id, text]) =>
    [id, columns.find((column) => column.id === id)?.edit?.sent?.(text) ?? text]));

/** Cells by keys, as in Excel: copy, paste, fill down, clear. */
export function useCells<Row extends { id: number }>(
  { columns, rows, marks, writing }: CellsOf<Row>,
) {
  const isChosen = (at: number) => marks.isMany && marks.hasAt(at);

  function copy({ row }: Cell, span: Span): boolean {
    if (String(window.getSelection() ?? '') !== '') return false;
    const chosen = marks.chosen(row);
    if (chosen.length === 0) return false;
    const taken = columns.slice(span.from, span.to + 1);
    void navigator.clipboard.writeText(writeTsv(chosen.map((each) =>
      taken.map((column) => textOf(column, each)))));
    announce(ru.table.copied(chosen.length));
    return true;
  }

  const sent = (cells: CellTexts) => sentBy(columns, cells);
  const write = (made: RowCells[]) =>
    writing?.write(made.map(({ id, cells }) => ({ id, cells: sent(cells) })));

  /** One text for the span of the active row, or of all that is marked when it is among them. */
  function put(at: number, span: Span, text: (column: DataColumn<Row>) => string): boolean {
    const row = rows[at];
    if (!row) return false;
    const taken = columns.slice(span.from, span.to + 1);
    const written = taken.filter(({ edit }) => edit);
    const locked = taken.filter(({ isOnec }) => isOnec).map(({ header }) => header);
    if (locked.length > 0) tellLocked(locked);
    if (written.length === 0) return locked.length > 0;
    const cells = Object.fromEntries(written.map((column) => [column.id, text(column)]));
    if (isChosen(at)) writing?.fill(sent(cells));
    else write([{ id: row.id, cells }]);
    return true;
  }

  function save(column: DataColumn<Row>, at: number, text: string): void {
    const row = rows[at];
    if (!row) return;
    if (isChosen(at)) writing?.fill(sent({ [column.id]: text }));
    else if (column.edit?.save) column.edit.save(row, text);
    else if (text !== column.edit?.text(row)) {
      write([{ id: row.id, cells: { [column.id]: text } }]);
    }
  }

  /** Ctrl+D: what stands in the first marked row goes to all of them. */
  function fillDown(at: number, span: Span): boolean {
    const [first] = marks.chosen(at);
    if (!first || !isChosen(at)) return false;
    return put(at, span, (column) => textOf(column, first));
  }

  function onKey(event: KeyboardEvent, cell: Cell, span: Span): boolean {
    if (isCtrl(event, 'KeyC')) return copy(cell, span);
    const row = rows[cell.row];
    if (!writing || !row) return false;
    if (isCtrl(event, 'KeyD')) return fillDown(cell.row, span);
    return event.key === 'Delete' && put(cell.row, span, () => '');
  }

  function onPaste(event: ClipboardEvent, { row: at }: Cell, span: Span): void {
    const text = event.clipboardData.getData('text/plain');
    const row = rows[at];
    // Not always the grid itself: after an editor the browser aims at the cell that it stood in.
    const isTyping = (event.target as HTMLElement).closest('input, textarea') !== null;
    if (!writing || !row || text === '' || isTyping) return;
    event.preventDefault();
    const block = readTsv(text);
    if (block.length === 1 && block[0]!.length === 1) {
      put(at, span, () => block[0]![0]!);
      return;
    }
    // A block goes on over the heads of groups, as the rows stand on the screen.
    const onto = isChosen(at) ? marks.chosen(at)
      : rows.slice(at).filter((each) => each !== undefined).slice(0, block.length);
    const pasted = pasteOf(columns, block, { ids: onto.map(({ id }) => id), span });
    if (pasted.length > 0) write(pasted);
  }

  return { save, onKey, onPaste };
}
