// Exceptions from the guards, by name. They may only become fewer: every earlier committed version
// of the file is an upper bound for the present one.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from './source-files.ts';

export const ALLOW_LISTS_FILE = 'tools/allow-lists.json';

export type AllowLists = {
  /** Files that may have lines over 100 columns. */
  wideLines: string[];
  /** `file writes schema.table` of another module. */
  foreignWrites: string[];
};

export function readAllowLists(): AllowLists {
  return JSON.parse(readFileSync(path.join(REPOSITORY, ALLOW_LISTS_FILE), 'utf8')) as AllowLists;
}

function git(...words: string[]): string {
  return execFileSync('git', words, {
    cwd: REPOSITORY, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Committed versions, newest first; empty outside a git checkout. */
export function committedAllowLists(): AllowLists[] {
  try {
    const commits = git('log', '--format=%H', '--', ALLOW_LISTS_FILE).split('\n').filter(Boolean);
    return commits.map((commit) =>
      JSON.parse(git('show', `${commit}:${ALLOW_LISTS_FILE}`)) as AllowLists);
  } catch {
    // A tarball has no history to compare with; the next commit is compared again.
    return [];
  }
}

/** Lists that have more entries now than they had once. A list new in `now` may start anyhow. */
export function grownLists(now: AllowLists, history: AllowLists[]): string[] {
  return Object.entries(now)
    .filter(([name, entries]) => history.some((before) => {
      const earlier = (before as Record<string, string[] | undefined>)[name];
      return earlier !== undefined && entries.length > earlier.length;
    }))
    .map(([name]) => name);
}

/** Entries that excuse nothing any more: they must go. */
export function staleEntries(entries: string[], used: Iterable<string>): string[] {
  const needed = new Set(used);
  return entries.filter((entry) => !needed.has(entry));
}
