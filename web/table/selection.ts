// What is marked in a list: rows by their ids, or everything that the view shows, loaded or not.

export type Selected = { ids: ReadonlySet<number>; all: boolean };

export type Selection = {
  value: Selected;
  onChange: (value: Selected) => void;
};

export const NOTHING: Selected = { ids: new Set(), all: false };

export const isMarked = ({ ids, all }: Selected, id: number): boolean => all || ids.has(id);

/** One row more or less; out of everything one begins anew with the loaded rows. */
export function toggled(now: Selected, id: number, loaded: readonly number[]): Selected {
  const ids = new Set(now.all ? loaded : now.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: false };
}

/** The rows between two places, added to what is marked. */
export function extended(
  now: Selected, loaded: readonly number[], from: number, to: number,
): Selected {
  const between = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...now.ids, ...between]), all: now.all };
}
