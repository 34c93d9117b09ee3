// GET /api/stream: one long answer per open browser.
import {
  BEAT_SIGNAL, SCREENS_SIGNAL, STREAM_BEAT_MS, streamRead, type StreamMessage,
} from '#contract/stream';
import type { Actor } from '#platform/actor';
import { openStreams } from '#platform/metrics';
import type { StreamHub } from '#platform/stream-hub';
import type { Bind, Wire } from './bind.ts';

const RECONNECT_MS = 2_000;
// A reader that does not read is dropped; it comes back with Last-Event-ID and misses nothing.
const UNREAD_BYTES_MAX = 1024 * 1024;

const format = (messages: StreamMessage[]) => messages
  .map((message) => `id: ${message.id}\ndata: ${JSON.stringify(message)}\n\n`)
  .join('');

type StreamOptions = {
  hub: StreamHub;
  /** The actor as it is now, or null when the session has ended. */
  refreshActor: (wire: Wire) => Promise<Actor | null>;
  /** The build of the screens that is given out now. */
  screens: () => Promise<string | null>;
};

/** The browser's own word is the newer one: `after` stays in the address of a reconnection. */
function lastEventId(wire: Wire, after: number | undefined): number | null {
  const text = String(wire.request.headers['last-event-id'] ?? '');
  return /^\d{1,15}$/.test(text) ? Number(text) : after ?? null;
}

type Start = { actor: Actor; after: number | null };

async function serve(
  options: StreamOptions, { actor, after }: Start, wire: Wire,
): Promise<void> {
  const { reply, request } = wire;
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  out.write(`retry: ${RECONNECT_MS}\n\n`);
  const write = (text: string) => {
    if (out.writableEnded) return;
    if (out.writableLength > UNREAD_BYTES_MAX) out.destroy();
    else out.write(text);
  };
  const send = (messages: StreamMessage[]) => write(format(messages));
  // What happens during a replay waits for its end: the last id that a reader has seen must mean
  // that it has seen everything before. The poller may lag behind the replay and repeat it.
  let held: StreamMessage[] | null = after === null ? null : [];
  const replayed = new Set<number>();
  const connection = {
    actor,
    refresh: async () => {
      try {
        const fresh = await options.refreshActor(wire);
        if (fresh) connection.actor = fresh;
        else out.end();
      } catch (error) {
        request.log.warn({ err: error }, 'stream actor');
      }
    },
    signal: (name: string, data: object) =>
      write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    send: (messages: StreamMessage[]) => {
      if (held) held.push(...messages);
      else sendNew(messages);
    },
  };
  const sendNew = (messages: StreamMessage[]) => {
    const news = messages.filter(({ id }) => !replayed.delete(id));
    if (news.length === 0) return;
    replayed.clear();
    send(news);
  };
  const close = options.hub.open(connection);
  // Every open page comes back after an update of the server, and hears that it is the older one.
  void options.screens().then((build) => connection.signal(SCREENS_SIGNAL, { build }));
  openStreams.inc();
  const heartbeat = setInterval(() => {
    connection.signal(BEAT_SIGNAL, {});
    // Rights change by events too; by the clock alone sessions expire and absences begin and end.
    void connection.refresh();
  }, STREAM_BEAT_MS);
  out.on('close', () => {
    clearInterval(heartbeat);
    close();
    openStreams.dec();
  });
  if (after === null) return;
  await options.hub.replay({
    get actor() { return connection.actor; },
    send: (messages) => {
      for (const { id } of messages) replayed.add(id);
      send(messages);
    },
  }, after);
  const waiting = held ?? [];
  held = null;
  sendNew(waiting);
}

export function bindStream(bind: Bind, options: StreamOptions): void {
  bind(streamRead, async (ctx, { query }, wire) => {
    await serve(options, { actor: ctx.actor, after: lastEventId(wire, query.after) }, wire);
  });
}
