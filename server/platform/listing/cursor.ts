// A cursor is the last row's sort keys plus a hash of the view it belongs to. It is opaque to the
// caller and of no use with another filter, order or search.
import { createHash } from 'node:crypto';
import { refuse } from '#platform/refuse';
import type { SortKey } from './sort.ts';

export type KeyValues = (string | null)[];

const CURSOR_MAX = 2000;

/** Names a view: the same noun, filter, order and search give the same text. */
export function hashView(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

export function writeCursor(values: KeyValues, view: string): string {
  return Buffer.from(JSON.stringify({ v: values, h: view })).toString('base64url');
}

/** Keys of the row to continue after; 'cursor.invalid' for a foreign or a broken cursor. */
export function readCursor(cursor: string, view: string, keys: readonly SortKey[]): KeyValues {
  const parsed = decode(cursor);
  if (!parsed || parsed.h !== view || !Array.isArray(parsed.v)) throw refuse('cursor.invalid');
  const values = parsed.v;
  if (values.length !== keys.length) throw refuse('cursor.invalid');
  values.forEach((value: unknown, index) => {
    if (value === null ? !keys[index]!.nullable : !isPlain(value)) throw refuse('cursor.invalid');
  });
  return values as KeyValues;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('\0');
}

function decode(cursor: string): { v?: unknown; h?: unknown } | null {
  if (cursor.length > CURSOR_MAX) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
