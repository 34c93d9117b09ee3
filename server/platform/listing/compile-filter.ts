// Conditions → a parameterised predicate. Every value is a parameter with an explicit cast; column
// expressions come from the catalogue alone, so nothing that a caller wrote reaches the text.
import type { Filter } from '#contract/listing';
import type { Catalogue, Field } from './catalogue.ts';
import { foldedSql, likePattern } from './fold-text.ts';
import type { Fragment } from './fragment.ts';
import {
  type Comparison, type Condition, type FilterFrame, resolveFilter,
} from './resolve-filter.ts';

const SIGNS: Record<Comparison, string> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/**
 * The predicate of a filter. Parameters are numbered after `offset` (0 when absent): the caller
 * appends `values` to that many of its own. Throws 'filter.invalid'.
 */
export function compileFilter(
  catalogue: Catalogue, filter: Filter, frame: FilterFrame, offset = 0,
): Fragment {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${offset + values.push(value)}`;
  return { sql: compile(resolveFilter(catalogue, filter, frame), place), values };
}

type Place = (value: unknown) => string;

function compile(condition: Condition, place: Place): string {
  switch (condition.kind) {
    case 'and':
    case 'or': return compileJoined(condition.kind, condition.parts, place);
    case 'not': return compileNot(condition.part, place);
    case 'compare': return compareSql(condition, place);
    case 'oneOf': {
      const { field, values } = condition;
      const { equalSql } = field;
      if (equalSql) {
        return values.map((value) => equalSql(`${place(value)}::${field.sqlType}`))
          .join(' or ') || 'false';
      }
      if (field.oneOfSql) return field.oneOfSql(place(values));
      const given = `${place(values)}::${field.sqlType}[]`;
      const { current } = field;
      return `${field.column} = any(${current
        ? `array(select ${current('v.id')} from unnest(${given}) v (id))` : given})`;
    }
    case 'like': {
      const { column, foldedColumn = foldedSql(column), likeSql } = condition.field;
      const pattern = `${place(likePattern(condition.folded, condition.place))}::text`;
      return likeSql ? likeSql(pattern) : `${foldedColumn} like ${pattern}`;
    }
    case 'empty': return emptySql(condition.field);
  }
}

function compareSql(
  { field, operator, value }: Extract<Condition, { kind: 'compare' }>, place: Place,
): string {
  const given = `${place(value)}::${field.sqlType}`;
  if (operator === 'eq' && field.equalSql) return field.equalSql(given);
  return `${field.column} ${SIGNS[operator]} ${field.current?.(given) ?? given}`;
}

function compileJoined(kind: 'and' | 'or', parts: Condition[], place: Place): string {
  if (parts.length === 0) return kind === 'and' ? 'true' : 'false';
  return parts.map((part) => `(${compile(part, place)})`).join(` ${kind} `);
}

/** `is not true` makes the opposite two-valued: what is null inside counts as false there. */
function compileNot(part: Condition, place: Place): string {
  if (part.kind === 'empty') return filledSql(part.field);
  return `(${compile(part, place)}) is not true`;
}

function emptySql(field: Field): string {
  if (field.emptySql) return field.emptySql;
  const missing = `${field.column} is null`;
  return field.sqlType === 'text' ? `${missing} or ${field.column} = ''` : missing;
}

function filledSql(field: Field): string {
  if (field.filledSql) return field.filledSql;
  if (field.emptySql) return `(${field.emptySql}) is not true`;
  return field.sqlType === 'text' ? `${field.column} <> ''` : `${field.column} is not null`;
}
