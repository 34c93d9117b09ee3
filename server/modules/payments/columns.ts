// Column lists are written once and serve the insert and its conflict.

/** "a, b" → "excluded.a, excluded.b". */
export const excluded = (columns: string): string =>
  columns.split(',').map((name) => `excluded.${name.trim()}`).join(', ');

/** jsonb keeps what 1C said beyond the contract; most documents say nothing more. */
export function emptyAsNull(extra: Record<string, unknown>): Record<string, unknown> | null {
  return Object.keys(extra).length > 0 ? extra : null;
}
