// What is marked in a list: rows by their ids, whole groups by their filters, or everything that
// the view shows; of the latter two also what is not loaded.
import type { Filter } from '#contract/listing';

export type Selected = {
  ids: ReadonlySet<number>;
  all: boolean;
  /** Filter of a marked group → how many records it has. */
  groups?: ReadonlyMap<string, number>;
};

export type Selection = {
  value: Selected;
  onChange: (value: Selected) => void;
};

export const NOTHING: Selected = { ids: new Set(), all: false };

const NO_GROUPS: ReadonlyMap<string, number> = new Map();
export const groupsOf = ({ groups }: Selected): ReadonlyMap<string, number> => groups ?? NO_GROUPS;

export const isMarked = ({ ids, all }: Selected, id: number): boolean => all || ids.has(id);

/** How many records are marked; undefined while the view's number is not known. */
export function markedCount(selected: Selected, total: number | undefined): number | undefined {
  if (selected.all) return total;
  return [...groupsOf(selected).values()].reduce((sum, count) => sum + count, selected.ids.size);
}

/** One row more or less; out of everything one begins anew with the loaded rows. */
export function toggled(now: Selected, id: number, loaded: readonly number[]): Selected {
  const ids = new Set(now.all ? loaded : now.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: false, groups: groupsOf(now) };
}

/** The rows between two places, added to what is marked. */
export function extended(
  now: Selected, loaded: readonly number[], from: number, to: number,
): Selected {
  const between = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...now, ids: new Set([...now.ids, ...between]) };
}

/** A whole group more or less; its rows need no marks of their own. */
export function groupToggled(
  now: Selected, group: { filter: string; count: number }, loaded: readonly number[],
): Selected {
  const groups = new Map(groupsOf(now));
  const ids = new Set(now.all ? [] : now.ids);
  for (const id of loaded) ids.delete(id);
  if (!groups.delete(group.filter)) groups.set(group.filter, group.count);
  return { ids, all: false, groups };
}

/** A row of a marked group is taken out: what stays marked of it are its loaded rows. */
export function rowToggledIn(
  now: Selected, id: number, { filter, loaded }: { filter: string; loaded: readonly number[] },
): Selected {
  if (!groupsOf(now).has(filter)) return toggled(now, id, loaded);
  const groups = new Map(groupsOf(now));
  groups.delete(filter);
  const ids = new Set([...now.ids, ...loaded.filter((each) => each !== id)]);
  return { ids, all: false, groups };
}

/** What the marks say as a filter of the list; null when rows are marked one by one. */
export function groupsFilter(selected: Selected): string | null {
  const filters = [...groupsOf(selected).keys()].map((text) => JSON.parse(text) as Filter);
  if (filters.length === 0) return null;
  const { base, own } = apart(filters);
  const rows: Filter[] = selected.ids.size > 0 ? [{ id: { in: [...selected.ids] } }] : [];
  const any: Filter = { or: [...own, ...rows] };
  return JSON.stringify(base ? { and: [base, any] } : any);
}

/** Every group repeats the filter of the view; said once, many groups stay within its limits. */
function apart(filters: Filter[]): { base: Filter | null; own: Filter[] } {
  const pairs = filters.map((filter) =>
    ('and' in filter && Array.isArray(filter.and) && filter.and.length === 2 ? filter.and : null));
  const [first] = pairs;
  const base = first?.[0];
  const isShared = base && pairs.every((pair) =>
    pair && JSON.stringify(pair[0]) === JSON.stringify(base));
  return isShared ? { base, own: pairs.map((pair) => pair![1]!) } : { base: null, own: filters };
}
