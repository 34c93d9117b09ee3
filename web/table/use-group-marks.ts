import type { KeyboardEvent } from 'react';
import type { GroupLine } from './group-lines.ts';
import {
  extended, groupsOf, groupToggled, isMarked, markedCount, NOTHING, rowToggledIn,
} from './selection.ts';
import type { Selection } from './selection.ts';

/** Marks of a list in groups: rows, and whole groups with what is not loaded of them. */
export function useGroupMarks<Row extends { id: number }>(
  { value, onChange }: Selection, lines: GroupLine<Row>[],
) {
  const rowsOf = (filter: string) => lines.flatMap((line) =>
    (line.kind === 'row' && line.group.filter === filter ? [line.row.id] : []));
  const isEmpty = !value.all && value.ids.size === 0 && groupsOf(value).size === 0;
  const has = (line: GroupLine<Row>): boolean => value.all
    || groupsOf(value).has(line.group.filter)
    || (line.kind === 'row' && isMarked(value, line.row.id));
  const rowAt = (at: number): Row[] => {
    const line = lines[at];
    return line?.kind === 'row' ? [line.row] : [];
  };

  return {
    isAll: value.all,
    isMany: value.all || (markedCount(value, undefined) ?? 0) > 1,
    has,
    hasAt: (at: number): boolean => lines[at] !== undefined && has(lines[at]),
    chosen: (at: number): Row[] => {
      const marked = lines.flatMap((line) => (line.kind === 'row' && has(line) ? [line.row] : []));
      return marked.length > 0 ? marked : rowAt(at);
    },
    toggleAll: () => onChange(value.all ? NOTHING : { ids: new Set(), all: true }),
    toggle: (at: number) => {
      const line = lines[at];
      if (!line || line.kind === 'more') return;
      const loaded = rowsOf(line.group.filter);
      onChange(line.kind === 'group' ? groupToggled(value, line.group, loaded)
        : rowToggledIn(value, line.row.id, { filter: line.group.filter, loaded }));
    },
    extend: (from: number, to: number) => {
      const between = lines.slice(Math.min(from, to), Math.max(from, to) + 1)
        .flatMap((line) => (line.kind === 'row' ? [line.row.id] : []));
      onChange(extended(value, between, 0, between.length - 1));
    },
    onKey: (event: KeyboardEvent): boolean => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA') {
        onChange({ ids: new Set(), all: true });
        return true;
      }
      if (event.key !== 'Escape' || isEmpty) return false;
      onChange(NOTHING);
      return true;
    },
  };
}
