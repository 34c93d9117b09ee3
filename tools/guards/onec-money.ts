// Money of 1C is read-only for everybody. Two places could betray that: a route whose body takes
// such a field, and SQL that writes such a column outside its two doors.
import type { Route } from '#contract/route';
import { isTest, type SourceFile } from './source-files.ts';
import { stringsOf } from './sql-schemas.ts';

/** Writes the money of a deal; payments computes it from rows. */
export const MONEY_DOOR = 'server/modules/deals/apply-money.ts';
/** Writes whole deals of history, with the same sums of the same rows. */
const HISTORY_DOOR = 'server/modules/deals/bear-deals.ts';

const FIELDS = new Set([
  'amountKopecks', 'amountSource', 'paidKopecks', 'paidPercent', 'overpaid', 'shippedKopecks',
  'shippedPercent', 'overdueKopecks', 'receivableKopecks', 'expectedKopecks',
  'nextPayOn', 'deferredUntil', 'orderNumbers', 'otherCurrencies',
  'advanceKopecks',
]);
const COLUMNS = [...FIELDS].map((field) =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const DEAL_WRITE = /\b(update|insert\s+into)\s+(only\s+)?deals\.deal\b/i;
// What an insert gives a new deal before any order counts is its own estimate.
const OWN_AT_BIRTH = new Set(['amount_kopecks', 'amount_source']);

type Schema = {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
};

function namesIn(schema: Schema | undefined): string[] {
  if (!schema) return [];
  const items = schema.items ? [schema.items] : [];
  const nested = [...(schema.anyOf ?? []), ...(schema.allOf ?? []), ...items];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      [name, ...namesIn(inner)]),
    ...nested.flatMap(namesIn),
  ];
}

/** Routes, other than those of the exchange, whose body takes a field that 1C owns. */
export function moneyInBodies(routes: Route[]): string[] {
  return routes
    .filter((route) => route.access !== 'onec')
    .flatMap((route) => namesIn(route.body as Schema | undefined)
      .filter((name) => FIELDS.has(name))
      .map((name) => `${route.id} takes ${name}`));
}

/** Files beside the doors whose SQL sets a money column of a deal. */
export function moneyWriters(files: SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('server/') && file.path.endsWith('.ts'))
    .filter((file) => ![MONEY_DOOR, HISTORY_DOOR].includes(file.path) && !isTest(file.path))
    .flatMap((file) => stringsOf(file)
      .filter(({ text }) => DEAL_WRITE.test(text))
      .flatMap(({ text, line }) => writtenColumns(text)
        .map((column) => `${file.path}:${line} writes ${column}`)));
}

function writtenColumns(sql: string): string[] {
  const inserts = /insert\s+into\s+deals\.deal\s*\(([^)]*)\)/i.exec(sql)?.[1] ?? '';
  const listed = inserts.split(',').map((column) => column.trim());
  return COLUMNS.filter((column) => {
    const set = new RegExp(`(?<![.\\w])${column}\\s*=(?!=)`).test(sql) && /\bset\b/i.test(sql);
    return set || (listed.includes(column) && !OWN_AT_BIRTH.has(column));
  });
}
