// What a catalogue says of an order that indexes hold: see stretches.ts, which reads it.

/** Rows that an index gives in the order. */
export type Walked = {
  /** What each of them meets. */
  where: string;
  /** The value and the id of the record as the index holds them. */
  by: string;
  id: string;
  /**
   * A small table of the values, whose rows are gone through in order: `w` in `where`, the value
   * is its `word`. Each has its records in an index, by the `key` that `where` names.
   */
  each?: {
    from: string; word: string; key: string;
    /** Whatever a filter leaves of very many, the first values have their share of it. */
    isEven?: boolean;
  };
};

/** Of the ascending order; no row is in two, or in two parts of one. */
export type Stretch =
  /** Parts whose first rows have those of the stretch among them. */
  | { parts: readonly Walked[] }
  /** Rows of one value, found in the order of their ids. */
  | { where: string; value: number };

export type Walk = {
  stretches: readonly Stretch[];
  /** What rows without a value meet, which come last; absent where each has one. */
  missing?: string;
  /** No index has the order: rows with a value are few, and what a filter leaves is sorted. */
  isSorted?: boolean;
};

/** The order of one index that holds the rows with a value. */
export const walkOf = (by: string, present: string, id: string): Walk => ({
  stretches: [{ parts: [{ where: present, by, id }] }],
  missing: `(${present}) is not true`,
});

/** Where an index of everything has the order. */
export const ofAll = (by: string, id: string): Walk =>
  ({ stretches: [{ parts: [{ where: 'true', by, id }] }] });

/** Where a sum is rarely anything but nought; an index holds those that are. */
export const ofFew = (sum: string, id: string): Walk => ({
  stretches: [
    { parts: [{ where: `${sum} < 0`, by: sum, id }] },
    { where: `${sum} = 0`, value: 0 },
    { parts: [{ where: `${sum} > 0`, by: sum, id }] },
  ],
});

/** By the names of a small table, each with its rows in an index. */
export const byName = (from: string, column: string, id: string, isEven = false): Walk => ({
  stretches: [{
    parts: [{
      where: `${column} = w.id`, by: 'w.word', id,
      each: { from, word: 'w.name collate "ru-x-icu"', key: 'w.id', isEven },
    }],
  }],
  missing: `${column} is null`,
});
