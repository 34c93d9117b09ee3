// One poller per process reads the event log and hands new events to the open streams.
//
// An event's id is not its commit order: a slow transaction may commit a lower id later. Rows are
// therefore read in order of (tx, id) and only below the oldest transaction still running; nothing
// can appear behind the cursor after that. NOTIFY is not used: it halves write throughput.
import type { Db, NamedQuery } from './database.ts';
import type { VisibilityFacts } from './visibility.ts';

export type StreamedEvent = {
  id: number;
  at: string;
  kind: string;
  entity: string;
  entityId: number;
  visibleBefore: VisibilityFacts | null;
  /** For events addressed to people: only they get them. */
  recipients: number[] | null;
};

export type EventCursor = { tx: string; id: number };
export type EventListener = (events: StreamedEvent[]) => void | Promise<void>;

export type Poller = {
  subscribe: (listener: EventListener) => () => void;
  /** Events after `id` that are still in the log, oldest first, batch by batch. */
  since: (id: number) => AsyncGenerator<StreamedEvent[]>;
  stop: () => Promise<void>;
};

const POLL_INTERVAL_MS = 50;
const BATCH_ROWS = 500;
const FAILURE_PAUSE_MS = 1_000;

type EventRow = {
  id: number; tx: string; at: string; kind: string; entity: string; entity_id: number;
  visible_before: VisibilityFacts | null; recipients: number[] | null;
};

const COLUMNS = `id, tx::text as tx, at, kind, entity, entity_id, visible_before,
  data->'recipients' as recipients`;

function nextBatch(cursor: EventCursor): NamedQuery {
  return {
    name: 'event-poll',
    text: `
      select ${COLUMNS} from platform.event
      where (tx, id) > ($1::xid8, $2::bigint)
        and tx < pg_snapshot_xmin(pg_current_snapshot())
      order by tx, id limit ${BATCH_ROWS}`,
    values: [cursor.tx, cursor.id],
  };
}

function toEvent(row: EventRow): StreamedEvent {
  return {
    id: row.id,
    at: row.at,
    kind: row.kind,
    entity: row.entity,
    entityId: row.entity_id,
    visibleBefore: row.visible_before,
    recipients: row.recipients,
  };
}

/**
 * SQL: where a stream begins for whoever reads data from now on. Everything up to this event shows
 * in what is read later; what is running now may commit a lower id, and comes after it.
 */
export const STREAM_END = `coalesce((
  select e.id from platform.event e where e.tx < pg_snapshot_xmin(pg_current_snapshot())
  order by e.tx desc, e.id desc limit 1), 0)`;

async function currentEnd(db: Db): Promise<EventCursor> {
  const { rows } = await db.query<{ tx: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as tx`);
  return { tx: rows[0]?.tx ?? '0', id: 0 };
}

/**
 * Where a reader stood who names event `id`. An event that is no longer kept, or never was, stands
 * for the last one before it; before all of them is the beginning of the log.
 */
async function placeOf(db: Db, id: number): Promise<EventCursor> {
  const { rows } = await db.query<EventCursor>({
    name: 'event-place',
    text: `select tx::text as tx, id from platform.event where id <= $1 order by id desc limit 1`,
    values: [id],
  });
  return rows[0] ?? { tx: '0', id: 0 };
}

async function* eventsSince(db: Db, id: number): AsyncGenerator<StreamedEvent[]> {
  let cursor = await placeOf(db, id);
  for (let full = true; full;) {
    const { rows } = await db.query<EventRow>(nextBatch(cursor));
    const last = rows.at(-1);
    if (last) {
      cursor = { tx: last.tx, id: last.id };
      yield rows.map(toEvent);
    }
    full = rows.length === BATCH_ROWS;
  }
}

export async function startPoller(db: Db, onError: (error: unknown) => void): Promise<Poller> {
  const listeners = new Set<EventListener>();
  let cursor = await currentEnd(db);
  let stopped = false;

  async function poll(): Promise<number> {
    const { rows } = await db.query<EventRow>(nextBatch(cursor));
    const last = rows.at(-1);
    if (!last) return 0;
    cursor = { tx: last.tx, id: last.id };
    const events = rows.map(toEvent);
    await Promise.all([...listeners].map((listener) => listener(events)));
    return rows.length;
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      let pauseMs = POLL_INTERVAL_MS;
      try {
        if (await poll() === BATCH_ROWS) pauseMs = 0;
      } catch (error) {
        onError(error);
        pauseMs = FAILURE_PAUSE_MS;
      }
      await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
    }
  }

  const running = loop();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    since: (id) => eventsSince(db, id),
    stop: async () => { stopped = true; await running; },
  };
}
