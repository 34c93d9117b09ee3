// The part of the query language that the standard interface understands, with its own ideas.
import type { Row } from './entities.ts';

/** A question the platform answers with HTTP 500. */
export class BadQuery extends Error {}

export type Query = {
  filter: string | null; select: string[] | null; orderby: string[];
  top: number | null; skip: number;
};

export function queryOf(params: URLSearchParams): Query {
  // With a count over all pages the platform forgets about the pages themselves.
  const all = params.get('$inlinecount') === 'allpages';
  const number = (name: string) => (params.has(name) && !all ? Number(params.get(name)) : null);
  return {
    filter: params.get('$filter'), select: params.get('$select')?.split(',') ?? null,
    orderby: params.get('$orderby')?.split(',') ?? [],
    top: number('$top'), skip: number('$skip') ?? 0,
  };
}

/** Rows of a page; throws BadQuery for what live bases refuse. */
export function pageOf(rows: readonly Row[], query: Query): Row[] {
  const found = rows.filter((row) => !query.filter || matches(row, query.filter));
  for (const name of [...query.orderby].reverse()) {
    found.sort((a, b) => compare(keyOf(name, a), keyOf(name, b)));
  }
  const page = found.slice(query.skip, query.top === null ? undefined : query.skip + query.top);
  const { select } = query;
  if (!select) return page;
  return page.map((row) =>
    Object.fromEntries(select.filter((name) => name in row).map((name) => [name, row[name]])));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Guids are ordered as the DBMS keeps their bytes: the last group first. */
const keyOf = (name: string, row: Row): string => (name === 'Ref_Key'
  ? String(row[name]).split('-').reverse().join('-') : String(row[name]));

function matches(row: Row, filter: string): boolean {
  return filter.split(' or ').some((any) => any.split(' and ').every((one) => holds(row, one)));
}

/** Null: it is no question about a composite attribute. */
function equalAsCast(row: Row, condition: string): boolean | null {
  const [found, name = '', uid, set] =
    /^\s*(\S+) eq cast\(guid'([^']*)','([^']*)'\)\s*$/.exec(condition) ?? [];
  return found === undefined ? null
    : row[name] === uid && row[`${name}_Type`] === `StandardODATA.${set}`;
}

function holds(row: Row, condition: string): boolean {
  const casted = equalAsCast(row, condition);
  if (casted !== null) return casted;
  const found = /^\s*(\S+) (eq|ge|lt) (guid|datetime)?'([^']*)'\s*$/.exec(condition);
  if (!found) throw new BadQuery(`Ошибка при разборе параметра $filter: ${condition}`);
  const [, name = '', operation, , value = ''] = found;
  const own = String(row[name] ?? '');
  // Equality over a composite attribute is empty without cast().
  if (`${name}_Type` in row) return false;
  if (name === 'Ref_Key' && operation !== 'eq') throw new BadQuery('Ошибка при сравнении ссылок');
  if (operation === 'eq') return own.toLowerCase() === value.toLowerCase();
  return operation === 'ge' ? own >= value : own < value;
}
