// What a person was told: nobody reads another's notifications, whatever their rights.
import type { Notification, NotificationsQuery } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';

const LIMIT_DEFAULT = 50;

function readerOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) {
    throw refuse('right.missing', 'Уведомления есть только у сотрудников.');
  }
  return ctx.actor.employeeId;
}

export async function countUnread(on: Queryable, employeeId: number): Promise<number> {
  const row = await one<{ count: number }>(on, {
    name: 'work-count-unread',
    text: `select count(*) from work.notification
      where employee_id = $1 and read_at is null and in_app`,
    values: [employeeId],
  });
  return row?.count ?? 0;
}

export async function ownUnread(ctx: Context): Promise<{ unread: number }> {
  return { unread: await countUnread(ctx.db, readerOf(ctx)) };
}

export async function listNotifications(
  ctx: Context, query: NotificationsQuery,
): Promise<{ items: Notification[]; cursor: string | null; unread: number }> {
  const employeeId = readerOf(ctx);
  const limit = query.limit ?? LIMIT_DEFAULT;
  const { rows } = await ctx.db.query<Notification>({
    name: 'work-notifications',
    text: `
      select n.id, n.kind, n.title, n.body, n.entity, n.entity_id as "entityId",
        n.created_at as "createdAt", n.read_at as "readAt", n.news_count as count,
        e.name as "insteadOf"
      from work.notification n left join staff.employee e on e.id = n.for_employee_id
      where n.employee_id = $1 and ($2::bigint is null or n.id < $2)
        and (not $3 or n.read_at is null) and n.in_app
      order by n.id desc limit $4`,
    values: [employeeId, query.cursor ?? null, query.unread === '1', limit + 1],
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const unread = await countUnread(ctx.db, employeeId);
  return { items, cursor: last ? String(last.id) : null, unread };
}

/** Marks one notification; a foreign one does not exist for the caller. */
export async function readNotification(ctx: Context, input: { id: number }): Promise<void> {
  const employeeId = readerOf(ctx);
  const row = await one<{ id: number }>(ctx.db,
    'select id from work.notification where id = $1 and employee_id = $2', [input.id, employeeId]);
  if (!row) throw refuse('record.missing');
  await markRead(ctx, employeeId, 'id = $3', input.id);
}

/** Marks all up to the newest one the person has seen, so that a later one stays unread. */
export async function readAllNotifications(
  ctx: Context, input: { upToId?: number | undefined },
): Promise<void> {
  await markRead(ctx, readerOf(ctx), 'id <= $3', input.upToId ?? Number.MAX_SAFE_INTEGER);
}

async function markRead(
  ctx: Context, employeeId: number, which: string, id: number,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ id: number }>(
      `update work.notification set read_at = $2
       where employee_id = $1 and read_at is null and ${which} returning id`,
      [employeeId, ctx.now(), id]);
    const newest = Math.max(...rows.map((row) => row.id));
    if (rows.length === 0) return;
    // The other tabs of the same person must lower their badge too.
    await writeEvents(tx, ctx, [{
      kind: 'notification.read', entity: 'notification', entityId: newest,
      data: { recipients: [employeeId] },
    }]);
  });
}
