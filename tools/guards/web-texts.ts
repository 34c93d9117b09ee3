// What the browser may not hold outside its place: Russian texts and addresses of other hosts.
import ts from 'typescript';
import { isTest, type SourceFile } from './source-files.ts';

const CYRILLIC = /[а-яё]/i;
// The name of a vocabulary, not an address anybody calls.
const FOREIGN_HOST = /(?:https?:)?\/\/(?!www\.w3\.org\/)[a-z0-9-]+\.[a-z]{2,}/i;

type Found = { text: string; line: number };

/** Strings, templates and JSX text of a script, without its comments. */
function visibleStrings(file: SourceFile): Found[] {
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, false, kind);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.pos);
      found.push({ text: node.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const ofWeb = (files: SourceFile[]) =>
  files.filter((file) => /^web\/.*\.tsx?$/.test(file.path) && !isTest(file.path));

/** Russian outside web/texts: English could not follow there. */
export function strayTexts(files: SourceFile[]): string[] {
  return ofWeb(files)
    .filter((file) => !file.path.startsWith('web/texts/'))
    .flatMap((file) => visibleStrings(file)
      .filter(({ text }) => CYRILLIC.test(text))
      .map(({ text, line }) => `${file.path}:${line} ${text.trim().slice(0, 40)}`));
}

/** Addresses of other hosts in what the browser loads: it calls nobody but its own server. */
export function foreignHosts(files: SourceFile[]): string[] {
  const sheets = files.filter((file) => /^web\/.*\.(css|html|svg)$/.test(file.path));
  return [
    ...ofWeb(files).flatMap((file) => visibleStrings(file)
      .filter(({ text }) => FOREIGN_HOST.test(text))
      .map(({ line }) => `${file.path}:${line}`)),
    ...sheets.filter((file) => FOREIGN_HOST.test(file.text)).map((file) => file.path),
  ];
}
