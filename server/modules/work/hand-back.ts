// The end of an absence: what the deputy has not finished or not read goes back with the person.
// Deals never left them: the deputy acted for them, and does so no longer.
import { companyToday } from '#platform/company-time';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { notify } from './notify.ts';

const BATCH_ROWS = 500;

/** The person e, whom somebody stood in for, works on the day $1. */
const IS_BACK = `e.dismissed_at is null
  and not coalesce(e.absent_from <= $1::date
    and coalesce(e.absent_until, $1::date) >= $1::date, false)
  and not exists (select from staff.absence a where a.employee_id = e.id
    and a.cancelled_at is null and $1::date between a.from_on and a.until_on)`;

/** Returns how many tasks and notices went back; a repeated run finds none. */
export async function handBack(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  return inTransaction(db, async (tx) =>
    await handBackTasks(tx, ctx) + await handBackNotices(tx, ctx));
}

type Held = { id: number; title: string; ownerId: number; holderId: number };

/** Open tasks that a deputy has for somebody who works again. */
async function handBackTasks(tx: Tx, ctx: Context): Promise<number> {
  const { rows } = await tx.query<Held>(
    `select t.id, t.title, t.for_employee_id as "ownerId", t.assignee_id as "holderId"
     from work.task t join staff.employee e on e.id = t.for_employee_id
     where t.for_employee_id is not null and t.done_at is null and t.cancelled_at is null
       and ${IS_BACK}
     order by t.id limit ${BATCH_ROWS} for update of t skip locked`, [companyToday(ctx.now())]);
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  await tx.query(
    `update work.task set assignee_id = for_employee_id, for_employee_id = null,
       updated_at = $2, version = version + 1
     where id = any($1::bigint[])`, [ids, ctx.now()]);
  await writeEvents(tx, ctx, rows.map((row) => ({
    kind: 'task.handedBack', entity: 'task', entityId: row.id,
    data: {
      taskId: row.id, title: row.title,
      changes: { assigneeId: { old: row.holderId, new: row.ownerId } },
    },
    visibleBefore: { departmentId: null, readerIds: [row.holderId, row.ownerId] },
  })));
  const owners = Map.groupBy(rows, (row) => row.ownerId);
  await notify(tx, ctx, [...owners].map(([employeeId, tasks]) => ({
    employeeId, kind: 'task.handedBack',
    title: `С возвращением: дел снова у вас — ${tasks.length}`,
    body: tasks.slice(0, 5).map((task) => task.title).join(', '),
    records: { entity: 'task', ids: tasks.map((task) => task.id) },
  })));
  return rows.length;
}

type Unread = { id: number; ownerId: number; holderId: number; kind: string };

/** What the deputy has read they have dealt with; what the person knows already stays there. */
async function handBackNotices(tx: Tx, ctx: Context): Promise<number> {
  const { rows } = await tx.query<Unread>(
    `with back as (
       select n.id, n.employee_id as holder_id
       from work.notification n join staff.employee e on e.id = n.for_employee_id
       where n.for_employee_id is not null and n.read_at is null and ${IS_BACK}
         and not exists (select from work.notification o
           where o.employee_id = n.for_employee_id and (o.once_key = n.once_key
             or (o.group_key = n.group_key and o.read_at is null)))
       order by n.id limit ${BATCH_ROWS} for update of n skip locked
     )
     update work.notification n set employee_id = n.for_employee_id, for_employee_id = null
     from back where n.id = back.id
     returning n.id, n.employee_id as "ownerId", back.holder_id as "holderId", n.kind`,
    [companyToday(ctx.now())]);
  await writeEvents(tx, ctx, rows.flatMap(({ id, ownerId, holderId, kind }) => [
    { kind: 'notification.read', entity: 'notification', entityId: id,
      data: { recipients: [holderId] } },
    { kind: 'notification.created', entity: 'notification', entityId: id,
      data: { recipients: [ownerId], about: kind } },
  ]));
  return rows.length;
}
