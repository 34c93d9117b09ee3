// "Everything after this row" as a predicate, true to nulls last and to mixed directions.
import type { Fragment } from './fragment.ts';
import type { SortKey } from './sort.ts';

/** Rows strictly after the one whose keys are `after` (text forms, null for null). */
export function rowsAfter(keys: readonly SortKey[], after: readonly (string | null)[]): Fragment {
  const values: unknown[] = [];
  const places = keys.map((key, index) => {
    const value = after[index] ?? null;
    return value === null ? null : `$${values.push(value)}::text::${key.sqlType}`;
  });
  const uniform = keys.every((key) => !key.nullable && key.descending === keys[0]!.descending);
  return { sql: uniform ? rowComparison(keys, places) : steps(keys, places), values };
}

/** One comparison of rows walks an index straight to the page: no null, one direction. */
function rowComparison(keys: readonly SortKey[], places: readonly (string | null)[]): string {
  const left = keys.map((key) => key.expression).join(', ');
  return `(${left}) ${keys[0]!.descending ? '<' : '>'} (${places.join(', ')})`;
}

/** after(k1) or (k1 equal and (after(k2) or (k2 equal and …))) */
function steps(keys: readonly SortKey[], places: readonly (string | null)[]): string {
  let rest = 'false';
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index]!;
    const place = places[index] ?? null;
    const equal = place === null ? `${key.expression} is null` : `${key.expression} = ${place}`;
    const tail = rest === 'false' ? '' : `(${equal} and (${rest}))`;
    rest = [beyond(key, place), tail].filter(Boolean).join(' or ') || 'false';
  }
  return rest;
}

function beyond(key: SortKey, place: string | null): string {
  if (place === null) return '';
  const further = `${key.expression} ${key.descending ? '<' : '>'} ${place}`;
  return key.nullable ? `${further} or ${key.expression} is null` : further;
}
