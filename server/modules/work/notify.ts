// Telling people: a row each, and an event that the stream hands to that person alone.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

export type NewNotification = {
  employeeId: number;
  /** What it is about: `task.assigned`, `deferral.due`. */
  kind: string;
  title: string;
  body?: string | null;
  entity?: string | null;
  entityId?: number | null;
  /** The same person is told at most once under one key. */
  onceKey?: string | null;
  /** The task it is about, when the record is another. */
  taskId?: number | null;
  /** The person who is away and instead of whom this one is told. */
  forEmployeeId?: number | null;
};

/** Returns the ids of those that did not exist yet, in no promised order. */
export async function notify(
  tx: Tx, ctx: Context, notifications: readonly NewNotification[],
): Promise<number[]> {
  if (notifications.length === 0) return [];
  if (ctx.heldNotices) {
    ctx.heldNotices.push(...notifications.map(({ employeeId, kind, title, ...about }) => ({
      employeeId, kind, title, body: about.body ?? null,
      entity: about.entity ?? null, entityId: about.entityId ?? null,
    })));
    return [];
  }
  const rows = notifications.map((item) => ({
    employee_id: item.employeeId, kind: item.kind, title: item.title, body: item.body ?? null,
    entity: item.entity ?? null, entity_id: item.entityId ?? null, once_key: item.onceKey ?? null,
  }));
  const { rows: made } = await tx.query<{ id: number; employeeId: number; kind: string }>({
    name: 'work-notify',
    text: `
      insert into work.notification
        (employee_id, kind, title, body, entity, entity_id, once_key, created_at)
      select n.employee_id, n.kind, n.title, n.body, n.entity, n.entity_id, n.once_key, $2
      from jsonb_to_recordset($1::jsonb) as n (employee_id bigint, kind text, title text,
        body text, entity text, entity_id bigint, once_key text)
      on conflict (employee_id, once_key) do nothing
      returning id, employee_id as "employeeId", kind`,
    values: [JSON.stringify(rows), ctx.now()],
  });
  await writeEvents(tx, ctx, made.map(({ id, employeeId, kind }) => ({
    kind: 'notification.created', entity: 'notification', entityId: id,
    data: { recipients: [employeeId], about: kind },
  })));
  return made.map(({ id }) => id);
}
