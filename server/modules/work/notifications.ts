// What a person was told: nobody reads another's notifications, whatever their rights.
import { NOTICE_GROUPS, noticeGroup, type NoticeGroup } from '#contract/notice-groups';
import type { Notification, NotificationsPage, NotificationsQuery } from '#contract/work';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';

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

/** How many wait in each group that has any; read from an index alone. */
async function countByGroup(on: Queryable, employeeId: number): Promise<Record<string, number>> {
  const { rows } = await on.query<{ kind: string; count: number }>({
    name: 'work-count-unread-kinds',
    text: `select kind, count(*)::int as count from work.notification
      where employee_id = $1 and read_at is null and in_app group by kind`,
    values: [employeeId],
  });
  const counts: Record<string, number> = {};
  for (const { kind, count } of rows) {
    const group = noticeGroup(kind) ?? 'other';
    counts[group] = (counts[group] ?? 0) + count;
  }
  return counts;
}

const sumOf = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const startsOf = (group: NoticeGroup | undefined) => (group ? NOTICE_GROUPS[group] : null);

type Row = Notification & { position: string };

/** In the order in which they were told: a grouped one comes up with its latest news. */
export async function listNotifications(
  ctx: Context, query: NotificationsQuery,
): Promise<NotificationsPage> {
  const employeeId = readerOf(ctx);
  const limit = query.limit ?? LIMIT_DEFAULT;
  const [micros = null, id = null] = query.cursor?.split('.') ?? [];
  const { rows } = await ctx.db.query<Row>({
    name: 'work-notifications',
    text: `
      select n.id, n.kind, n.title, n.body, n.entity, n.entity_id as "entityId",
        n.created_at as "createdAt", n.read_at as "readAt", n.news_count as count,
        e.name as "insteadOf",
        case when cardinality(n.record_ids) > 1 or (n.records_of = 'task' and n.entity = 'task')
          then json_build_object('entity', n.records_of, 'ids', n.record_ids) end as records,
        (extract(epoch from n.created_at) * 1000000)::bigint || '.' || n.id as position
      from work.notification n left join staff.employee e on e.id = n.for_employee_id
      where n.employee_id = $1 and n.in_app and (not $2 or n.read_at is null)
        and ($3::text[] is null or n.kind ^@ any($3))
        and ($4::bigint is null or (n.created_at, n.id)
          < (timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5::bigint))
      order by n.created_at desc, n.id desc limit $6`,
    values: [
      employeeId, query.unread === '1', startsOf(query.group), micros, id, limit + 1,
    ],
  });
  const page = rows.slice(0, limit);
  const unreadOf = await countByGroup(ctx.db, employeeId);
  return {
    items: page.map(({ position: _, ...item }) => item),
    cursor: rows.length > limit ? page.at(-1)?.position ?? null : null,
    unread: sumOf(unreadOf), unreadOf,
  };
}

/** Marks one notification; a foreign one does not exist for the caller. */
export async function readNotification(ctx: Context, input: { id: number }): Promise<void> {
  const employeeId = await requireOwn(ctx, input.id);
  await markRead(ctx, employeeId, { ids: [input.id] });
}

/** Marks all up to the newest one the person has seen, so that a later one stays unread. */
export async function readAllNotifications(
  ctx: Context, input: { upToId?: number | undefined; group?: NoticeGroup | undefined },
): Promise<{ count: number; readAt: string }> {
  const readAt = ctx.now();
  const count = await markRead({ ...ctx, now: () => readAt }, readerOf(ctx), input);
  return { count, readAt: readAt.toISOString() };
}

async function requireOwn(ctx: Context, id: number): Promise<number> {
  const employeeId = readerOf(ctx);
  const row = await one<{ id: number }>(ctx.db,
    'select id from work.notification where id = $1 and employee_id = $2', [id, employeeId]);
  if (!row) throw refuse('record.missing');
  return employeeId;
}

type Which = { ids?: number[]; upToId?: number | undefined; group?: NoticeGroup | undefined };

function markRead(ctx: Context, employeeId: number, which: Which): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ id: number }>({
      name: 'work-read-notifications',
      text: `
        update work.notification n set read_at = $2
        where n.employee_id = $1 and n.read_at is null and ($3::bigint[] is null or n.id = any($3))
          and ($4::bigint is null or (n.created_at, n.id) <= (select o.created_at, o.id
            from work.notification o where o.id = $4 and o.employee_id = $1))
          and ($5::text[] is null or n.kind ^@ any($5))
        returning n.id`,
      values: [
        employeeId, ctx.now(), which.ids ?? null, which.upToId ?? null, startsOf(which.group),
      ],
    });
    await tellTabs(tx, ctx, employeeId, rows.map((row) => row.id));
    return rows.length;
  });
}

/** The other tabs of the same person must change their badge too. */
async function tellTabs(tx: Tx, ctx: Context, employeeId: number, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await writeEvents(tx, ctx, [{
    kind: 'notification.read', entity: 'notification', entityId: Math.max(...ids),
    data: { recipients: [employeeId] },
  }]);
}

/** One line of a group waits at a time: when a newer one does, the old one stays read. */
const BACK = `update work.notification n set read_at = null
  where n.employee_id = $1 and n.read_at is not null
    and not exists (select from work.notification o where o.employee_id = n.employee_id
      and o.group_key = n.group_key and o.read_at is null)`;

export async function unreadNotification(ctx: Context, input: { id: number }): Promise<void> {
  const employeeId = await requireOwn(ctx, input.id);
  await inTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ id: number }>(
      `${BACK} and n.id = $2 returning n.id`, [employeeId, input.id]);
    await tellTabs(tx, ctx, employeeId, rows.map((row) => row.id));
  });
}

// Years of four digits: a date of JavaScript may be older than any that PostgreSQL knows.
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** Takes «прочитать все» back: what was read at that very moment. */
export async function unreadAllNotifications(
  ctx: Context, input: { readAt: string },
): Promise<void> {
  const employeeId = readerOf(ctx);
  const at = MOMENT.test(input.readAt) ? Date.parse(input.readAt) : Number.NaN;
  if (Number.isNaN(at)) throw refuseField('readAt', 'Это не момент времени.');
  await inTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ id: number }>(
      `${BACK} and n.read_at = $2 returning n.id`, [employeeId, new Date(at)]);
    await tellTabs(tx, ctx, employeeId, rows.map((row) => row.id));
  });
}
