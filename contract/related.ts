// Records that hang together: leads and deals of one customer, a deal and the lead it came from.
// A module that brings its own (requests, reservations) adds its entity here, a source on the
// server and a section in web/pages/related.
import Type, { type Static } from 'typebox';
import { Day, Id, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

export const RELATED_ENTITIES = ['lead', 'deal'] as const;

/**
 * Context, never a warning. Of records that the reader may not open there is no id; number, title
 * and topic are for those who route callers.
 */
export const RelatedRecord = Type.Object({
  entity: Type.Enum([...RELATED_ENTITIES]),
  id: nullable(Id),
  number: nullable(Type.String()),
  title: nullable(Type.String()),
  topic: nullable(Type.String()),
  department: nullable(Type.String()),
  responsible: nullable(Type.String()),
  isOpen: Type.Boolean(),
  createdOn: Day,
  /** The same phone or address, company or contact; or one was born of the other. */
  by: Type.Enum(['reach', 'company', 'contact', 'origin']),
});
export type RelatedRecord = Static<typeof RelatedRecord>;

export const relatedList = defineRoute({
  id: 'related.list', method: 'GET', path: '/api/related',
  summary: 'Связанные лиды и сделки записи; о чужих — только отдел, ответственный, состояние, дата',
  access: 'signed',
  query: Type.Object({ entity: Type.String({ pattern: '^[a-z][A-Za-z]{1,39}$' }), entityId: Id }),
  response: Type.Object({ items: Type.Array(RelatedRecord) }),
});
