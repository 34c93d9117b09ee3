// Figures that cost a look at millions of rows, for a screen that asks every few seconds. One that
// took a second is kept for twenty: counting never takes more than a twentieth of the
// time, and in a small base every look is fresh.
import { wholeDatabase, type Db } from '#platform/database';

const KEPT_TIMES = 20;

type Kept = { value: Promise<unknown>; untilMs: number };

const databases = new WeakMap<object, Map<string, Kept>>();

export function keptFigure<T>(db: Db, name: string, count: () => Promise<T>): Promise<T> {
  const owner = wholeDatabase(db);
  const figures = databases.get(owner) ?? new Map<string, Kept>();
  databases.set(owner, figures);
  const startedMs = performance.now();
  const known = figures.get(name);
  if (known && startedMs < known.untilMs) return known.value as Promise<T>;
  const kept: Kept = { value: count(), untilMs: Infinity };
  figures.set(name, kept);
  kept.value.then(
    () => {
      const tookMs = performance.now() - startedMs;
      kept.untilMs = performance.now() + KEPT_TIMES * tookMs;
    },
    () => figures.delete(name));
  return kept.value as Promise<T>;
}
