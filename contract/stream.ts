// Realtime: which record changed, never its values. The screen asks again with its own rights.
import Type, { type Static } from 'typebox';
import { defineRoute } from './route.ts';

export const StreamMessage = Type.Object({
  id: Type.Integer(),
  kind: Type.String(),
  entity: Type.String(),
  entityId: Type.Integer(),
  at: Type.String(),
});
export type StreamMessage = Static<typeof StreamMessage>;

/** So often a stream says at least this, with nothing to tell: who hears nothing has no line. */
export const BEAT_SIGNAL = 'beat';
export const STREAM_BEAT_MS = 15_000;

/** The first word of every stream: which build of the screens the server gives out now. */
export const SCREENS_SIGNAL = 'screens';
export type ScreensSignal = { build: string | null };

/**
 * Server-sent events. `after` names the last change that is known already: that of the session
 * before anything was read, later the last one told; `Last-Event-ID` says it after a break.
 */
export const streamRead = defineRoute({
  id: 'stream.read',
  method: 'GET',
  path: '/api/stream',
  summary: 'Поток изменений видимых вам записей',
  access: 'signed',
  query: Type.Object(
    { after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })) },
    { additionalProperties: false }),
});
