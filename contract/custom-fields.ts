// Fields of one's own: what administrators add to records without a programmer.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;

/** Records that may have fields of one's own. */
export const CUSTOM_ENTITIES = [
  'deal', 'lead', 'company', 'contact', 'product', 'task',
] as const;
export type CustomEntity = (typeof CUSTOM_ENTITIES)[number];

export const CUSTOM_KINDS = [
  'text', 'number', 'money', 'date', 'list', 'multiList', 'employee', 'company', 'file', 'flag',
] as const;
export type CustomKind = (typeof CUSTOM_KINDS)[number];

export const OPTION_COLOURS = [
  'gray', 'blue', 'violet', 'teal', 'green', 'amber', 'orange', 'red',
] as const;

/** How a field is named where fixed fields and these stand side by side: filters, history. */
export const CUSTOM_PREFIX = 'custom.';
export const customName = (code: string): string => CUSTOM_PREFIX + code;
export const customCode = (name: string): string | null =>
  (name.startsWith(CUSTOM_PREFIX) ? name.slice(CUSTOM_PREFIX.length) : null);

const text = (maxLength: number) => Type.String({ maxLength });
const name = Type.String({ minLength: 1, maxLength: 80 });
const code = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' });
const RoleIds = nullable(Type.Array(Id, { maxItems: 100 }));

/** A choice of a list. An archived one is kept where it stands and is offered no more. */
export const FieldOption = Type.Object({
  code,
  name,
  colour: Type.Enum(OPTION_COLOURS),
  archived: Type.Boolean(),
});
export type FieldOption = Static<typeof FieldOption>;

export const CustomField = Type.Object({
  id: Id,
  entity: Type.Enum(CUSTOM_ENTITIES),
  code,
  name,
  kind: Type.Enum(CUSTOM_KINDS),
  hint: nullable(Type.String()),
  /** Heading on the card; null stands with the fixed fields. */
  section: nullable(Type.String()),
  options: Type.Array(FieldOption),
  /** Lists show it until somebody chooses columns of their own. */
  isListed: Type.Boolean(),
  /** This reader may fill it wherever they may edit the record. */
  mayEdit: Type.Boolean(),
});
export type CustomField = Static<typeof CustomField>;

/** A field with what only administrators see of it. */
export const FieldDefinition = Type.Object({
  ...CustomField.properties,
  /** Null: everybody who sees the record. */
  readerRoleIds: RoleIds,
  editorRoleIds: RoleIds,
  /** Often filtered by: an index is kept for it. */
  isFrequent: Type.Boolean(),
  /** A text that search finds the record by; it has an index as well. */
  isSearched: Type.Boolean(),
  indexState: Type.Enum(['none', 'building', 'ready']),
  archivedAt: nullable(Moment),
  version: Type.Integer(),
});
export type FieldDefinition = Static<typeof FieldDefinition>;

const content = {
  name,
  hint: nullable(text(300)),
  section: nullable(text(80)),
  options: Type.Array(Type.Object({
    code: Type.Optional(code), name, colour: Type.Optional(Type.Enum(OPTION_COLOURS)),
    archived: Type.Optional(Type.Boolean()),
  }, CLOSED), { maxItems: 300 }),
  readerRoleIds: RoleIds,
  editorRoleIds: RoleIds,
  isFrequent: Type.Boolean(),
  isSearched: Type.Boolean(),
  isListed: Type.Boolean(),
};
const optional = Type.Partial(Type.Object(content)).properties;

export const FieldCreate = Type.Object({
  ...optional, name, entity: Type.Enum(CUSTOM_ENTITIES), kind: Type.Enum(CUSTOM_KINDS),
  code: Type.Optional(code),
}, CLOSED);
export type FieldCreate = Static<typeof FieldCreate>;

export const FieldEdit = Type.Object({
  version: Type.Integer({ minimum: 1 }), ...optional, archived: Type.Optional(Type.Boolean()),
  /** Only of a field in the archive that no record holds a value of. */
  kind: Type.Optional(Type.Enum(CUSTOM_KINDS)),
}, CLOSED);
export type FieldEdit = Static<typeof FieldEdit>;

export const customFieldsList = defineRoute({
  id: 'customFields.list', method: 'GET', path: '/api/custom-fields',
  summary: 'Свои поля записей, видимые вам', access: 'signed',
  response: Type.Array(CustomField),
});
export const customFieldsAll = defineRoute({
  id: 'customFields.all', method: 'GET', path: '/api/custom-fields/all',
  summary: 'Все свои поля с правами, индексами и убранными в архив',
  access: { entity: 'setting', action: 'read' }, response: Type.Array(FieldDefinition),
});
export const customFieldCreate = defineRoute({
  id: 'customFields.create', method: 'POST', path: '/api/custom-fields',
  summary: 'Новое поле записей', access: { entity: 'setting', action: 'edit' },
  body: FieldCreate, response: Type.Object({ id: Id, code }),
});
export const customFieldEdit = defineRoute({
  id: 'customFields.edit', method: 'PATCH', path: '/api/custom-fields/:id',
  summary: 'Изменить поле, убрать в архив, вернуть из архива',
  access: { entity: 'setting', action: 'edit' }, params: IdParams, body: FieldEdit,
  response: Type.Object({ version: Type.Integer() }),
});
export const customFieldUsage = defineRoute({
  id: 'customFields.usage', method: 'GET', path: '/api/custom-fields/:id/usage',
  summary: 'Во скольких записях поле заполнено', access: { entity: 'setting', action: 'read' },
  params: IdParams,
  /** Counted up to a limit: `isMore` says that there are more. */
  response: Type.Object({ filled: Type.Integer(), isMore: Type.Boolean() }),
});
export const customFieldsOrder = defineRoute({
  id: 'customFields.order', method: 'PUT', path: '/api/custom-fields/order',
  summary: 'Порядок своих полей одного вида записей',
  access: { entity: 'setting', action: 'edit' },
  body: Type.Object({
    entity: Type.Enum(CUSTOM_ENTITIES), ids: Type.Array(Id, { maxItems: 500 }),
  }, CLOSED),
});
