// The journal of every change: who, what, when, from where, and the way back of one value.
import Type, { type Static } from 'typebox';
import { FieldInfo, ListQueryWithoutText, pageOf } from './listing.ts';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

export const AuditItem = Type.Object({
  id: Id,
  at: Moment,
  kind: Type.String(),
  entity: Type.String(),
  entityId: Type.Integer(),
  /** What people call the record; null where it has no name or it is gone. */
  title: nullable(Type.String()),
  actor: nullable(Named),
  /** The person who was away and for whom the actor did it. */
  onBehalfOf: nullable(Named),
  /** ui · api · 1c · import · system · rule */
  source: Type.String(),
  /** Facts of the event; `changes` holds { field: { old, new } } without hidden fields. */
  data: Type.Record(Type.String(), Type.Unknown()),
  /** Fields whose previous value the reader may ask back. */
  restorable: Type.Array(Type.String()),
});
export type AuditItem = Static<typeof AuditItem>;

export const auditList = defineRoute({
  id: 'events.list', method: 'GET', path: '/api/events',
  summary: 'Журнал изменений видимых вам записей, новые сверху; без общего числа',
  access: 'signed', query: ListQueryWithoutText, response: pageOf(AuditItem),
});
export const auditFields = defineRoute({
  id: 'events.fields', method: 'GET', path: '/api/events/fields',
  summary: 'Поля журнала, доступные для отбора', access: 'signed',
  response: Type.Array(FieldInfo),
});
export const eventRestore = defineRoute({
  id: 'events.restore', method: 'POST', path: '/api/events/:id/restorations',
  summary: 'Вернуть прежнее значение поля, если с тех пор его не меняли',
  access: 'signed', params: IdParams,
  body: Type.Object({ field: Type.String({ minLength: 1, maxLength: 100 }) },
    { additionalProperties: false }),
});
