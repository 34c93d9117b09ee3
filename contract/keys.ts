// Keys of programs: 1C signs with one, other programs send one as a bearer token.
import Type, { type Static } from 'typebox';
import { Id, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const KEYS = { entity: 'setting', action: 'edit' } as const;
const kind = Type.Enum(['onec', 'api']);

const Ib = Type.String({ minLength: 1, maxLength: 200 });

export const ApiKey = Type.Object({
  id: Type.String(),
  kind,
  name: Type.String(),
  /** Rights of an api key; null for a key of 1C. */
  roleCode: nullable(Type.String()),
  /** Whose ground the scopes own, department and subtree are; null has none. */
  employee: nullable(Named),
  /** The base that a key of 1C is bound to; null where it may call for any. */
  base: nullable(Type.String()),
  createdAt: Moment,
  usedAt: nullable(Moment),
  revokedAt: nullable(Moment),
});
export type ApiKey = Static<typeof ApiKey>;

export const KeyCreate = Type.Object({
  kind,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  /** Needed for an api key. */
  roleCode: Type.Optional(Type.String({ maxLength: 40 })),
  /** The person whom an api key acts for: their records, their department. */
  employeeId: Type.Optional(Id),
  /** The base that a key of 1C is bound to; absent lets it call for any. */
  ib: Type.Optional(Ib),
}, { additionalProperties: false });
export type KeyCreate = Static<typeof KeyCreate>;

export const keysList = defineRoute({
  id: 'keys.list', method: 'GET', path: '/api/keys',
  summary: 'Ключи 1С и других программ', access: KEYS, response: Type.Array(ApiKey),
});
export const keyCreate = defineRoute({
  id: 'keys.create', method: 'POST', path: '/api/keys',
  summary: 'Новый ключ; секрет показывается один раз', access: KEYS, body: KeyCreate,
  response: Type.Object({ keyId: Type.String(), secret: Type.String() }),
});
export const keyRevoke = defineRoute({
  id: 'keys.revoke', method: 'DELETE', path: '/api/keys/:id',
  summary: 'Отозвать ключ: он перестаёт действовать сразу', access: KEYS,
  params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
});
export const keyBases = defineRoute({
  id: 'keys.bases', method: 'GET', path: '/api/keys/bases',
  summary: 'Базы 1С, которым можно дать ключ', access: KEYS, response: Type.Array(Type.String()),
});
export const keyBaseChange = defineRoute({
  id: 'keys.changeBase', method: 'PUT', path: '/api/keys/:id/base',
  summary: 'База, которой служит ключ 1С; null — любая',
  access: KEYS, params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
  body: Type.Object({ ib: nullable(Ib) }, { additionalProperties: false }),
});
