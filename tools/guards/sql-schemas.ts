// Which tables of which schema does a file name in its SQL? One PostgreSQL schema belongs to one
// area; a file may read its own schema and those below it, and write only its own.
import ts from 'typescript';
import { areaOf, ARROWS, SCHEMA_OF } from '../arrows.mjs';
import type { SourceFile } from './source-files.ts';

export type SqlName = { schema: string; relation: string; line: number; writes: boolean };

const SCHEMAS = Object.values(SCHEMA_OF);
const NAME = new RegExp(`(?<![\\w.'-])(${SCHEMAS.join('|')})\\.([a-z_]\\w*)`, 'g');
const SQL_WORDS = /\b(select|insert\s+into|update|delete\s+from|from|join|copy|truncate|exists)\b/i;
const WRITE_BEFORE =
  /\b(insert\s+into|update(\s+only)?|delete\s+from|truncate(\s+table)?|copy)\s+$/i;

/** Text of every string and template of a script; `${…}` becomes a gap. */
export function stringsOf(file: SourceFile): { text: string; line: number }[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, false);
  const found: { text: string; line: number }[] = [];
  const keep = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.pos);
    found.push({ text, line: line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) keep(node, node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = node.templateSpans.map((span) => span.literal.text);
      keep(node, [node.head.text, ...parts].join('?'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * Names `schema.relation` in the strings of a script. A bare `deals.list` is taken for a table only
 * when `relations` has it; inside SQL every name counts, known or not.
 */
export function sqlNames(file: SourceFile, relations: ReadonlySet<string>): SqlName[] {
  return stringsOf(file).flatMap(({ text, line }) => {
    const isSql = SQL_WORDS.test(text) && /\s/.test(text);
    return [...text.matchAll(NAME)]
      .filter((match) => isSql || relations.has(match[0]))
      .map((match) => ({
        schema: match[1] ?? '',
        relation: match[2] ?? '',
        line,
        writes: WRITE_BEFORE.test(text.slice(0, match.index)),
      }));
  });
}

/** Relations that the migrations create: `deals.deal`, `payments.payment` … */
export function relationsOf(migrations: SourceFile[]): Set<string> {
  const kinds = '(?:table|view|materialized view|function|sequence)';
  const start = 'create\\s+(?:or replace\\s+)?(?:unlogged\\s+)?';
  const created = new RegExp(`${start}${kinds}\\s+(?:if not exists\\s+)?(\\w+\\.\\w+)`, 'gi');
  return new Set(migrations.flatMap((file) =>
    [...file.text.matchAll(created)].map((match) => match[1] ?? '')));
}

function lawfulSchemas(area: string): string[] {
  return [area, ...(ARROWS[area] ?? [])].flatMap((one) => SCHEMA_OF[one] ?? []);
}

/** Files of areas with a schema that name a schema above or beside theirs. */
export function upwardSql(files: SourceFile[], relations: ReadonlySet<string>): string[] {
  return files.flatMap((file) => {
    const area = areaOf(file.path);
    if (!area || !SCHEMA_OF[area]) return [];
    const lawful = lawfulSchemas(area);
    return sqlNames(file, relations)
      .filter((name) => !lawful.includes(name.schema))
      .map((name) => `${file.path}:${name.line} names ${name.schema}.${name.relation}`);
  });
}

/** Files that write a table of another area: state changes only through a verb of its module. */
export function foreignWrites(files: SourceFile[], relations: ReadonlySet<string>): string[] {
  return files.flatMap((file) => {
    const area = areaOf(file.path);
    if (!area || !SCHEMA_OF[area]) return [];
    return sqlNames(file, relations)
      .filter((name) => name.writes && name.schema !== SCHEMA_OF[area])
      .map((name) => `${file.path} writes ${name.schema}.${name.relation}`);
  });
}

/** Foreign keys of migrations that point from a lower schema to a higher one. */
export function upwardReferences(migrations: SourceFile[]): string[] {
  const areaOfSchema = new Map(Object.entries(SCHEMA_OF).map(([area, schema]) => [schema, area]));
  const statements = /(?:create|alter)\s+table\s+(?:if exists\s+|only\s+)*(\w+)\.(\w+)([^;]*);/gi;
  return migrations.flatMap((file) =>
    [...file.text.replaceAll(/--.*$/gm, '').matchAll(statements)].flatMap((statement) => {
      const [, schema = '', table = '', body = ''] = statement;
      const area = areaOfSchema.get(schema);
      if (!area) return [`${file.path}: schema ${schema} belongs to no area`];
      const lawful = lawfulSchemas(area);
      return [...body.matchAll(/references\s+(\w+)\.(\w+)/gi)]
        .filter((target) => !lawful.includes(target[1] ?? ''))
        .map((target) => `${file.path}: ${schema}.${table} → ${target[1]}.${target[2]}`);
    }));
}

/** SQL inside a file that only connects routes to verbs. */
export function sqlInRoutes(files: SourceFile[]): string[] {
  const statement = /^\s*(select|insert\s+into|update|delete\s+from|with)\s/i;
  return files
    .filter((file) => /\/routes\.ts$/.test(file.path))
    .filter((file) => stringsOf(file).some(({ text }) => statement.test(text)))
    .map((file) => file.path);
}
