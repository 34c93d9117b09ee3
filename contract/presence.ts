// Who else looks at a record now, and which field they edit. Forgotten by itself within seconds.
import Type, { type Static } from 'typebox';
import { Id, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

/** A tab says that it is still here this often; it is forgotten after PRESENCE_EXPIRES_MS. */
export const PRESENCE_BEAT_MS = 10_000;
export const PRESENCE_EXPIRES_MS = 25_000;
/** Name of the event of the stream that says: somebody came or went, ask again. */
export const PRESENCE_SIGNAL = 'presence';

const tab = Type.String({ pattern: '^[\\w-]{8,64}$' });

export const Presence = Type.Object({
  people: Type.Array(Type.Object({ ...Named.properties, field: nullable(Type.String()) })),
});
export type Presence = Static<typeof Presence>;
export type PresentPerson = Presence['people'][number];

/** What the stream carries: the record, never who. */
export type PresenceSignal = { entity: string; entityId: number };

export const presenceBeat = defineRoute({
  id: 'presence.beat', method: 'POST', path: '/api/presence',
  summary: 'Я смотрю эту запись; ответ — кто ещё её смотрит и какое поле правит',
  access: 'signed',
  body: Type.Object({
    tab, entity: Type.String({ pattern: '^[a-z][A-Za-z]{1,39}$' }), entityId: Id,
    field: Type.Optional(nullable(Type.String({ maxLength: 100 }))),
  }, { additionalProperties: false }),
  response: Presence,
});
export const presenceLeave = defineRoute({
  id: 'presence.leave', method: 'DELETE', path: '/api/presence/:tab',
  summary: 'Я больше не смотрю запись', access: 'signed', params: Type.Object({ tab }),
});
