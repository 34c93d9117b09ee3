import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { extended, isMarked, markedCount, NOTHING, toggled } from './selection.ts';
import type { Selection } from './selection.ts';

export type Marks<Row> = {
  isAll: boolean;
  has: (id: number) => boolean;
  hasAt: (row: number) => boolean;
  /** More than one record is marked: typing over a marked row is meant for all of them. */
  isMany: boolean;
  /** With Shift: everything from the last mark to this row. */
  toggle: (row: number, isRange: boolean) => void;
  extend: (from: number, to: number) => void;
  toggleAll: () => void;
  /** Ctrl+A marks the whole view, Escape unmarks it; false for other keys. */
  onKey: (event: KeyboardEvent) => boolean;
  /** The marked rows that are loaded, or the one at `row` when it stands alone. */
  chosen: (row: number) => Row[];
};

/** Marks of a list by mouse and keyboard. */
export function useSelection<Row extends { id: number }>(
  selection: Selection | undefined, rows: Row[],
): Marks<Row> {
  const anchor = useRef(0);
  const value = selection?.value ?? NOTHING;
  const change = (next: typeof value) => selection?.onChange(next);
  const loaded = () => rows.map((row) => row.id);
  const isEmpty = !value.all && value.ids.size === 0;
  const toggleAll = () => change(value.all ? NOTHING : { ids: new Set(), all: true });

  return {
    isAll: value.all,
    has: (id) => isMarked(value, id),
    hasAt: (row) => rows[row] !== undefined && isMarked(value, rows[row].id),
    isMany: value.all || (markedCount(value, undefined) ?? 0) > 1,
    toggle: (row, isRange) => {
      const id = rows[row]?.id;
      if (id === undefined) return;
      change(isRange
        ? extended(value, loaded(), anchor.current, row) : toggled(value, id, loaded()));
      anchor.current = row;
    },
    extend: (from, to) => change(extended(value, loaded(), from, to)),
    toggleAll,
    onKey: (event) => {
      if (!selection) return false;
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA') {
        change({ ids: new Set(), all: true });
        return true;
      }
      if (event.key !== 'Escape' || isEmpty) return false;
      change(NOTHING);
      return true;
    },
    chosen: (row) => {
      const marked = rows.filter((each) => isMarked(value, each.id));
      const one = rows[row];
      return marked.length > 0 ? marked : one ? [one] : [];
    },
  };
}
