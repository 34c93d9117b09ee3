// «Возможные дубли»: pairs that the scan has found. A pair is shown to whoever may read both.
import Type, { type Static } from 'typebox';
import { DUPLICATE_REASONS, type DuplicateReason } from './duplicates.ts';
import { MergeEntity } from './merges.ts';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Surer than this the program is nearly certain, and below the other it guesses. */
export const SURE_PERCENT = 85;
export const LIKELY_PERCENT = 60;

const Side = Type.Object({
  id: Id,
  name: Type.String(),
  inn: nullable(Type.String()),
  kpp: nullable(Type.String()),
  /** Of a person. */
  position: nullable(Type.String()),
  company: nullable(Type.String()),
  responsible: nullable(Type.String()),
  fromOnec: Type.Boolean(),
  createdAt: Moment,
});
export type PairSide = Static<typeof Side>;

export const DuplicatePair = Type.Object({
  id: Id,
  entity: MergeEntity,
  /** Percent. */
  confidence: Type.Integer(),
  reasons: Type.Array(Type.Unsafe<DuplicateReason>(Type.Enum([...DUPLICATE_REASONS]))),
  foundAt: Moment,
  /** The older record: it stays by default. */
  a: Side,
  b: Side,
  dismissed: nullable(Type.Object({ at: Moment, by: nullable(Named) })),
  may: Type.Object({ merge: Type.Boolean(), dismiss: Type.Boolean() }),
});
export type DuplicatePair = Static<typeof DuplicatePair>;

export const DuplicatePairs = Type.Object({
  items: Type.Array(DuplicatePair),
  /** Of the whole question, not of the page. */
  total: Type.Integer(),
  /** Open pairs of either kind that this reader may see. */
  counts: Type.Object({ company: Type.Integer(), contact: Type.Integer() }),
  /** Records that the scan has yet to look at. */
  waiting: Type.Integer(),
  cursor: nullable(Type.String()),
});
export type DuplicatePairs = Static<typeof DuplicatePairs>;

const flag = Type.Literal('1');

export const duplicatesList = defineRoute({
  id: 'duplicates.list', method: 'GET', path: '/api/duplicates',
  summary: 'Возможные дубли среди записей, которые вам видны; самые верные сверху',
  access: 'signed', response: DuplicatePairs,
  query: Type.Object({
    entity: MergeEntity,
    reason: Type.Optional(Type.Unsafe<DuplicateReason>(Type.Enum([...DUPLICATE_REASONS]))),
    /** Percent, at least. */
    confidence: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    /** Only pairs with a record of mine. */
    mine: Type.Optional(flag),
    /** Those that a person has called no duplicates. */
    dismissed: Type.Optional(flag),
    cursor: Type.Optional(Type.String({ maxLength: 40, pattern: '^\\d+:\\d+$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
});
export const duplicateDismiss = defineRoute({
  id: 'duplicates.dismiss', method: 'POST', path: '/api/duplicates/:id/dismissals',
  summary: '«Не дубль»: запомнить для этих двух записей', access: 'signed', params: IdParams,
});
export const duplicateRestore = defineRoute({
  id: 'duplicates.restore', method: 'DELETE', path: '/api/duplicates/:id/dismissals',
  summary: 'Вернуть пару в список возможных дублей', access: 'signed', params: IdParams,
});
