// A throw-away tree with planted faults: every guard has to turn red on it, or the guard is blind.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { REPOSITORY } from './source-files.ts';

export type Plant = { root: string; remove: () => void };

/** Writes `files` (path → text) beside the project's real package.json and lint configuration. */
export function plant(files: Record<string, string>): Plant {
  const root = mkdtempSync(path.join(tmpdir(), 'verstak-plant-'));
  for (const name of ['package.json', '.oxlintrc.json', 'tsconfig.base.json']) {
    cpSync(path.join(REPOSITORY, name), path.join(root, name));
  }
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(root, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
