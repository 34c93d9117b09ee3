// Order of a list: `-field,field`, nulls last whatever the direction, the id as the last word.
import type { Catalogue, Field, HiddenGroups, SqlType } from './catalogue.ts';
import { requireField } from './catalogue.ts';
import { wrong } from './parse-filter.ts';
import type { Walk } from './walk.ts';

export type SortKey = {
  name: string;
  expression: string;
  sqlType: SqlType;
  nullable: boolean;
  descending: boolean;
  walk?: Walk | undefined;
};

export type Sort = {
  /** At least one; the last is unique. */
  keys: SortKey[];
  /** Text after `order by`. */
  sql: string;
};

const SORT_KEYS_MAX = 5;

/**
 * Keys of the order. The id follows the direction of the key before it, so that an order of one
 * direction can walk one index. Throws 'filter.invalid' naming the field.
 */
export function compileSort(
  catalogue: Catalogue, sort: string | undefined, hidden: HiddenGroups,
): Sort {
  const keys: SortKey[] = [];
  for (const part of (sort || catalogue.defaultSort).split(',')) {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    if (keys.some((key) => key.name === name)) throw wrong(`Поле «${name}» в порядке дважды`, name);
    if (keys.length === SORT_KEYS_MAX) throw wrong(`В порядке больше ${SORT_KEYS_MAX} полей`);
    keys.push(name === 'id' ? idKey(catalogue, descending) : fieldKey(
      requireField(catalogue, name, hidden), descending,
    ));
    // Whatever comes after a unique key changes nothing.
    if (name === 'id') break;
  }
  const last = keys.at(-1)!;
  if (last.name !== 'id') keys.push(idKey(catalogue, last.descending));
  return { keys, sql: orderBy(keys) };
}

function idKey(catalogue: Catalogue, descending: boolean): SortKey {
  const expression = catalogue.idColumn;
  return { name: 'id', expression, sqlType: 'bigint', nullable: false, descending };
}

function fieldKey(field: Field, descending: boolean): SortKey {
  if (!field.sortable) throw wrong(`По полю «${field.name}» не упорядочивают`, field.name);
  return {
    name: field.name,
    expression: field.sortColumn ?? field.column,
    sqlType: field.sortType ?? field.sqlType,
    nullable: field.nullable ?? true,
    descending,
    walk: field.walk,
  };
}

/** Text after `order by`. */
export const orderBy = (keys: readonly SortKey[]): string => keys.map(orderOf).join(', ');

function orderOf(key: SortKey): string {
  // PostgreSQL matches "desc nulls last" only with such an index, so it is said only when needed.
  const nulls = key.nullable && key.descending ? ' nulls last' : '';
  return `${key.expression}${key.descending ? ' desc' : ''}${nulls}`;
}
