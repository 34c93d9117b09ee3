// How a value inside of the record's jsonb is spelled in SQL. Filters, sorts, sums and indexes must
// spell it alike, or an index would serve nothing. Codes are checked by the database.
import { foldedSql } from '#platform/listing/fold-text';
import type { Definition } from './definition.ts';

type Kinded = Pick<Definition, 'code' | 'kind'>;

/** Texts are found by their parts, several values by each: such an index has no order. */
const hasOrder = ({ kind }: Pick<Definition, 'kind'>): boolean =>
  kind !== 'text' && kind !== 'multiList';

/** Those before had the value alone: a page in their order sorted all deals that are alike. */
export const indexName = (field: Pick<Definition, 'id' | 'kind'>): string =>
  `custom_field_${field.id}_${hasOrder(field) ? 'order_' : ''}idx`;

const CASTS: Partial<Record<Definition['kind'], string>> = {
  number: 'numeric', money: 'bigint', employee: 'bigint', company: 'bigint', file: 'bigint',
  flag: 'boolean',
};

/** `column` is the jsonb: `d.custom` in a list, `custom` in an index. */
export function valueSql({ code, kind }: Kinded, column: string): string {
  if (kind === 'multiList') return `(${column}->'${code}')`;
  const cast = CASTS[kind];
  return cast ? `((${column}->>'${code}')::${cast})` : `(${column}->>'${code}')`;
}

/** What stands after `on TABLE` in the index of a frequent field. */
export function indexSql(field: Kinded): string {
  const value = valueSql(field, 'custom');
  if (field.kind === 'multiList') return `using gin (${value})`;
  if (field.kind === 'text') {
    return `using gin (${foldedSql(value)} gin_trgm_ops) where ${value} is not null`;
  }
  return `(${value}, id) where ${value} is not null`;
}
