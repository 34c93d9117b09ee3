// The same filter on a row in memory: what SQL is held against by a property test. Rules on records
// will need it too; then it belongs into platform/listing.
import type { Filter } from '#contract/listing';
import type { Catalogue, Field } from '#platform/listing/catalogue';
import { foldText } from '#platform/listing/fold-text';
import {
  type Comparison, type Condition, type FilterFrame, resolveFilter,
} from '#platform/listing/resolve-filter';
import type { Scalar } from '#platform/listing/read-value';

/** Values by field name, in the form that the database gives: dates and moments as text. */
export type Row = Record<string, unknown>;

/** Whether the row is in the view. Throws 'filter.invalid' just as the list would. */
export function matchesFilter(
  catalogue: Catalogue, filter: Filter, row: Row, frame: FilterFrame,
): boolean {
  return holds(resolveFilter(catalogue, filter, frame), row);
}

function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and': return condition.parts.every((part) => holds(part, row));
    case 'or': return condition.parts.some((part) => holds(part, row));
    case 'not': return !holds(condition.part, row);
    case 'compare': return compares(condition.field, condition.operator, condition.value, row);
    case 'oneOf': {
      const { field, values } = condition;
      return values.some((value) => compares(field, 'eq', value, row));
    }
    case 'like': {
      const value = row[condition.field.name];
      if (typeof value !== 'string') return false;
      const text = foldText(value);
      return condition.place === 'contains'
        ? text.includes(condition.folded)
        : text.startsWith(condition.folded);
    }
    case 'empty': {
      const value = row[condition.field.name] ?? null;
      return value === null || (condition.field.sqlType === 'text' && value === '');
    }
  }
}

function compares(field: Field, operator: Comparison, value: Scalar, row: Row): boolean {
  const left = comparable(field, row[field.name] ?? null);
  if (left === null) return false;
  const right = comparable(field, value)!;
  switch (operator) {
    case 'eq': return left === right;
    case 'lt': return left < right;
    case 'lte': return left <= right;
    case 'gt': return left > right;
    case 'gte': return left >= right;
  }
}

function comparable(field: Field, value: unknown): Scalar | null {
  if (value === null) return null;
  switch (field.sqlType) {
    case 'bigint':
    case 'numeric': return Number(value);
    case 'timestamptz': return value instanceof Date ? value.getTime() : Date.parse(String(value));
    case 'uuid': return String(value).toLowerCase();
    case 'boolean': return Boolean(value);
    default: return String(value);
  }
}
