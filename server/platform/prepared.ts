// Names for prepared statements whose text varies within bounds: by scope of rights, by order.
import { createHash } from 'node:crypto';

export type Prepared = { name: string; text: string; values: unknown[] };

/** Far more than the program has; beyond it something varies that should be a parameter. */
const NAMES_MAX = 500;
const names = new Map<string, string>();

/** Only for texts built from constants and placeholders: a connection keeps each for ever. */
export function prepared(prefix: string, text: string, values: unknown[]): Prepared {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= NAMES_MAX) return { name: '', text, values };
    name = `${prefix}-${createHash('sha256').update(text).digest('base64url').slice(0, 12)}`;
    names.set(text, name);
  }
  return { name, text, values };
}
