// Custom fields in the catalogue of a list: filter, sort, sums, saved views and exports then know
// them as they know the fixed ones. A hidden field is not added, so it is as unknown as any.
import { type CustomEntity, customName } from '#contract/custom-fields';
import type { FieldType, FilterOperator } from '#contract/listing';
import type { Context } from '#platform/context';
import {
  type Catalogue, extendCatalogue, type FieldDefinition, type SqlType,
} from '#platform/listing/catalogue';
import { type Walk, walkOf } from '#platform/listing/walk';
import type { Definition } from './definition.ts';
import { isIndexed, readableFields } from './known-fields.ts';
import { relationOf, sameRecordSql } from './references.ts';
import { valueSql } from './sql-of-field.ts';

type Shape = { type: FieldType; sqlType: SqlType; sortable?: boolean; source?: string };

const SHAPES: Record<Definition['kind'], Shape> = {
  text: { type: 'text', sqlType: 'text', sortable: true },
  number: { type: 'number', sqlType: 'numeric', sortable: true },
  money: { type: 'money', sqlType: 'bigint', sortable: true },
  // As text, because text → date is no immutable cast and so could have no index.
  date: { type: 'date', sqlType: 'text', sortable: true },
  list: { type: 'choice', sqlType: 'text', sortable: true },
  multiList: { type: 'choice', sqlType: 'jsonb' },
  employee: { type: 'reference', sqlType: 'bigint', source: 'employees' },
  company: { type: 'reference', sqlType: 'bigint', source: 'companies' },
  file: { type: 'reference', sqlType: 'bigint' },
  flag: { type: 'flag', sqlType: 'boolean', sortable: true },
};

const OPERATORS: Partial<Record<Definition['kind'], FilterOperator[]>> = {
  multiList: ['in', 'nin', 'empty'], file: ['empty'],
};

const codesOf = (field: Definition): string =>
  `array[${field.options.map((option) => `'${option.code}'`).join(', ')}]::text[]`;

/** A list is sorted as the administrator has put its options, not by their codes. */
function orderOfOptions(field: Definition, value: string): string {
  return `lpad(array_position(${codesOf(field)}, ${value})::text, 4, '0')`;
}

function sortColumnOf(field: Definition, value: string): string | null {
  if (field.kind === 'text') return `${value} collate "ru-x-icu"`;
  return field.kind === 'list' ? orderOfOptions(field, value) : null;
}

/** Where the index of a frequent field has the order: each option has its records in it. */
function indexedWalk(field: Definition, value: string, id: string): Walk {
  if (field.kind !== 'list') return walkOf(value, `${value} is not null`, id);
  const options = `(select o.code, lpad(o.place::text, 4, '0') as place
    from unnest(${codesOf(field)}) with ordinality o (code, place))`;
  return {
    stretches: [{
      parts: [{
        where: `${value} = w.code`, by: 'w.word', id,
        each: { from: options, word: 'w.place', key: 'w.code' },
      }],
    }],
    missing: `${orderOfOptions(field, value)} is null`,
  };
}

/** Of records that have any value the few with this one are sorted: see deal_custom_idx. */
const sortedWalk = (order: string, column: string, id: string): Walk => ({
  stretches: [{
    parts: [{ where: `${column} is not null and ${order} is not null`, by: order, id }],
  }],
  missing: `${order} is null`,
  isSorted: true,
});

type Place = { column: string; idColumn: string; isIndexed: boolean };

const walkOfField = (
  field: Definition, value: string, { column, idColumn, isIndexed: hasIndex }: Place,
): Walk => (hasIndex && field.kind !== 'text' ? indexedWalk(field, value, idColumn)
  : sortedWalk(sortColumnOf(field, value) ?? value, column, idColumn));

function optionsOf(field: Definition): Partial<FieldDefinition> {
  return {
    choiceSource: `custom:${field.id}`,
    labels: Object.fromEntries(field.options.map(({ code, name }) => [code, name])),
    groupOrder: (key) => `select ${orderOfOptions(field, key)}`,
  };
}

/** A file that was removed is no value any more; a record without one asks nothing. */
const keptFile = (value: string) => `(case when ${value} is not null then (
  select kept.id from platform.file kept
  where kept.id = ${value} and kept.deleted_at is null) end)`;

function fieldDefinition(field: Definition, place: Place): FieldDefinition {
  const stored = valueSql(field, place.column);
  const value = field.kind === 'file' ? keptFile(stored) : stored;
  const { source, ...shape } = SHAPES[field.kind];
  const sortColumn = sortColumnOf(field, value);
  const operators = OPERATORS[field.kind];
  const isList = field.kind === 'list' || field.kind === 'multiList';
  const named = relationOf(field.kind);
  return {
    label: field.name, column: value, ...shape,
    ...(isList ? optionsOf(field) : source ? { choiceSource: source } : {}),
    ...(named ? { named } : {}),
    ...sameRecordSql(field.kind, value),
    ...(sortColumn ? { sortColumn } : {}),
    ...(shape.sortable ? { walk: walkOfField(field, value, place) } : {}),
    ...(operators ? { operators } : {}),
    ...(field.kind === 'multiList'
      ? { oneOfSql: (values: string) => `${value} ?| ${values}::text[]` } : {}),
  };
}

/** The catalogue of this reader. `column` is the jsonb of the list's from-clause: `d.custom`. */
export function withCustomFields(
  ctx: Context, catalogue: Catalogue, { entity, column }: { entity: CustomEntity; column: string },
): Catalogue {
  const fields = readableFields(ctx, entity);
  if (fields.length === 0) return catalogue;
  return extendCatalogue(catalogue, Object.fromEntries(fields.map((field) =>
    [customName(field.code), fieldDefinition(field, {
      column, idColumn: catalogue.idColumn, isIndexed: isIndexed(ctx, field),
    })])));
}
