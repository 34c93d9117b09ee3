// Builds web/dist when its sources changed, and holds the budget of the first load.
// The tests call `buildWeb()`, `npm start` runs this file apart; by hand:
// node tools/build-web.ts [--force] [--size]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = path.join(ROOT, 'web/dist');
const STAMP = path.join(DIST, '.stamp');

/** Everything that the build reads. */
const SOURCES = ['web', 'contract', 'package-lock.json'];
const NOT_SOURCES = /^web[\\/]dist([\\/]|$)|\.test\.tsx?$/;

/** look.md: first load of the kanban, JavaScript, gzip. */
const BUDGET_BYTES = 210 * 1024;
const FIRST_SCREEN = ['index.html', 'pages/deals/kanban-page.tsx'];

type Chunk = { file: string; imports?: string[]; src?: string };
type Manifest = Record<string, Chunk>;

function filesUnder(name: string): string[] {
  const full = path.join(ROOT, name);
  if (NOT_SOURCES.test(name)) return [];
  const entries = readdirSync(full, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const child = path.join(name, entry.name);
    if (entry.isDirectory()) return filesUnder(child);
    return NOT_SOURCES.test(child) ? [] : [child];
  });
}

/** One hash over names and contents of all sources. */
export function sourcesHash(): string {
  const names = SOURCES.flatMap((name) => (name.includes('.') ? [name] : filesUnder(name)));
  const hash = createHash('sha256');
  for (const name of names.toSorted()) {
    hash.update(name).update('\0').update(readFileSync(path.join(ROOT, name))).update('\0');
  }
  return hash.digest('hex');
}

function readStamp(): string {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
}

export const isWebStale = (): boolean => readStamp() !== sourcesHash();

/** Files that a browser loads for these entries, static imports included. */
function loadedFiles(manifest: Manifest, entries: string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  for (const entry of entries) {
    if (!manifest[entry]) throw new Error(`web/dist has no entry ${entry}`);
    visit(entry);
  }
  return new Set([...seen].map((key) => manifest[key]?.file ?? '').filter(Boolean));
}

/** JavaScript of the first screen in bytes of gzip. */
export function firstLoadBytes(): number {
  const manifest = JSON.parse(readFileSync(path.join(DIST, 'manifest.json'), 'utf8')) as Manifest;
  const files = [...loadedFiles(manifest, FIRST_SCREEN)].filter((file) => file.endsWith('.js'));
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(DIST, file))).length, 0);
}

function holdBudget(): void {
  const bytes = firstLoadBytes();
  const text = `${(bytes / 1024).toFixed(1)} KB of ${BUDGET_BYTES / 1024} KB gzip`;
  if (bytes > BUDGET_BYTES) throw new Error(`first load of the kanban is over its budget: ${text}`);
  console.log(`web: first load of the kanban ${text}`);
}

type BuildOptions = { force?: boolean; quiet?: boolean };

/** Builds when stale; true when it has built. Throws when the build or the budget fails. */
export async function buildWeb(options: BuildOptions = {}): Promise<boolean> {
  const hash = sourcesHash();
  if (!options.force && readStamp() === hash) return false;
  const { build } = await import('vite');
  await build({
    configFile: path.join(ROOT, 'web/vite.config.ts'),
    logLevel: options.quiet ? 'error' : 'warn',
  });
  holdBudget();
  writeFileSync(STAMP, hash);
  return true;
}

if (import.meta.main) {
  const built = await buildWeb({ force: process.argv.includes('--force') });
  if (process.argv.includes('--size')) console.log(firstLoadBytes());
  else if (!built) console.log('web: up to date');
}
