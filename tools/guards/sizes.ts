// Columns, lines and names: what the linter cannot see or does not look at (css, sql, scripts).
import { isScript, isTest, type SourceFile } from './source-files.ts';

export const COLUMNS_MAX = 100;
export const LINES_MAX = 400;

const MEASURED = /\.(ts|tsx|mjs|css|sql)$/;
// A migration never changes after it lands and the schema dump is written by PostgreSQL.
const EXEMPT = /^server\/migrations\/|^server\/schema\.sql$|\/fixtures\//;

export const measured = (files: SourceFile[]) =>
  files.filter((file) => MEASURED.test(file.path) && !EXEMPT.test(file.path));

// An import of one name cannot be broken: its width is the package's doing.
const UNBREAKABLE = /^(import|export) (\w+|\{ [\w ]+ \}) from '[^']+';$/;

/** `path:line` of lines wider than 100 characters (code points, so Cyrillic counts as one). */
export function wideLines(files: SourceFile[]): string[] {
  return measured(files).flatMap((file) =>
    file.text.split('\n').flatMap((line, index) =>
      [...line.trimEnd()].length > COLUMNS_MAX && !UNBREAKABLE.test(line)
        ? [`${file.path}:${index + 1}`]
        : []));
}

const lineCount = (text: string) => text.trimEnd().split('\n').length;

export function longFiles(files: SourceFile[]): string[] {
  return measured(files)
    .filter((file) => lineCount(file.text) > (isTest(file.path) ? 600 : LINES_MAX))
    .map((file) => file.path);
}

/** Median length of the scripts of the product, without tests. */
export function medianLines(files: SourceFile[]): number {
  const counts = files
    .filter((file) => /^(contract|server|web)\//.test(file.path))
    .filter((file) => isScript(file.path) && !isTest(file.path))
    .map((file) => lineCount(file.text))
    .sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

// In the trade a manager is a salesperson, a service is a line without goods, a base is a database
// of 1C: a verb may say `mapManager` or `confirm-base`. A thing named so says nothing.
const EMPTY_FILE_NAME =
  /(^|[/-])(service|manager|helper|util|utils|helpers|common|misc)\.tsx?$/;
const DECLARED = '\\bexport\\s+(?:const|class|type|interface)\\s+';
const EMPTY_SUFFIX = '\\w+(?:Service|Manager|Helpers?|Utils?)';
const EMPTY_PREFIX = 'I[A-Z][a-z]\\w*|Base(?:Entity|Model|Repository)\\w*';
const EMPTY_IDENTIFIER = new RegExp(`${DECLARED}(${EMPTY_SUFFIX}|${EMPTY_PREFIX})\\b`, 'g');
// Words of the trade that the pattern would take for a prefix or a suffix.
const TRADE_WORDS = new Set(['Inn', 'Iban']);

/** Files and exported names that say nothing of what they do. */
export function emptyNames(files: SourceFile[]): string[] {
  return files.filter((file) => isScript(file.path)).flatMap((file) => [
    ...(EMPTY_FILE_NAME.test(file.path) ? [file.path] : []),
    ...[...(isTest(file.path) ? '' : file.text).matchAll(EMPTY_IDENTIFIER)]
      .map((match) => match[1] ?? '')
      .filter((name) => !TRADE_WORDS.has(name))
      .map((name) => `${file.path}: ${name}`),
  ]);
}

// Spelt in pieces so that this file does not find itself.
const LATER = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'];
const LEFT_OVER = new RegExp(`\\b(${LATER.join('|')})\\b`);
const ONLY = new RegExp(`\\b(test|it|describe)\\.${'only'}\\(`);

/** Promises to do it later, and tests that switch the others off. */
export function leftOvers(files: SourceFile[]): string[] {
  return files.filter((file) => MEASURED.test(file.path)).flatMap((file) =>
    file.text.split('\n').flatMap((line, index) =>
      LEFT_OVER.test(line) || ONLY.test(line) ? [`${file.path}:${index + 1}`] : []));
}
