// Two records of one company or person become one, and may become two again for thirty days.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;

/** A merge can be undone this long. */
export const MERGE_UNDO_DAYS = 30;

export const MergeEntity = Type.Union([Type.Literal('company'), Type.Literal('contact')]);
export type MergeEntity = Static<typeof MergeEntity>;

/** Fields that a person chooses one by one; 1C owns the first group of a linked company. */
export const MERGE_FIELDS = {
  company: ['name', 'fullName', 'inn', 'kpp', 'ogrn', 'kind', 'address', 'responsibleId'],
  contact: ['name', 'position', 'responsibleId'],
} as const;

const Side = Type.Union([Type.Literal('survivor'), Type.Literal('loser')]);
export type MergeSide = Static<typeof Side>;

export const MergePreview = Type.Object({
  survivor: Named,
  loser: Named,
  survivorVersion: Type.Integer(),
  loserVersion: Type.Integer(),
  fields: Type.Array(Type.Object({
    /** One of MERGE_FIELDS, or `custom.CODE`. */
    field: Type.String(),
    /** Of a field of one's own: its name and kind. */
    label: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    /** As history tells it; null is empty. */
    survivor: Type.Unknown(),
    loser: Type.Unknown(),
    /** What the program proposes. */
    take: Side,
    /** 1C owns it: it goes with the card of 1C that is named main. */
    fromOnec: Type.Boolean(),
  })),
  /** Whose card of 1C may write name and requisites; empty when 1C knows neither. */
  headers: Type.Array(Side),
  /** How much goes over, by noun: deals, contacts, reaches, tasks, files, identities … */
  moves: Type.Array(Type.Object({ noun: Type.String(), count: Type.Integer() })),
});
export type MergePreview = Static<typeof MergePreview>;

const Pair = { entity: MergeEntity, survivorId: Id, loserId: Id };

export const MergeInput = Type.Object({
  ...Pair,
  survivorVersion: Type.Integer({ minimum: 1 }),
  loserVersion: Type.Integer({ minimum: 1 }),
  /** Fields to take from the record that goes, one's own as `custom.CODE`; the rest stays. */
  take: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 300 }),
  /** Whose card of 1C writes name and requisites from now on. */
  header: Type.Optional(Side),
}, CLOSED);
export type MergeInput = Static<typeof MergeInput>;

export const Merge = Type.Object({
  id: Id,
  survivor: Named,
  loser: Named,
  mergedAt: Moment,
  mergedBy: nullable(Named),
  undoUntil: Moment,
  undoneAt: nullable(Moment),
  mayUndo: Type.Boolean(),
});
export type Merge = Static<typeof Merge>;

export const mergePreview = defineRoute({
  id: 'merges.preview', method: 'GET', path: '/api/merges/preview',
  summary: 'Что станет с двумя компаниями или контактами при объединении; нужно право объединять',
  access: 'signed', query: Type.Object(Pair), response: MergePreview,
});
export const mergeCreate = defineRoute({
  id: 'merges.create', method: 'POST', path: '/api/merges',
  summary: 'Объединить две компании или два контакта; нужно право объединять на обе записи',
  access: 'signed', body: MergeInput, response: Type.Object({ id: Id }),
});
export const mergesList = defineRoute({
  id: 'merges.list', method: 'GET', path: '/api/merges',
  summary: 'Объединения видимой вам записи, новые сверху', access: 'signed',
  query: Type.Object({ entity: MergeEntity, entityId: Id }), response: Type.Array(Merge),
});
export const mergeUndo = defineRoute({
  id: 'merges.undo', method: 'POST', path: '/api/merges/:id/undoings',
  summary: 'Разъединить: обе записи вернутся, пока не прошло 30 дней', access: 'signed',
  params: IdParams, response: Type.Object({ loserId: Id }),
});
