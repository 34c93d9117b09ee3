// Unit tests that need no PostgreSQL: the quick gate runs them, and `npm test`, which begins with
// that gate, not a second time.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles, REPOSITORY } from './guards/source-files.ts';

export function testsUnder(folder: string): string[] {
  if (!existsSync(path.join(REPOSITORY, folder))) return [];
  return listFiles(REPOSITORY, folder).filter((name) => /\.test\.ts$/.test(name));
}

// A test that stands on test/ or tries the supervisor starts PostgreSQL: it belongs to `npm test`.
const needsDatabase = (file: string) =>
  file.startsWith('server/platform/postgres/')
  || readFileSync(path.join(REPOSITORY, file), 'utf8').includes(`'#test/`);

const FOLDERS = ['contract', 'server', 'web'];

export const pureTests = (): string[] =>
  FOLDERS.flatMap(testsUnder).filter((file) => !needsDatabase(file));

export const otherTests = (): string[] => [
  ...FOLDERS.flatMap(testsUnder).filter(needsDatabase),
  ...['test', 'bench', 'onec'].flatMap(testsUnder),
];
