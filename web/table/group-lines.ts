// A list in groups as lines of a grid: heads, rows of the open ones, «ещё» under a long one. Pure.
import type { Group } from '#contract/lists';

export type GroupLine<Row> =
  | { kind: 'group'; group: Group; isOpen: boolean }
  | { kind: 'row'; group: Group; row: Row }
  | { kind: 'more'; group: Group; isLoading: boolean };

export type Loaded<Row> = { items: Row[]; hasMore: boolean; isLoading: boolean };

export function groupLines<Row>(
  groups: readonly Group[], loaded: ReadonlyMap<string, Loaded<Row>>,
): GroupLine<Row>[] {
  return groups.flatMap((group): GroupLine<Row>[] => {
    const rows = loaded.get(group.filter);
    const head = { kind: 'group' as const, group, isOpen: rows !== undefined };
    if (!rows) return [head];
    const isEnded = !rows.hasMore && !rows.isLoading;
    return [
      head,
      ...rows.items.map((row) => ({ kind: 'row' as const, group, row })),
      ...(isEnded ? [] : [{ kind: 'more' as const, group, isLoading: rows.isLoading }]),
    ];
  });
}

/** The record that stands on a line; heads and «ещё» have none. */
export const rowOf = <Row>(line: GroupLine<Row>): Row | undefined =>
  (line.kind === 'row' ? line.row : undefined);

/** One line stays itself while others come and go above it. */
export const lineKey = <Row extends { id: number }>(line: GroupLine<Row>): string =>
  `${line.kind} ${line.group.filter} ${rowOf(line)?.id ?? ''}`;
