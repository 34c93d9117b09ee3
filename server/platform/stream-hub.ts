// Filters the event log for every open stream: an event reaches only those who may see its record
// now or could see it before the change. Messages carry no values, so field rights cannot leak.
import type { Action, Entity } from '#contract/rights';
import type { StreamMessage } from '#contract/stream';
import { can, type Actor } from './actor.ts';
import type { Db } from './database.ts';
import type { Poller, StreamedEvent } from './realtime.ts';
import { sees, type VisibilityFacts } from './visibility.ts';

/** How events about one kind of record are guarded; without `facts` the right itself is enough. */
export type StreamGuard = {
  right: { entity: Entity; action: Action };
  /** Whoever is signed in is told, right or not. */
  isForEverybody?: true;
  facts?: (db: Db, ids: number[]) => Promise<Map<number, VisibilityFacts>>;
};
export type StreamGuards = Record<string, StreamGuard>;

export type StreamConnection = {
  actor: Actor;
  send: (messages: StreamMessage[]) => void;
  /** Asks anew whose the stream is, and ends it when it is nobody's any more. */
  refresh?: () => Promise<void>;
  /** What is of this moment only: it has no id and is never replayed. */
  signal?: (name: string, data: object) => void;
};

export type StreamHub = {
  open: (connection: StreamConnection) => () => void;
  replay: (connection: StreamConnection, afterId: number) => Promise<void>;
  /** Tells the open screens of these people something of the moment. */
  signal: (employeeIds: ReadonlySet<number>, name: string, data: object) => void;
  /** Tells every open screen. */
  broadcast: (name: string, data: object) => void;
  /** Every open stream asks anew whose it is. */
  refresh: () => Promise<void>;
  readonly size: number;
  stop: () => void;
};

type FactsByEntity = Map<string, Map<number, VisibilityFacts>>;

// Longer than this nobody was away with a screen open: it is loaded anew by then.
const REPLAY_EVENTS_MAX = 200_000;

async function loadFacts(db: Db, guards: StreamGuards, events: StreamedEvent[]) {
  const ids = new Map<string, Set<number>>();
  for (const event of events) {
    if (!guards[event.entity]?.facts) continue;
    const known = ids.get(event.entity) ?? new Set();
    ids.set(event.entity, known.add(event.entityId));
  }
  const facts: FactsByEntity = new Map();
  for (const [entity, wanted] of ids) {
    const load = guards[entity]?.facts;
    if (load) facts.set(entity, await load(db, [...wanted]));
  }
  return facts;
}

function mayReceive(
  actor: Actor, guard: StreamGuard | undefined, event: StreamedEvent, facts: FactsByEntity,
): boolean {
  if (event.recipients) {
    return actor.employeeId !== null && event.recipients.includes(actor.employeeId);
  }
  if (!guard) return false;
  if (guard.isForEverybody) return true;
  if (!guard.facts) return can(actor, guard.right.entity, guard.right.action);
  const now = facts.get(event.entity)?.get(event.entityId);
  if (now && sees(actor, guard.right, now)) return true;
  return event.visibleBefore !== null && sees(actor, guard.right, event.visibleBefore);
}

const toMessage = (event: StreamedEvent): StreamMessage => ({
  id: event.id, kind: event.kind, entity: event.entity, entityId: event.entityId, at: event.at,
});

/**
 * `onBatch` sees every event of the log before the streams do, e.g. to drop caches; true says that
 * people or their rights have changed: then what follows goes to those alone who may still see it.
 */
export function createStreamHub(
  db: Db, poller: Poller, guards: StreamGuards, onBatch: (events: StreamedEvent[]) => boolean,
): StreamHub {
  const connections = new Set<StreamConnection>();

  const deliver = (connection: StreamConnection, events: StreamedEvent[], facts: FactsByEntity) => {
    const seen = events.filter((event) =>
      mayReceive(connection.actor, guards[event.entity], event, facts));
    if (seen.length > 0) connection.send(seen.map(toMessage));
  };

  const refresh = async () => {
    await Promise.all([...connections].map((connection) => connection.refresh?.()));
  };

  const unsubscribe = poller.subscribe(async (events) => {
    const mayDiffer = onBatch(events);
    if (connections.size === 0) return;
    if (mayDiffer) await refresh();
    const facts = await loadFacts(db, guards, events);
    for (const connection of connections) deliver(connection, events, facts);
  });

  return {
    open: (connection) => {
      connections.add(connection);
      return () => { connections.delete(connection); };
    },
    replay: async (connection, afterId) => {
      let replayed = 0;
      for await (const events of poller.since(afterId)) {
        deliver(connection, events, await loadFacts(db, guards, events));
        replayed += events.length;
        if (replayed >= REPLAY_EVENTS_MAX) return;
      }
    },
    signal: (employeeIds, name, data) => {
      for (const { actor, signal } of connections) {
        if (actor.employeeId !== null && employeeIds.has(actor.employeeId)) signal?.(name, data);
      }
    },
    broadcast: (name, data) => {
      for (const { signal } of connections) signal?.(name, data);
    },
    refresh,
    get size() { return connections.size; },
    stop: unsubscribe,
  };
}
