// «Наши юрлица»: in whose name we sell, and by what words 1C calls them.
import Type, { type Static } from 'typebox';
import { BankAccount } from './company-parts.ts';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';
import { VAT_REGIMES, type VatRegime } from './vat.ts';

const READ = { entity: 'setting', action: 'read' } as const;
const EDIT = { entity: 'setting', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;
const text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength });

export const OWN_KINDS = ['legal', 'sole'] as const;

export const Signatory = Type.Object({
  position: text(1, 200),
  name: text(1, 200),
  /** «Устава», «доверенности № 5»; null where the paper does not say. */
  basis: nullable(Type.String({ maxLength: 300 })),
}, CLOSED);
export type Signatory = Static<typeof Signatory>;

const fields = {
  name: text(1, 300),
  fullName: nullable(text(0, 1000)),
  kind: Type.Unsafe<(typeof OWN_KINDS)[number]>(Type.Enum([...OWN_KINDS])),
  inn: nullable(text(0, 12)),
  kpp: nullable(text(0, 9)),
  ogrn: nullable(text(0, 15)),
  address: nullable(text(0, 1000)),
  vatRegime: Type.Unsafe<VatRegime>(Type.Enum([...VAT_REGIMES])),
  bankAccounts: Type.Array(BankAccount, { maxItems: 30 }),
  signatories: Type.Array(Signatory, { maxItems: 20 }),
  /** Deals of departments that name nobody else are in its name. */
  isDefault: Type.Boolean(),
};

export const OwnEntity = Type.Object({
  id: Id,
  ...fields,
  /** Whose deals, and those of the departments below, are in its name. */
  departments: Type.Array(Named),
  /** The words by which 1C calls it. */
  onecNames: Type.Array(Type.String()),
  archivedAt: nullable(Moment),
  version: Type.Integer(),
});
export type OwnEntity = Static<typeof OwnEntity>;

const departmentIds = Type.Array(Id, { maxItems: 500, uniqueItems: true });

export const OwnEntityCreate = Type.Object({
  ...Type.Partial(Type.Object({ ...fields, departmentIds })).properties, name: fields.name,
}, CLOSED);
export type OwnEntityCreate = Static<typeof OwnEntityCreate>;

export const OwnEntityEdit = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  ...Type.Partial(Type.Object({ ...fields, departmentIds, archived: Type.Boolean() })).properties,
}, CLOSED);
export type OwnEntityEdit = Static<typeof OwnEntityEdit>;

/** An organisation as orders of 1C call it. */
export const OwnEntityName = Type.Object({
  name: Type.String(),
  /** Null: nobody has said whose words these are. */
  ownEntity: nullable(Named),
  seenAt: Moment,
});
export type OwnEntityName = Static<typeof OwnEntityName>;

const Saved = Type.Object({ id: Id, version: Type.Integer() });

export const ownEntitiesList = defineRoute({
  id: 'ownEntities.list', method: 'GET', path: '/api/own-entities',
  summary: 'Наши юрлица с реквизитами, архивные в конце', access: 'signed',
  response: Type.Array(OwnEntity),
});
export const ownEntityCreate = defineRoute({
  id: 'ownEntities.create', method: 'POST', path: '/api/own-entities',
  summary: 'Новое наше юрлицо', access: EDIT, body: OwnEntityCreate, response: Saved,
});
export const ownEntityEdit = defineRoute({
  id: 'ownEntities.edit', method: 'PATCH', path: '/api/own-entities/:id',
  summary: 'Правка нашего юрлица: реквизиты, счета, подписанты, отделы, архив', access: EDIT,
  params: IdParams, body: OwnEntityEdit, response: Saved,
});
export const ownEntityNames = defineRoute({
  id: 'ownEntities.names', method: 'GET', path: '/api/own-entities/names',
  summary: 'Как 1С называет наши юрлица; без ответа — сначала', access: READ,
  response: Type.Array(OwnEntityName),
});
export const ownEntityNameMap = defineRoute({
  id: 'ownEntities.mapName', method: 'PUT', path: '/api/own-entities/names',
  summary: 'Чьё это название из 1С; сделки его заказов получат юрлицо', access: EDIT,
  body: Type.Object({ name: text(1, 1000), ownEntityId: nullable(Id) }, CLOSED),
  response: Type.Array(OwnEntityName),
});
