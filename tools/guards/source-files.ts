// The files of the project as they lie on disk; the guards never trust another tool's list.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const REPOSITORY = path.resolve(import.meta.dirname, '../..');

const SKIPPED = new Set(['node_modules', '.git', '.cache', 'data', 'dist']);

export type SourceFile = { path: string; text: string };

/** Paths under `root`, relative to it, with forward slashes, sorted. */
export function listFiles(root: string = REPOSITORY, folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return listFiles(root, name);
      return entry.isFile() ? [name] : [];
    })
    .sort();
}

export function readFiles(paths: string[], root: string = REPOSITORY): SourceFile[] {
  return paths.map((name) => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') }));
}

export const isTest = (name: string) => /\.(test|e2e)\.tsx?$/.test(name);
export const isScript = (name: string) => /\.(ts|tsx|mts|mjs)$/.test(name);
