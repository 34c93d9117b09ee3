// Chance that repeats: the same seed makes the same demo company on every machine.

export type Chance = {
  /** 0 ≤ x < 1. */
  next: () => number;
  /** Whole number, both ends included. */
  between: (least: number, most: number) => number;
  pick: <T>(list: readonly T[]) => T;
  /** True in that share of cases. */
  hit: (share: number) => boolean;
  /** A guid of version 4 made of this chance. */
  guid: () => string;
};

/** Mulberry32: small, fast, and good enough for names and sums. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const hex = (length: number) =>
    Array.from({ length }, () => between(0, 15).toString(16)).join('');
  return {
    next,
    between,
    pick: (list) => list[between(0, list.length - 1)]!,
    hit: (share) => next() < share,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${between(8, 11).toString(16)}${hex(3)}-${hex(12)}`,
  };
}
