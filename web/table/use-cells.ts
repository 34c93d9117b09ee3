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
import type { Marks } from './use-selection.ts';

/** Where written cells go; the list that owns the rows knows. */
export type CellWriting = {
  /** Rows with cells of their own, as they were pasted or typed. */
  write: (rows: RowCells[]) => void;
  /** The same cells for everything that is marked, loaded or not. */
  fill: (cells: CellTexts) => void;
};

type CellsOf<Row> = {
  columns: DataColumn<Row>[];
  rows: Row[];
  marks: Marks<Row>;
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

/** Cells by keys, as in Excel: copy, paste, fill down, clear. */
export function useCells<Row extends { id: number }>(
  { columns, rows, marks, writing }: CellsOf<Row>,
) {
  const isChosen = (row: Row | undefined) => row !== undefined && marks.isMany && marks.has(row.id);

  function copy({ row }: Cell, span: Span): boolean {
    if (String(window.getSelection() ?? '') !== '') return false;
    const chosen = marks.chosen(row);
    const taken = columns.slice(span.from, span.to + 1);
    void navigator.clipboard.writeText(writeTsv(chosen.map((each) =>
      taken.map((column) => textOf(column, each)))));
    announce(ru.table.copied(chosen.length));
    return true;
  }

  /** One text for the span of the active row, or of all that is marked when it is among them. */
  function put(row: Row, span: Span, text: (column: DataColumn<Row>) => string): boolean {
    const taken = columns.slice(span.from, span.to + 1);
    const written = taken.filter(({ edit }) => edit);
    const locked = taken.filter(({ isOnec }) => isOnec).map(({ header }) => header);
    if (locked.length > 0) tellLocked(locked);
    if (written.length === 0) return locked.length > 0;
    const cells = Object.fromEntries(written.map((column) => [column.id, text(column)]));
    if (isChosen(row)) writing?.fill(cells);
    else writing?.write([{ id: row.id, cells }]);
    return true;
  }

  function save(column: DataColumn<Row>, row: Row, text: string): void {
    if (isChosen(row)) writing?.fill({ [column.id]: text });
    else if (column.edit?.save) column.edit.save(row, text);
    else if (text !== column.edit?.text(row)) {
      writing?.write([{ id: row.id, cells: { [column.id]: text } }]);
    }
  }

  /** Ctrl+D: what stands in the first marked row goes to all of them. */
  function fillDown(at: number, span: Span): boolean {
    const [first] = marks.chosen(at);
    const active = rows[at];
    if (!first || !active || !isChosen(active)) return false;
    return put(active, span, (column) => textOf(column, first));
  }

  function onKey(event: KeyboardEvent, cell: Cell, span: Span): boolean {
    if (isCtrl(event, 'KeyC')) return copy(cell, span);
    const row = rows[cell.row];
    if (!writing || !row) return false;
    if (isCtrl(event, 'KeyD')) return fillDown(cell.row, span);
    return event.key === 'Delete' && put(row, span, () => '');
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
      put(row, span, () => block[0]![0]!);
      return;
    }
    const onto = isChosen(row) ? marks.chosen(at) : rows.slice(at, at + block.length);
    const pasted = pasteOnto(block, {
      ids: onto.map(({ id }) => id), span,
      columns: columns.map(({ id, header, edit, isOnec = false }) =>
        ({ id, header, isEditable: edit !== undefined, isOnec })),
    });
    if (pasted.locked.length > 0) tellLocked(pasted.locked);
    if (pasted.fixed.length > 0) toast(ruLists.fixed(pasted.fixed));
    if (pasted.left > 0) toast(ruLists.pasteLeft(pasted.left));
    if (pasted.rows.length > 0) writing.write(pasted.rows);
  }

  return { save, onKey, onPaste };
}
