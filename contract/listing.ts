// One list protocol for every noun: limit, cursor, sort, filter, q, total, sums.
import Type, { type Static, type TSchema } from 'typebox';

export const LIST_LIMIT_MAX = 1000;
export const LIST_LIMIT_DEFAULT = 50;
export const FILTER_LEAVES_MAX = 50;

export const FILTER_OPERATORS = [
  'eq', 'ne', 'in', 'nin', 'lt', 'lte', 'gt', 'gte', 'between', 'contains', 'startsWith', 'empty',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export type FilterValue = string | number | boolean | null;
export type FilterLeaf = {
  [field: string]: { [O in FilterOperator]?: FilterValue | FilterValue[] };
};
export type Filter =
  | FilterLeaf
  | { and: Filter[] }
  | { or: Filter[] }
  | { not: Filter };

export const ListQuery = Type.Object({
  limit: Type.Optional(Type.String({ pattern: '^\\d{1,4}$' })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  sort: Type.Optional(Type.String({ maxLength: 200 })),
  filter: Type.Optional(Type.String({ maxLength: 20000 })),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  total: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  sums: Type.Optional(Type.String({ maxLength: 200 })),
  /** Fields of the catalogue to bring as `cells` beside each row. */
  columns: Type.Optional(Type.String({ maxLength: 2000 })),
});
/** Of lists that no text is sought in. */
export const ListQueryWithoutText = Type.Omit(ListQuery, ['q']);
/** Values of the asked columns by field; a reference is `{id, name}`. */
export const Cells = Type.Record(Type.String(), Type.Unknown());

export type ListQuery = Static<typeof ListQuery>;

/** Schema of a page of `item`; `cursor` is null at the end, `total` and `sums` come when asked. */
export function pageOf<S extends TSchema>(item: S) {
  return Type.Object({
    items: Type.Array(item),
    cursor: Type.Union([Type.String(), Type.Null()]),
    total: Type.Optional(Type.Integer()),
    sums: Type.Optional(Type.Record(Type.String(), Type.Number())),
  });
}

export type FieldType =
  | 'text' | 'number' | 'money' | 'percent' | 'date' | 'moment' | 'flag' | 'choice' | 'reference';

/** What the web knows of a filterable field. */
export const FieldInfo = Type.Object({
  name: Type.String(),
  label: Type.String(),
  // The union loses its literals when it is built by map; the compiler is told them back.
  type: Type.Unsafe<FieldType>(Type.Union(
    ([
      'text', 'number', 'money', 'percent', 'date', 'moment', 'flag', 'choice', 'reference',
    ] as const)
      .map((name) => Type.Literal(name)),
  )),
  sortable: Type.Boolean(),
  operators: Type.Array(Type.String()),
  /** For choice and reference: where the values come from, e.g. "stages", "employees". */
  source: Type.Optional(Type.String()),
  /** Narrows a list and is no value to show as a column. */
  onlyFilters: Type.Optional(Type.Boolean()),
});
export type FieldInfo = Static<typeof FieldInfo>;
