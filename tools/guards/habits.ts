// Small habits of the house that a type cannot express.
import { isTest, type SourceFile } from './source-files.ts';

const CLOCK = /\bDate\.now\(\)|\bnew Date\(\)/;

/** Business code that asks the machine for the time; it has to ask its context. */
export function clockReads(files: SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('server/modules/') && !isTest(file.path))
    .flatMap((file) => file.text.split('\n').flatMap((line, index) =>
      CLOCK.test(line) ? [`${file.path}:${index + 1}`] : []));
}

/** What the first group of `pattern` finds at more than one place of the server. */
function sharedNames(files: SourceFile[], pattern: RegExp): string[] {
  const places = files
    .filter((file) => file.path.startsWith('server/') && !isTest(file.path))
    .flatMap((file) => [...file.text.matchAll(pattern)]
      .map(([, name = '']) => ({ name, path: file.path })));
  const byName = Map.groupBy(places, ({ name }) => name);
  return [...byName].filter(([, uses]) => uses.length > 1)
    .map(([name, uses]) => `${name}: ${uses.map(({ path }) => path).join(', ')}`);
}

const STATEMENT = /\bname: '([\w-]+)',\s*(?:\/\/[^\n]*\s*)*text: /g;

/**
 * Names of prepared statements that two places use: whichever comes second on a connection fails,
 * and which connection has seen what is chance.
 */
export function sharedStatements(files: SourceFile[]): string[] {
  return sharedNames(files, STATEMENT);
}

const LOCK = /^(?:export )?const \w*LOCK\w* = (?:\{ lockClass: )?([\d_]{4,})/gm;

/** Numbers of advisory locks that two works use: one waits for the other or is left undone. */
export function sharedLocks(files: SourceFile[]): string[] {
  return sharedNames(files, LOCK);
}

type Manifest = { [section: string]: unknown };
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Packages whose version is a range: a fresh machine would get something nobody has run. */
export function loosePins(manifest: Manifest): string[] {
  return SECTIONS.flatMap((section) => Object.entries(manifest[section] ?? {}))
    .filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))
    .map(([name, version]) => `${name} ${version}`);
}
