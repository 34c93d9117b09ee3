// A catalogue says what a list may be filtered, sorted and summed by. One per noun; lists, boards,
// exports, reports, saved views and robots read the same one.
import type { FieldInfo, FieldType, FilterOperator } from '#contract/listing';
import type { FieldGroup } from '#contract/rights';
import { refuse } from '#platform/refuse';
import type { Walk } from './walk.ts';

/** PostgreSQL type that values are cast to; decides what a value of the filter must look like. */
export type SqlType = 'text' | 'uuid' | 'bigint' | 'numeric' | 'date' | 'timestamptz' | 'boolean'
  | 'jsonb';

export type FieldDefinition = {
  /** Russian name shown to people. */
  label: string;
  type: FieldType;
  /** SQL expression over the aliases of the list's from-clause. */
  column: string;
  /** Expression to sort by when it is not `column`, e.g. `c.name collate "ru-x-icu"`. */
  sortColumn?: string;
  /** Expression to sum where not every row adds up; a sum of `column` otherwise. */
  sumColumn?: string;
  /** Expression for contains and startsWith that equals `replace(lower(column), 'ё', 'е')`. */
  foldedColumn?: string;
  /**
   * Predicate of contains and startsWith where an index needs another form than "column like";
   * gets the placeholder of the pattern. Must mean what the column says.
   */
  likeSql?: (pattern: string) => string;
  /** Predicate of eq and in where an index needs another form; gets the placeholder of a value. */
  equalSql?: (value: string) => string;
  /** Predicate of in where a row holds several values; gets the placeholder of the list. */
  oneOfSql?: (values: string) => string;
  /** Predicate of empty where a row holds several values. */
  emptySql?: string;
  /** What is filled where a row may have nothing to fill: else whatever is not empty. */
  filledSql?: string;
  /** What a value means today, e.g. a company that was merged into another: over a placeholder. */
  current?: (value: string) => string;
  /** Type of `sortColumn` where it is not that of the values. */
  sortType?: SqlType;
  /** Where indexes hold the rows in this order: a page of everything is read from there. */
  walk?: Walk;
  /** Narrows a list and is no value to show: no column, nothing to export. */
  onlyFilters?: boolean;
  /** Needed only where it differs from the type's own, e.g. 'bigint' for a whole number. */
  sqlType?: SqlType;
  /** Absent means not sortable. */
  sortable?: boolean;
  /** `false` promises NOT NULL and lets paging use an index; absent means there may be nulls. */
  nullable?: boolean;
  /** Group of rights; a field of a hidden group behaves word for word as an unknown one. */
  group?: FieldGroup;
  /** Relation with id and name that a reference points at: its words in columns and groups. */
  named?: string;
  /** Place of a group among the others, by the text of its key, e.g. the stage's position. */
  groupOrder?: (key: string) => string;
  /** Where values of a choice or a reference come from, e.g. 'stages'. */
  choiceSource?: string;
  /** Words of its choices where they are known at run time only. */
  labels?: Readonly<Record<string, string>>;
  /** Narrows the operators of the type. */
  operators?: readonly FilterOperator[];
};

export type Field = FieldDefinition & {
  name: string;
  sqlType: SqlType;
  operators: readonly FilterOperator[];
};

export type CatalogueDefinition = {
  /** Plural noun of the route: 'deals'. Cursors are bound to it. */
  noun: string;
  /** SQL expression of the NOT NULL bigint identity that breaks ties. */
  idColumn: string;
  /** Sort when the caller gives none: '-createdAt'. Absent means '-id'. */
  defaultSort?: string;
  /** False where `idColumn` only pages and is no number that anybody knows a row by. */
  hasId?: boolean;
  fields: Record<string, FieldDefinition>;
};

export type Catalogue = {
  noun: string;
  idColumn: string;
  defaultSort: string;
  fields: ReadonlyMap<string, Field>;
};

