// Everything that happens is one row here, written in the same transaction as the change.
// Timeline, realtime, history and jobs read this log; nothing is published in another way.
import type { Context } from './context.ts';
import type { Tx } from './database.ts';
import { enqueue } from './jobs.ts';
import { onBehalfOf } from './owners.ts';
import type { VisibilityFacts } from './visibility.ts';

export type NewEvent = {
  /** Noun and past participle: `deal.edited`, `payment.applied`. */
  kind: string;
  /** The record whose readers may see the event. */
  entity: string;
  entityId: number;
  /** Facts for the timeline. Fields changed: `{ changes: { field: { old, new } } }`. */
  data?: object;
  /** Who saw the record before a change of department or responsible: they must be told too. */
  visibleBefore?: VisibilityFacts;
};

/** Old and new value of one field, the unit of history. */
/** `label` and `kind` of a custom field as they were on the day. */
export type Change = { old: unknown; new: unknown; label?: string; kind?: string };
export type Changes = Record<string, Change>;

const handlers = new Map<string, string[]>();

/** Composition calls this: after an event of `kind` the job `queue` runs with the event. */
export function onEvent(kind: string, queue: string): void {
  handlers.set(kind, [...(handlers.get(kind) ?? []), queue]);
}

type EventRow = { id: number; kind: string };

/** Appends events; jobs of their handlers are enqueued in the same transaction. Returns ids. */
export async function writeEvents(tx: Tx, ctx: Context, events: NewEvent[]): Promise<number[]> {
  if (events.length === 0) return [];
  const behalf = await onBehalfOf(tx, ctx, events);
  const rows = events.map((event, index) => ({
    kind: event.kind,
    entity: event.entity,
    entity_id: event.entityId,
    data: event.data ?? {},
    visible_before: event.visibleBefore ?? null,
    on_behalf_id: behalf[index],
  }));
  const written = await tx.query<EventRow>({
    name: 'event-write',
    text: `
      insert into platform.event
        (at, kind, entity, entity_id, actor_id, source, request_id, data, visible_before,
          on_behalf_id)
      select $5, e.kind, e.entity, e.entity_id, $2, $3, $4, e.data, e.visible_before,
        e.on_behalf_id
      from jsonb_to_recordset($1::jsonb) as e (kind text, entity text, entity_id bigint,
        data jsonb, visible_before jsonb, on_behalf_id bigint)
      returning id, kind`,
    values: [
      JSON.stringify(rows), ctx.actor.employeeId, ctx.source, ctx.requestId, ctx.now(),
    ],
  });
  await enqueueHandlers(tx, events, written.rows);
  return written.rows.map((row) => row.id);
}

async function enqueueHandlers(tx: Tx, events: NewEvent[], written: EventRow[]): Promise<void> {
  for (const [index, event] of events.entries()) {
    for (const queue of handlers.get(event.kind) ?? []) {
      await enqueue(tx, queue, { eventId: written[index]?.id, ...event });
    }
  }
}

/** The fields of `next` that differ from `before`, compared as JSON. */
export function changesBetween(
  before: Record<string, unknown>, next: Record<string, unknown>,
): Changes {
  const changes: Changes = {};
  for (const [field, value] of Object.entries(next)) {
    const old = before[field] ?? null;
    const now = value ?? null;
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[field] = { old, new: now };
  }
  return changes;
}
