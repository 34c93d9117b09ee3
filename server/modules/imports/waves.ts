/**
 * Rows that may be done at once: those that share a word stand in waves one after the other, in the
 * order of the file.
 */
export function wavesOf<R>(rows: readonly R[], words: readonly (readonly string[])[]): R[][] {
  const waves: R[][] = [];
  const lastOf = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const own = words[index] ?? [];
    const at = Math.max(0, ...own.map((word) => (lastOf.get(word) ?? -1) + 1));
    (waves[at] ??= []).push(row);
    for (const word of own) lastOf.set(word, at);
  }
  return waves;
}
