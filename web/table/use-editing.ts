import type { RefObject } from 'react';
import { useState } from 'react';
import type { DataColumn } from './column.ts';
import type { Cell } from './grid-keys.ts';
import { refuseOnec } from './use-cells.ts';
import type { CellWriting } from './use-cells.ts';

/** The cell being edited: by row id, because rows move while the list is live. */
export type Editing = { rowId: number; columnId: string; text: string };

type EditingOf<Row> = {
  columns: DataColumn<Row>[];
  rowAt: (line: number) => Row | undefined;
  writing: CellWriting | undefined;
  root: RefObject<HTMLDivElement | null>;
};

/** Typing over the active cell begins an edit; its end gives the keys back to the grid. */
export function useEditing<Row extends { id: number }>(
  { columns, rowAt, writing, root }: EditingOf<Row>,
) {
  const [editing, setEditing] = useState<Editing | null>(null);

  function begin(cell: Cell, text: string | null): boolean {
    const column = columns[cell.column];
    const row = rowAt(cell.row);
    if (!column || !row) return false;
    if (!column.edit) return refuseOnec(column, text);
    if (!column.edit.save && !writing) return false;
    setEditing({ rowId: row.id, columnId: column.id, text: text ?? column.edit.text(row) });
    return true;
  }

  function close(): void {
    setEditing(null);
    root.current?.focus();
  }

  return { editing, begin, close };
}
