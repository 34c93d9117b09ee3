// The hash of a body: SHA-256 over its RFC 8785 (JCS) form, so that spaces and the order of keys
// do not matter and both sides count the same.
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * RFC 8785 text, or null when the value has none (a lone surrogate, an infinite number).
 *
 * npm canonicalize is the judge and took 37 µs for an order of 3 lines, five times its parsing.
 * So what has its keys in order, as most senders write, goes to the native JSON.stringify as it is,
 * the rest is copied with sorted keys, and the judge gets whatever that trick cannot promise. A
 * property test compares the two.
 */
export function canonicalText(value: unknown): string | null {
  try {
    const text = JSON.stringify(isOrdered(value) ? value : sorted(value));
    // A lone surrogate is the only thing JSON.stringify writes as \udXXX; the same letters may
    // also be plain text after an escaped backslash, which the judge can tell apart.
    if (!text.includes('\\ud')) return text;
  } catch {
    // Too deep for recursion, or a key that an object would not keep in its place.
  }
  try {
    return canonicalize(value) ?? null;
  } catch {
    return null;
  }
}

/** Lower-case hex SHA-256 of UTF-8 text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Lower-case hex SHA-256 of the canonical form, or null when there is none. */
export function bodySha256(body: unknown): string | null {
  const text = canonicalText(body);
  return text === null ? null : sha256(text);
}

/** Whether keys stand in the order of JCS, throughout; false where only `sorted` can tell. */
function isOrdered(value: unknown): boolean {
  if (value === null || typeof value !== 'object') {
    return typeof value !== 'number' || Number.isFinite(value);
  }
  if (Array.isArray(value)) return value.every(isOrdered);
  const fields = value as { [key: string]: unknown };
  let before: string | null = null;
  for (const key in fields) {
    if (before !== null && key < before) return false;
    before = key;
    const child = fields[key];
    if (typeof child !== 'string' && !isOrdered(child)) return false;
  }
  return true;
}

/** Copy whose keys were added in the order of JCS; throws where an object would reorder them. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('not finite');
    return value;
  }
  if (Array.isArray(value)) return value.map(sorted);
  const copy: { [key: string]: unknown } = {};
  const source = value as { [key: string]: unknown };
  for (const key of Object.keys(source).sort()) {
    // Keys like "10" come first in any object, and __proto__ is not a key when assigned.
    const code = key.charCodeAt(0);
    if ((code >= 48 && code <= 57) || key === '__proto__') throw new RangeError('unordered key');
    const child = source[key];
    copy[key] = typeof child === 'string' ? child : sorted(child);
  }
  return copy;
}
