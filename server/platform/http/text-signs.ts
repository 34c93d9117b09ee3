// What passes a schema and still must not come in: NUL, which PostgreSQL does not store; halves of
// surrogate pairs, which would silently become other text; nesting that exhausts the stack.

export type Unfit = { path: string; reason: 'signs' | 'depth' };

const DEPTH_MAX = 60;

/** The first such place, "lines/3/name", or null. */
export function findUnfit(value: unknown, path = '', depth = 0): Unfit | null {
  if (typeof value === 'string') return isBroken(value) ? { path, reason: 'signs' } : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth === DEPTH_MAX) return { path, reason: 'depth' };
  for (const [key, inner] of Object.entries(value)) {
    if (isBroken(key)) return { path, reason: 'signs' };
    const found = findUnfit(inner, path === '' ? key : `${path}/${key}`, depth + 1);
    if (found) return found;
  }
  return null;
}

function isBroken(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}
