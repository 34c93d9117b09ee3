// What happened to a record: its events, who did them, and what people wrote about it.
import Type, { type Static } from 'typebox';
import { Comment } from './comments.ts';
import { Id, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const entity = Type.String({ pattern: '^[a-z][A-Za-z]{1,39}$' });

export const TimelineItem = Type.Object({
  id: Id,
  at: Moment,
  /** `deal.edited`, `payment.applied`, `comment.added` … */
  kind: Type.String(),
  /** Null for the program itself and for API keys. */
  actor: nullable(Named),
  /** The person who was away and for whom the actor did it. */
  onBehalfOf: nullable(Named),
  /** ui · api · 1c · import · system · rule */
  source: Type.String(),
  /** Facts of the event; `changes` holds { field: { old, new } } without hidden fields. */
  data: Type.Record(Type.String(), Type.Unknown()),
  comment: nullable(Comment),
  /** The record of the row when it is another than the one that was asked for. */
  record: nullable(Type.Object({ entity: Type.String(), id: Id, title: Type.String() })),
  /** Fields whose previous value may be asked back. */
  restorable: Type.Array(Type.String()),
});
export type TimelineItem = Static<typeof TimelineItem>;

/**
 * What a timeline may be narrowed to: group → beginnings of kinds. A module that brings kinds of
 * its own (calls, letters, chats) adds its group here and its words in web/pages/history.
 */
export const TIMELINE_GROUPS = {
  comments: ['comment.'],
  tasks: ['task.'],
  files: ['file.'],
  stages: ['deal.stageMoved', 'deal.transfer', 'deal.approval'],
  money: ['payment.', 'order.', 'invoice.', 'shipment.', 'deferral.', 'deal.moneyChanged'],
  changes: ['deal.edited', 'deal.created', 'company.', 'contact.', 'lead.edited', 'lead.created'],
} as const;
export type TimelineGroup = keyof typeof TIMELINE_GROUPS;

export const TimelineQuery = Type.Object({
  entity,
  entityId: Id,
  /** Only changes of this field: its history. */
  field: Type.Optional(Type.String({ maxLength: 100 })),
  /** Only events of this group. */
  group: Type.Optional(Type.Enum(Object.keys(TIMELINE_GROUPS) as TimelineGroup[])),
  /** With the rows of its deals and leads that the reader may see; of others there are none. */
  related: Type.Optional(Type.Literal('1')),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
});
export type TimelineQuery = Static<typeof TimelineQuery>;

export const TimelinePage = Type.Object({
  items: Type.Array(TimelineItem),
  cursor: nullable(Type.String()),
});
export type TimelinePage = Static<typeof TimelinePage>;

export const eventsList = defineRoute({
  id: 'timeline.list', method: 'GET', path: '/api/timeline',
  summary: 'Лента записи, новые сверху; с полем — история одного поля', access: 'signed',
  query: TimelineQuery, response: TimelinePage,
});
