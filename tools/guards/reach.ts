// Which files does nothing lead to? Code that only its own test calls is dead weight.
import type { Import } from './cruise.ts';

export const ENTRIES = [
  'server/main.ts', 'server/cli/main.ts', 'web/main.tsx', 'web/vite.config.ts',
  // Run by hand: it renews server/schema.sql.
  'tools/dump-schema.ts',
  // Threads of their own, begun by their address.
  'server/modules/imports/file/reader-thread.ts', 'server/integrations/onec/site/load-thread.ts',
  // The bundler puts it in the place of TypeBox.
  'web/api/schema-free.ts',
];

/** Files of `files` that no chain of imports from `entries` reaches. */
export function unreachable(files: string[], imports: Import[], entries: string[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...(targets.get(file) ?? []));
  }
  return files.filter((file) => !reached.has(file));
}