export type HiddenGroups = ReadonlySet<FieldGroup>;

const EQUALITY = ['eq', 'ne', 'in', 'nin', 'empty'] as const;
const ORDER = ['lt', 'lte', 'gt', 'gte', 'between'] as const;
const NUMBER_OPERATORS: readonly FilterOperator[] = [...EQUALITY, ...ORDER];

const OPERATORS: Record<FieldType, readonly FilterOperator[]> = {
  text: [...EQUALITY, 'contains', 'startsWith'],
  number: NUMBER_OPERATORS,
  money: NUMBER_OPERATORS,
  percent: NUMBER_OPERATORS,
  date: NUMBER_OPERATORS,
  moment: ['eq', 'ne', ...ORDER, 'empty'],
  flag: ['eq', 'ne', 'empty'],
  choice: EQUALITY,
  reference: EQUALITY,
};

const SQL_TYPES: Record<FieldType, SqlType> = {
  text: 'text', number: 'numeric', money: 'bigint', percent: 'bigint', date: 'date',
  moment: 'timestamptz', flag: 'boolean', choice: 'text', reference: 'bigint',
};

/** Builds the catalogue of a noun; field names are what the URL says. */
export function defineCatalogue(definition: CatalogueDefinition): Catalogue {
  const { noun, idColumn, defaultSort = '-id', hasId = true } = definition;
  const id: Record<string, FieldDefinition> = hasId ? { id: idField(idColumn) } : {};
  return { noun, idColumn, defaultSort, fields: completeFields({ ...id, ...definition.fields }) };
}

/** A catalogue with more fields: custom ones are known only at run time. */
export function extendCatalogue(
  catalogue: Catalogue, fields: Record<string, FieldDefinition>,
): Catalogue {
  for (const name of Object.keys(fields)) {
    if (catalogue.fields.has(name)) throw new Error(`Field ${name} is in the catalogue already`);
  }
  return { ...catalogue, fields: new Map([...catalogue.fields, ...completeFields(fields)]) };
}

/** The field, or the refusal that is the same for an unknown and for an unreadable one. */
export function requireField(catalogue: Catalogue, name: string, hidden: HiddenGroups): Field {
  const field = catalogue.fields.get(name);
  if (field && !(field.group && hidden.has(field.group))) return field;
  const shown = name.slice(0, 100);
  throw refuse('filter.invalid', `Неизвестное поле «${shown}»`, [
    { field: shown, reason: 'Неизвестное поле' },
  ]);
}

/** What the web may know: readable fields in the order of the catalogue. */
export function fieldInfos(catalogue: Catalogue, hidden: HiddenGroups): FieldInfo[] {
  const readable = [...catalogue.fields.values()]
    .filter((field) => !(field.group && hidden.has(field.group)));
  return readable.map((field) => ({
    name: field.name,
    label: field.label,
    type: field.type,
    sortable: field.sortable ?? false,
    operators: [...field.operators],
    ...(field.choiceSource === undefined ? {} : { source: field.choiceSource }),
    ...(field.onlyFilters ? { onlyFilters: true } : {}),
  }));
}

const idField = (column: string): FieldDefinition => ({
  label: 'Внутренний номер', type: 'number', sqlType: 'bigint', column, sortable: true,
  nullable: false,
});

function completeFields(definitions: Record<string, FieldDefinition>): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const [name, definition] of Object.entries(definitions)) {
    if (['and', 'or', 'not'].includes(name)) throw new Error(`A field cannot be named ${name}`);
    const sqlType = definition.sqlType ?? SQL_TYPES[definition.type];
    const operators = definition.operators ?? defaultOperators(definition.type, sqlType);
    fields.set(name, { ...definition, name, sqlType, operators });
  }
  return fields;
}

function defaultOperators(type: FieldType, sqlType: SqlType): readonly FilterOperator[] {
  return sqlType === 'uuid' ? EQUALITY : OPERATORS[type];
}
