// Paths that documents name must exist: a map that leads nowhere is worse than none.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY, type SourceFile } from './source-files.ts';

const ROOTS = 'contract|server|web|test|e2e|bench|tools|docs|onec|\\.ci';
const CODE_SPAN = /`([^`\n]+)`/g;
const TREE_PATH = new RegExp(`^(?:${ROOTS})(?:/[\\w.@-]+)*/?$`);
const ROOT_FILE = /^[\w.-]+\.(?:md|json|mjs|cjs|ts)$/;
const LINK = /\]\(([^)\s]+)\)/g;

// What npm itself does, and what follows its name in a sentence.
const NPM_WORDS = new Set(['install', 'ci', 'registry', 'package', 'run', 'and', 'at']);

type Exists = (relative: string) => boolean;
const onDisk: Exists = (relative) => existsSync(path.join(REPOSITORY, relative));

/** `file: path` for each path in a code span or a link that is not there. */
export function missingPaths(documents: SourceFile[], exists: Exists = onDisk): string[] {
  return documents.flatMap((document) => {
    const folder = path.posix.dirname(document.path);
    const spans = [...document.text.matchAll(CODE_SPAN)]
      .map((match) => match[1] ?? '')
      .filter((span) => TREE_PATH.test(span) && span.includes('/'));
    const links = [...document.text.matchAll(LINK)]
      .map((match) => (match[1] ?? '').split('#')[0] ?? '')
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
      .map((target) => path.posix.join(folder, target));
    return [...spans, ...links, ...rootFiles(document)]
      .filter((target) => !exists(target))
      .map((target) => `${document.path}: ${target}`);
  });
}

/** Names such as `ARCHITECTURE.md` in documents of the root, where they can only mean the root. */
function rootFiles(document: SourceFile): string[] {
  if (document.path.includes('/')) return [];
  return [...document.text.matchAll(CODE_SPAN)]
    .map((match) => match[1] ?? '')
    .filter((span) => /^[A-Z]/.test(span) && ROOT_FILE.test(span));
}

/** Names of the environment that the program reads: `read('PORT', …)` in its configuration. */
export function settingsRead(config: SourceFile): string[] {
  const names = config.text.matchAll(/\bread(?:<[^>]*>)?\('([A-Z_]+)'/g);
  return [...names].map((match) => match[1] ?? '');
}

/** Settings of the first table of a document: `| \`PORT\` | …`. */
export function settingsDocumented(document: SourceFile): string[] {
  return [...document.text.matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)]
    .flatMap((match) => [...(match[1] ?? '').matchAll(/`([A-Z_]+)`/g)])
    .map((match) => match[1] ?? '');
}

export type Commands = { scripts: string[]; commands: string[] };

/** `npm run X` and `verstak -- Y` of documents that the program does not know. */
export function unknownCommands(documents: SourceFile[], known: Commands): string[] {
  return documents.flatMap(({ path: name, text }) => {
    const scripts = [...text.matchAll(/\bnpm (?:run (?:--silent )?)?([a-z][\w-]*)/g)]
      .map((match) => match[1] ?? '')
      .filter((script) => !known.scripts.includes(script) && !NPM_WORDS.has(script));
    const commands = [...text.matchAll(/\bverstak -- ([a-z][\w-]*)/g)]
      .map((match) => match[1] ?? '')
      .filter((command) => !known.commands.includes(command));
    return [...scripts, ...commands].map((word) => `${name}: ${word}`);
  });
}

/** Scripts of package.json that start a file which is not there. */
export function deadScripts(scripts: Record<string, string>, exists: Exists = onDisk): string[] {
  return Object.entries(scripts).flatMap(([name, line]) =>
    line.split(' ').filter((word) => /\.(ts|mjs)$/.test(word) && !exists(word))
      .map((word) => `${name}: ${word}`));
}

/** Decisions without a line in their index, lines without a decision, numbers out of row. */
export function decisionFaults(names: string[], index: string): string[] {
  const listed = [...index.matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map((match) => match[1] ?? '');
  const wanted = names.map((_, at) => String(at + 1).padStart(4, '0'));
  return [
    ...names.filter((name) => !listed.includes(name)).map((name) => `${name} is not listed`),
    ...listed.filter((name) => !names.includes(name)).map((name) => `${name} is not there`),
    ...names.filter((name, at) => !name.startsWith(wanted[at] ?? '')).map((name) =>
      `${name} is out of row`),
  ];
}
